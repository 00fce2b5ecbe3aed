/** Panels that come and go without losing the place on the page. */
import { useEffect, useState } from 'react';

/** When the calling component leaves the screen, the focus goes back to where it was before. */
export function useFocusReturn(): void {
  // While it is drawn for the first time: its own fields take the focus before any effect runs.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
