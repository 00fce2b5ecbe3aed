/** The "now" that a time window is counted from. */
import { useState, type RefObject } from 'react';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { useNowIn } from '../../use-now.ts';
import type { GridHandle } from '../../components/grid/grid.tsx';

/**
 * Now in whole minutes. It moves on only while the list is at its top: for a reader further down, a new window would be a new
 * list, and take away what is being read. `key` names the list; another list begins with the present minute.
 */
export function useWindowNow(grid: RefObject<GridHandle | null>, key: string): number {
  const minute = useNowIn(MINUTE_MS);
  const [held, setHeld] = useState({ minute, key });
  const moves = held.key !== key || (held.minute !== minute && (grid.current?.atTop() ?? true));
  if (!moves) return held.minute;
  setHeld({ minute, key });
  return minute;
}
