/**
 * Promise R1: `kill -9` at any moment of a first fill loses nothing. Real processes are killed at seeded random moments;
 * after every kill the file passes `integrity_check`, and when a fill is complete its rows equal those of a run that
 * nobody disturbed. CALLBOARD_KILLS sets the number of kills (default 200), CALLBOARD_SEED the moments.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePath } from '../../electron/core/data-folder.ts';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { DAY_MS } from '../../shared/time.ts';
import { Rng } from '../../electron/simulator/rng.ts';

const KILLS = Number(process.env['CALLBOARD_KILLS'] ?? '200');
const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261120');
/** A fill of this world takes a few hundred ms, so a kill within that time finds every stage of it. */
const WORLD = { calendars: 12, eventsPerCalendar: 90 };
/** A Friday just after noon, UTC: no event begins at the edges of its window, whatever the seconds of a run. */
const NOW = Date.UTC(2026, 10, 20, 12, 0, 7);
const LONGEST_LIFE_MS = 450;
const CHILD = new URL('../support/fill-child.ts', import.meta.url).pathname;

let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-kill-'));
  simulator = await startSimulator({
    seed: SEED,
    // Recall's time stands still, so that every round fills the same window.
    clock: { now: () => NOW },
    latencyMs: 4,
    limits: { enforce: false },
    world: [{ name: 'Killed', colour: 'red', ...WORLD }],
  });
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the child; kills it `lifeMs` after it said `started`. True when it completed the fill before that. */
async function run(dataDir: string, lifeMs: number | null): Promise<boolean> {
  const workspace = simulator.workspaces[0];
  if (workspace === undefined) throw new Error('The simulator has no workspace.');
  const child = spawn(process.execPath, [CHILD, dataDir, workspace.baseUrl, workspace.apiKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The first child leaves by itself and so writes what all others start with: a fifth of the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let complete = false;
  let timer: NodeJS.Timeout | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'complete') complete = true;
    if (line === 'started' && lifeMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  if (signal === null && code !== 0) throw new Error(`The core left with code ${code}.`);
  return complete;
}

/** Everything that was replicated, without Callboard's own row numbers and times of observation. */
function rowsOf(dataDir: string): { integrity: unknown; rows: string } {
  const database = new Database(databasePath(dataDir), { readonly: true });
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    const all = (sql: string): unknown[] => database.prepare(sql).all();
    const rows = JSON.stringify([
      all('SELECT workspace_id, id, email, status, deleted_at FROM calendar ORDER BY id'),
      all(`SELECT e.id, c.id AS calendar, e.start_at, e.end_at, e.updated_at, e.title, e.meeting_url, e.facet, e.bot_count
           FROM event e JOIN calendar c ON c.pk = e.calendar_pk ORDER BY e.id`),
      all(
        'SELECT e.id, b.bot_id, b.start_at, b.gone_at FROM bot_entry b JOIN event e ON e.pk = b.event_pk ORDER BY e.id, b.bot_id',
      ),
      all(
        'SELECT e.id, count(*) AS revisions FROM event_revision r JOIN event e ON e.pk = r.event_pk GROUP BY e.id ORDER BY e.id',
      ),
      all('SELECT workspace_id, kind, facet, n FROM tally WHERE n > 0 ORDER BY 1, 2, 3'),
    ]);
    return { integrity, rows };
  } finally {
    database.close();
  }
}

describe('a first fill', () => {
  it(
    `survives kill -9 at ${KILLS} random moments (seed ${SEED})`,
    async () => {
      const undisturbed = join(folder, 'undisturbed');
      expect(await run(undisturbed, null)).toBe(true);
      const expected = rowsOf(undisturbed);
      expect(expected.integrity).toBe('ok');
      const inWindow = simulator.world
        .workspace(0)
        .events()
        .filter((event) => event.startAt >= NOW - DAY_MS && event.startAt <= NOW + 28 * DAY_MS);
      expect(JSON.parse(expected.rows)[1].length).toBe(inWindow.length);

      const random = new Rng(SEED);
      let kills = 0;
      for (let round = 0; kills < KILLS; round += 1) {
        const dataDir = join(folder, `round-${round}`);
        let complete = false;
        while (!complete && kills < KILLS) {
          complete = await run(dataDir, random.next() * LONGEST_LIFE_MS);
          if (!complete) kills += 1;
          expect(rowsOf(dataDir).integrity, `after kill ${kills}`).toBe('ok');
        }
        if (!complete) complete = await run(dataDir, null);
        expect(complete).toBe(true);
        expect(rowsOf(dataDir).rows, `round ${round}`).toBe(expected.rows);
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
    15 * 60_000,
  );
});
