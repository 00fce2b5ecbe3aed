/**
 * `kill -9` at any moment of a rotation: after the restart exactly the remaining calendars are done, none of them twice,
 * and the new secret is nowhere on disk. Real processes are killed at seeded random moments of one rotation after another.
 * CALLBOARD_KILLS sets the number of kills (default 200), CALLBOARD_SEED the moments.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from '../../../electron/core/data-folder.ts';
import type { SimCalendar, Simulator } from '../../../electron/simulator/index.ts';
import { startSimulator } from '../../../electron/simulator/index.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import { OPEN_JOB_STATES } from '../../../shared/values.ts';
import { searchBytes } from '../../support/canaries.ts';
import type { Ending, FromChild, Rotation, ToChild } from '../../support/rotate-child.ts';
import type { TempDir } from '../../support/temp-dir.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const KILLS = Number(process.env['CALLBOARD_KILLS'] ?? '200');
const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261121');
const CLIENT = '7e57c11e-0000-4000-8000-000000000002';
/** Whatever the simulator calls a secret begins like one of these, so that few values have to be looked for. */
const SECRET_SHAPES = ['canary-api-key-', 'canary-secret-', 'canary-refresh-token-', 'canary-access-token-'];
/** A rotation of this fleet takes about three such lives: canary, the rest, the proof. */
const LONGEST_LIFE_MS = 400;
/** Long enough that kills find calls under way. */
const LATENCY_MS = 12;
const CHILD = new URL('../../support/rotate-child.ts', import.meta.url);

let simulator: Simulator;
let folder: TempDir;
/** Outside the data folder, as the keychain of the operating system is. */
let keychain: Map<string, string>;
let children: Set<ChildProcess>;

beforeEach(async () => {
  folder = makeTempDir('rotate');
  keychain = new Map();
  children = new Set();
  simulator = await startSimulator({
    seed: SEED,
    latencyMs: LATENCY_MS,
    limits: { enforce: false },
    attemptMs: { from: 5, to: 60 },
    world: ['ACME', 'Globex', 'Initech'].map((name) => ({
      name,
      calendars: 30,
      eventsPerCalendar: 1,
      outlookClientId: CLIENT,
      expiredSecrets: 5,
    })),
  });
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await simulator.stop();
  folder.remove();
});

/** A process that has loaded everything and waits for its rotation. */
interface Life {
  /** Runs it; kills it `lifeMs` after it began (null: never). Null: it was killed. */
  run(rotation: Rotation, lifeMs: number | null): Promise<Ending | null>;
}

function born(): Life {
  const child = fork(CHILD, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder.path, 'compiled') },
  });
  children.add(child);
  // Not `exit`: that may come before the last messages are read.
  const exit = once(child, 'close') as Promise<[number | null, string | null]>;
  const say = (message: ToChild): void => void child.send(message, () => undefined);
  let ending: Ending | null = null;
  const loaded = new Promise<void>((resolve) => {
    child.on('message', (message: FromChild) => {
      switch (message.type) {
        case 'loaded':
          resolve();
          break;
        case 'keep':
          if (message.value === null) keychain.delete(message.account);
          else keychain.set(message.account, message.value);
          say({ type: 'answer', id: message.id, value: null });
          break;
        case 'tell':
          say({ type: 'answer', id: message.id, value: keychain.get(message.account) ?? null });
          break;
        case 'ended':
          ({ ending } = message);
          break;
      }
    });
  });
  return {
    async run(rotation, lifeMs) {
      await Promise.race([loaded, exit]);
      say({ type: 'go', rotation });
      const timer = lifeMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), lifeMs);
      const [code, signal] = await exit;
      clearTimeout(timer);
      children.delete(child);
      if (signal !== null) return null;
      if (code !== 0 || ending === null) throw new Error(`The core left with code ${code}, and said nothing.`);
      return ending;
    },
  };
}

/**
 * What was sent before a kill is carried out after it: resolves when the simulator is through with it. Its own waits are as
 * long as this one and began earlier, so they end earlier.
 */
async function calm(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
  await sleep(LATENCY_MS);
  await setImmediate();
}

interface Remains {
  readonly integrity: unknown;
  /** Jobs that ever began. */
  readonly jobs: number;
  /** The newest job; null: none. */
  readonly state: string | null;
  readonly canary: number | null;
  readonly items: readonly { readonly n: number; readonly calendarId: string; readonly state: string }[];
}

/** What a kill left in the database, read without changing it. */
function remainsOf(dataDir: string): Remains {
  if (!existsSync(databasePath(dataDir))) return { integrity: 'ok', jobs: 0, state: null, canary: null, items: [] };
  const database = new Database(databasePath(dataDir), { readonly: true });
  try {
    const job = database.prepare('SELECT id, state, canary FROM job ORDER BY id DESC LIMIT 1').get() as
      { id: number; state: string; canary: number | null } | undefined;
    const items = database.prepare('SELECT n, calendar_id AS calendarId, state FROM job_item WHERE job_id = ?');
    return {
      integrity: database.pragma('integrity_check', { simple: true }),
      jobs: job?.id ?? 0,
      state: job?.state ?? null,
      canary: job?.canary ?? null,
      // The columns are those of the schema.
      items: items.all(job?.id ?? 0) as Remains['items'],
    };
  } finally {
    database.close();
  }
}

