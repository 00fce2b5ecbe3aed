/** `kill -9` in the middle of judging: what was judged is kept, what was not waits, and the end is that of an undisturbed run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { generateEventPage } from '../../../electron/simulator/payloads.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { silentLog } from '../../support/core-harness.ts';
import { testDir } from '../../support/test-dir.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261120');
const KILLS = 8;
const PAGES = 8;
const NOW = Date.UTC(2026, 10, 20, 12);
const CHILD = new URL('../../support/judge-child.ts', import.meta.url).pathname;

/** A replica in which everything waits. */
function build(path: string): void {
  const { store } = openStore({ path, clock: createVirtualClock(NOW), log: silentLog });
  const { id: workspaceId } = store.addWorkspace(
    {
      name: 'Killed',
      region: 'custom',
      baseUrl: 'http://127.0.0.1:1',
      colour: 'red',
      mode: 'read_only',
      pollIntervalMs: 60_000,
      training: false,
    },
    NOW,
  );
  for (let page = 0; page < PAGES; page += 1) {
    const { text } = generateEventPage(SEED, page, { total: PAGES * 100, from: NOW - DAY_MS, to: NOW + 28 * DAY_MS });
    const reply = { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
    const { records, quarantined } = readPage(reply, 'test', EVENT);
    store.applyEvents({ workspaceId, records, quarantined, receivedAt: NOW });
  }
  store.close();
}

/** Runs the child and kills it `lifeMs` after it began; null: lets it finish. True when it finished. */
async function run(path: string, lifeMs: number | null): Promise<boolean> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, path, String(NOW)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(path), 'compiled') },
  });
  let complete = false;
  let timer: NodeJS.Timeout | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'complete') complete = true;
    if (line === 'started' && lifeMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  });
  await once(child, 'exit');
  clearTimeout(timer);
  return complete;
}

interface Standing {
  readonly integrity: unknown;
  readonly lost: number;
  readonly judged: number;
  readonly rows: string;
}

function look(path: string): Standing {
  const database = new Database(path, { readonly: true });
  try {
    const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
    return {
      integrity: database.pragma('integrity_check', { simple: true }),
      lost: count(
        'SELECT count(*) FROM event WHERE pk NOT IN (SELECT pk FROM verdict) AND pk NOT IN (SELECT pk FROM verdict_pending)',
      ),
      judged: count('SELECT count(*) FROM verdict'),
      rows: JSON.stringify(
        database
          .prepare(
            'SELECT e.id, v.standing, v.due_at, v.external FROM verdict v JOIN event e ON e.pk = v.pk ORDER BY e.id',
          )
          .raw()
          .all(),
      ),
    };
  } finally {
    database.close();
  }
}

it(`judging survives kill -9 at ${KILLS} random moments (seed ${SEED})`, { timeout: 60_000 }, async () => {
  const folder = testDir();
  const waiting = join(folder, 'waiting.db');
  build(waiting);
  const undisturbed = join(folder, 'undisturbed.db');
  copyFileSync(waiting, undisturbed);
  expect(await run(undisturbed, null)).toBe(true);
  const expected = look(undisturbed);
  expect(expected).toMatchObject({ integrity: 'ok', lost: 0, judged: PAGES * 100 });

  const random = new Rng(SEED);
  let [kills, round] = [0, 0];
  while (kills < KILLS) {
    round += 1;
    const path = join(folder, `round-${round}.db`);
    copyFileSync(waiting, path);
    for (let complete = false; !complete;) {
      complete = await run(path, kills < KILLS ? random.int(2, 120) : null);
      if (!complete) kills += 1;
      expect(look(path), `after kill ${kills}`).toMatchObject({ integrity: 'ok', lost: 0 });
    }
    expect(look(path).rows, `round ${round}`).toBe(expected.rows);
  }
});
