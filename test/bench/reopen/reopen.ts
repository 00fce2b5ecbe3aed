/** G17: opening after `kill -9` costs little more than opening after a clean end. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { systemClock } from '../../../electron/core/clock.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { silentLog } from '../../support/core-harness.ts';
import { startChild } from '../children.ts';
import { bestOf, timed } from '../measure.ts';
import type { Report } from '../report.ts';
import { scratchFolder } from '../scratch.ts';

export async function benchReopen(report: Report): Promise<void> {
  const killed = join(scratchFolder(), 'callboard.db');
  const child = startChild<{ walBytes: number }>(new URL('./victim-child.ts', import.meta.url), [killed]);
  const { walBytes } = await child.next();
  child.process.kill('SIGKILL');
  await once(child.process, 'exit');

  const clean = join(scratchFolder(), 'callboard.db');
  for (const suffix of ['', '-wal']) cpSync(killed + suffix, clean + suffix);
  openStore({ path: clean, clock: systemClock, log: silentLog }).store.close();

  const openMs = (source: string): number => {
    const path = join(scratchFolder(), 'callboard.db');
    cpSync(source, path);
    if (source === killed) cpSync(`${source}-wal`, `${path}-wal`);
    let close = (): void => undefined;
    const ms = timed(() => {
      const { store } = openStore({ path, clock: systemClock, log: silentLog });
      store.listEvents({ workspaces: 'all' }, { by: 'start', direction: 'asc' }, null, 100);
      close = () => store.close();
    });
    close();
    return ms;
  };
  openMs(clean);
  const cleanMs = await bestOf(3, () => openMs(clean));
  const killedMs = await bestOf(3, () => openMs(killed));
  report.add({
    goal: 'G17',
    what: 'open to first query after kill -9 / after a clean end',
    value: killedMs / cleanMs,
    unit: 'x',
    must: { max: 6 },
    stretch: { max: 4 },
    detail: `${killedMs.toFixed(1)} ms with a log of ${(walBytes / 1e6).toFixed(0)} MB; clean ${cleanMs.toFixed(1)} ms`,
  });
  report.add({
    goal: 'G17',
    what: 'open to first query after kill -9',
    value: killedMs,
    unit: 'ms',
    must: { max: 50 },
  });
  report.add({ goal: 'G17', what: 'largest write-ahead log', value: walBytes / 1e6, unit: 'MB', must: { max: 64 } });
}
