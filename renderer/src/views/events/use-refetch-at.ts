/** Answers that are others once a moment has passed: an event that begins or ends. */
import { useEffect, useRef } from 'react';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { useNow } from '../../use-now.ts';

/** How many of the moments lie in a minute that is over. */
export function passedMinutes(moments: readonly (number | null)[], now: number): number {
  return moments.filter((at) => at !== null && (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS <= now).length;
}

/** Calls `refetch` whenever the minute of one of the moments (ms UTC; null: not known) has passed. */
export function useRefetchAt(moments: readonly (number | null)[], refetch: () => void): void {
  const passed = passedMinutes(moments, useNow());
  const before = useRef(passed);
  useEffect(() => {
    if (before.current === passed) return;
    before.current = passed;
    refetch();
  });
}
