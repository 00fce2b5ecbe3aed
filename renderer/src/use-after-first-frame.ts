/** What need not be in a view's first frame: it comes with the next one, and the rows do not wait for it. */
import { useEffect, useState } from 'react';

/** False while the calling component is drawn for the first time, true once that has been painted. */
export function useAfterFirstFrame(): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    let timer: number | undefined;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setAfter(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return after;
}
