/** The present, as a view sees it. */
import { useSyncExternalStore } from 'react';
import { createClock } from './clock.ts';

const clock = createClock({
  now: () => Date.now(),
  visible: () => !document.hidden,
  every(ms, tick) {
    const timer = window.setInterval(tick, ms);
    document.addEventListener('visibilitychange', tick);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  },
});

/** Now, ms UTC, renewed every ten seconds. */
export function useNow(): number {
  return useSyncExternalStore(clock.watch, clock.coarse);
}

/** Now, ms UTC, renewed every second. For small parts only: whoever calls it is drawn every second. */
export function useNowBySecond(): number {
  return useSyncExternalStore(clock.watch, clock.fine);
}

/** Now in whole steps of `stepMs`: draws again only when a step has passed. */
export function useNowIn(stepMs: number): number {
  return useSyncExternalStore(clock.watch, () => Math.floor(clock.coarse() / stepMs) * stepMs);
}
