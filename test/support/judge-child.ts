/**
 * A process of its own for the kill test of verdicts: judges what waits in a database, in small chunks. Prints `started` and, when
 * nothing waits any more, `complete`. Arguments: path, the time at which it is judged (ms UTC).
 */
import { judge } from '../../electron/core/diagnosis/events/judge.ts';
import { traitsOf } from '../../electron/core/diagnosis/events/traits.ts';
import { openStore } from '../../electron/core/store/index.ts';
import { silentLog } from './core-harness.ts';

const [path = '', at = ''] = process.argv.slice(2);
const now = Number(at);
const clock = {
  now: () => now,
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('Nothing waits here.')),
};
const { store } = openStore({ path, clock, log: silentLog });
process.stdout.write('started\n');
for (;;) {
  const count = store.verdicts((writer) => {
    const pending = writer.next(10);
    writer.save(
      pending.map(({ facts, domains, organizer }) => ({
        facts,
        judgement: judge(facts, now),
        traits: traitsOf(facts, domains, organizer),
      })),
    );
    return pending.length;
  });
  if (count === 0) break;
  await new Promise((resolve) => setImmediate(resolve));
}
store.close();
process.stdout.write('complete\n');
