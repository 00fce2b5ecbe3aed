/** What need not be in a view's first frame: it comes a little later, and the rows do not wait for it. */
import { useEffect, useState } from 'react';

/** False while the calling component is drawn for the first time, true once that can be seen. */
export function useAfterFirstFrame(): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    let timer: number | undefined;
    let frame = requestAnimationFrame(() => {
      // The first may be the frame that is about to be painted; when the second begins, it has been.
      frame = requestAnimationFrame(() => {
        timer = window.setTimeout(() => setAfter(true));
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return after;
}
