/** Judges events as the keeper does, without its timers: chunk by chunk until none waits. */
import { judge } from '../../../electron/core/diagnosis/events/judge.ts';
import { traitsOf } from '../../../electron/core/diagnosis/events/traits.ts';
import type { Store } from '../../../electron/core/store/types.ts';

/** As the keeper: events in one transaction. */
const AT_ONCE = 500;

/** Judges all that waits, at most `limit`; returns how many. `now` in ms UTC. */
export function concludeWaiting(store: Store, now: number, limit = Infinity): number {
  let judged = 0;
  for (;;) {
    const count = store.verdicts((writer) => {
      const pending = writer.next(AT_ONCE);
      writer.save(
        pending.map(({ facts, domains, organizer }) => ({
          facts,
          judgement: judge(facts, now),
          traits: traitsOf(facts, domains, organizer),
        })),
      );
      return pending.length;
    });
    judged += count;
    if (count < AT_ONCE || judged >= limit) return judged;
  }
}
