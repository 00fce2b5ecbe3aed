import { it } from 'vitest';
import { withConsole } from './support/console.ts';
it('dbg', () => withConsole({}, async (bench) => {
  console.log(JSON.stringify(await bench.status(bench.struck)).slice(0,400), bench.clock.monotonic());
  await bench.core.call('sync.now', { workspaceId: bench.struck.id });
  console.log('called');
  const t = setInterval(() => console.log('mono', bench.clock.monotonic(), bench.between.seen.length, bench.clock.pending, bench.log.slice(-2)), 1000);
  await bench.pass(10_000);
  clearInterval(t);
  console.log(JSON.stringify(await bench.status(bench.struck)).slice(0,400), bench.clock.monotonic());
}), 8000);