const IS_OPEN: readonly string[] = ['waiting', 'running', 'unknown', 'verifying'];

/** What the core was about when it was killed. */
function stageOf({ jobs, state, canary, items }: Remains, round: number): string {
  if (jobs <= round) return 'before';
  if (items.some(({ n, state: of }) => n === canary && IS_OPEN.includes(of))) return 'canary';
  if (items.some(({ state: of }) => of === 'waiting')) return 'sending';
  if (items.some(({ state: of }) => IS_OPEN.includes(of))) return 'verifying';
  return OPEN_JOB_STATES.some((open) => open === state) ? 'ending' : 'ended';
}

const allCalendars = (): SimCalendar[] => simulator.world.workspaces.flatMap((workspace) => [...workspace.calendars()]);

describe('a rotation', () => {
  it(
    `survives kill -9 at ${KILLS} random moments (seed ${SEED})`,
    async () => {
      const dataDir = join(folder.path, 'data');
      const random = new Rng(SEED);
      const rotation = (before: number | null): Rotation => ({
        dataDir,
        workspaces: simulator.workspaces.map(({ name, baseUrl, apiKey }) => ({ name, baseUrl, apiKey })),
        before,
        oauthClientId: CLIENT,
        clientSecret: `canaryRotated~${before ?? 'never'}~${SEED}`,
        probe: (before ?? 0) % 2 === 1,
      });
      await born().run(rotation(null), null);
      const mine = allCalendars().filter(({ oauthClientId }) => oauthClientId === CLIENT);
      expect(mine.length).toBeGreaterThan(35);

      let kills = 0;
      /** Stages in which a kill came; `call`: while an answer of Recall was awaited. */
      const struck = new Set<string>();
      let next = born();
      for (let round = 0; kills < KILLS; round += 1) {
        const wanted = rotation(round);
        const patchesBefore = new Map(mine.map(({ id, patches }) => [id, patches]));
        const patches = (id: string): number =>
          (allCalendars().find((calendar) => calendar.id === id)?.patches ?? -1) - (patchesBefore.get(id) ?? 0);
        /** Calendars whose change Recall is known to have taken. */
        const taken = new Set<string>();
        let ending: Ending | null = null;
        while (ending === null) {
          const life = next;
          const lifeMs = kills < KILLS ? random.next() * LONGEST_LIFE_MS : null;
          next = born();
          ending = await life.run(wanted, lifeMs);
          await calm();
          if (ending === null) kills += 1;
          const where = `after kill ${kills} in round ${round}`;

          const remains = remainsOf(dataDir);
          expect(remains.integrity, where).toBe('ok');
          const stage = stageOf(remains, round);
          if (ending === null) struck.add(stage);
          if (stage !== 'before') {
            for (const { calendarId, state } of remains.items) {
              const sent = patches(calendarId);
              // The intent is saved before anything leaves, and nothing that arrived is ever sent again.
              if (state === 'waiting') expect(sent, `${where}: ${calendarId} waits`).toBe(0);
              else expect(sent, `${where}: ${calendarId} is ${state}`).toBeLessThanOrEqual(1);
              if (state === 'running') struck.add('call');
              if (state === 'verifying' || !IS_OPEN.includes(state)) taken.add(calendarId);
            }
          }
          for (const id of taken) expect(patches(id), `${where}: ${id} was taken`).toBe(1);
          expect(searchBytes(dataDir, [...SECRET_SHAPES, wanted.clientSecret]), where).toEqual([]);
        }

        expect(ending.job).toMatchObject({ state: 'finished', total: mine.length });
        expect(ending.items.map(({ state }) => state)).toEqual(mine.map(() => 'ok'));
        for (const calendar of allCalendars().filter(({ id }) => patchesBefore.has(id))) {
          expect(calendar).toMatchObject({ oauthClientSecret: wanted.clientSecret, status: 'connected' });
          expect(patches(calendar.id), `round ${round}: ${calendar.id}`).toBe(1);
        }
        // Exactly one change of each calendar is on record as done; whatever else was tried ended too.
        expect(ending.entries.filter(({ state }) => state === 'intended')).toEqual([]);
        const done = ending.entries.filter(
          ({ action, state }) => action === 'oauth_client.rotate_secret' && state === 'done',
        );
        expect(done).toHaveLength(mine.length);
        expect(new Set(done.map(({ targetId }) => targetId))).toEqual(new Set(mine.map(({ id }) => id)));
        expect(ending.auditLog).toBe('ok');
        expect([...keychain.keys()].filter((account) => account.startsWith('job/'))).toEqual([]);
      }
      expect(allCalendars().filter(({ oauthClientId, patches }) => oauthClientId !== CLIENT && patches > 0)).toEqual(
        [],
      );
      // The moments were spread over all that a rotation consists of.
      if (KILLS >= 100)
        for (const what of ['canary', 'sending', 'call', 'verifying']) expect([...struck]).toContain(what);
    },
    15 * 60_000,
  );
});
