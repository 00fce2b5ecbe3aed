/**
 * No secret is ever on disk, in a log, in an answer or in what a process prints (DESIGN.md, invariant 5). Known values
 * enter wherever secrets enter; afterwards every byte that Callboard produced is searched for them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import type { Log } from '../../electron/core/deps.ts';
import type { Input } from '../../shared/contract.ts';
import type { Answer } from '../../shared/envelope.ts';
import { CANARIES, filesBelow, searchBytes, searchText } from '../support/canaries.ts';
import { startHarness } from '../support/core-harness.ts';
import { startWebHost } from '../support/start-web-host.ts';
import { testDir } from '../support/test-dir.ts';

/** A key that no workspace has, typed by mistake: as secret as a right one. */
const WRONG_KEY = 'canaryWrongKey2b6e1f9c4d7a8053';
const NEW_WEBHOOK_SECRET = 'whsec_Y2FuYXJ5TmV3V2ViaG9va1NlY3JldDU1';

/** Two pages of events, calendars with every kind of secret, and the canary as the API key. */
function startCanarySimulator(): Promise<Simulator> {
  return startSimulator({
    seed: 41,
    limits: { enforce: false },
    world: [
      {
        name: 'Canary',
        colour: 'yellow',
        calendars: 8,
        eventsPerCalendar: 15,
        troubles: 'training',
        apiKey: CANARIES.apiKey,
      },
    ],
  });
}

function newWorkspace(simulator: Simulator): Input<'workspaces.add'> {
  return {
    name: 'Canary',
    region: 'custom',
    baseUrl: simulator.origin,
    apiKey: CANARIES.apiKey,
    webhookSecret: CANARIES.webhookSecret,
    colour: 'yellow',
    mode: 'operate',
    pollIntervalMs: 15_000,
  };
}

/** Everything that must not be found: what went in, and what Recall answered with. */
function needlesOf(simulator: Simulator): string[] {
  return [...new Set([...simulator.secrets(), ...Object.values(CANARIES), WRONG_KEY, NEW_WEBHOOK_SECRET])];
}

type Ask = (method: string, input: unknown) => Promise<Answer<unknown>>;

/**
 * Uses every method of the contract in which a secret could be caught: right and wrong input, good and broken
 * answers. Resolves to the text of all answers.
 */
async function useEverything(ask: Ask, simulator: Simulator): Promise<string> {
  const answers: unknown[] = [];
  const call = async <T>(method: string, input: unknown): Promise<T> => {
    const answer = await ask(method, input);
    answers.push(answer);
    // The shape is the contract's, which its own tests prove; a failed call gives an empty object here.
    return (answer.ok ? answer.value : {}) as T;
  };
  const workspace = newWorkspace(simulator);

  // Input that is refused: the refusal may not quote it.
  await call('workspaces.add', { ...workspace, colour: 'no such colour' });
  await call('workspaces.add', { ...workspace, apiKey: [CANARIES.apiKey] });
  await call('workspaces.add', CANARIES.apiKey);
  await call('workspaces.test', { region: 'custom', baseUrl: simulator.origin, apiKey: WRONG_KEY });
  await call('workspaces.test', {
    region: 'custom',
    baseUrl: `http://${CANARIES.apiKey}@127.0.0.1:1/`,
    apiKey: WRONG_KEY,
  });
  await call('workspaces.add', { ...workspace, name: 'Wrong', apiKey: WRONG_KEY });

  // The first fill, with answers on the way that are broken in every way that is logged or kept aside.
  simulator.faults.add({ match: { operation: 'calendars.list' }, kind: { type: 'wrongTypes' } });
  simulator.faults.add({ match: { operation: 'events.list' }, kind: { type: 'truncatedJson' } });
  simulator.faults.add({ match: { operation: 'events.list', nth: 2 }, kind: { type: 'html' } });
  simulator.faults.add({
    match: { operation: 'events.list', nth: 3 },
    kind: { type: 'status', status: 500, body: 'html' },
  });
  const { id: workspaceId } = await call<{ id: number }>('workspaces.add', workspace);
  await call('workspaces.add', { ...workspace, name: 'Twice the same key' });
  await untilFilled(ask, workspaceId);
  await call('sync.now', { workspaceId });
  await call('workspaces.test', { workspaceId });
  await call('workspaces.update', { workspaceId, webhookSecret: NEW_WEBHOOK_SECRET, apiKey: CANARIES.apiKey });

  const filter = { workspaces: 'all' };
  const calendars = await call<{ rows?: { id: string }[] }>('calendars.list', {
    filter,
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 200,
  });
  for (const { id } of calendars.rows ?? []) await call('calendars.get', { workspaceId, id });
  const events = await call<{ rows?: { id: string; botCount: number }[] }>('events.list', {
    filter,
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit: 200,
  });
  for (const { id, botCount } of events.rows ?? []) {
    const { bots } = await call<{ bots?: { botId: string }[] }>('events.get', { workspaceId, id });
    if (botCount > 0 && bots?.[0] !== undefined) await call('bots.refresh', { workspaceId, id: bots[0].botId });
  }
  // Secrets that are typed into the search find nothing and leave nothing.
  for (const secret of simulator.secrets())
    expect(await call('app.search', { text: secret, workspaces: 'all', limit: 10 })).toMatchObject({
      calendars: [],
      events: [],
      bots: [],
    });
  for (const method of ['app.info', 'sync.status', 'workspaces.list']) await call(method, {});
  await call('doctor.run', { deep: true });
  await call('workspaces.removalPreview', { workspaceId });
  return JSON.stringify(answers);
}

/** Waits for the first fill, asking every 50 ms: the web host has no other way to be asked. */
async function untilFilled(ask: Ask, workspaceId: number): Promise<void> {
  for (;;) {
    const answer = await ask('sync.status', {});
    if (!answer.ok) throw new Error(answer.error.message);
    const { rows } = answer.value as { rows: { workspaceId: number; state: string; fill: unknown[] }[] };
    const row = rows.find((one) => one.workspaceId === workspaceId);
    if (row !== undefined && row.state === 'idle' && row.fill.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the search for canaries', () => {
  const needle = CANARIES.apiKey;

  it.each([
    ['UTF-8', Buffer.from(`before ${needle} after`)],
    ['UTF-16', Buffer.from(`before ${needle} after`, 'utf16le')],
    ['hex', Buffer.from(Buffer.from(`xyz${needle}xyz`).toString('hex'))],
    ['Base64, aligned', Buffer.from(Buffer.from(`${needle} after`).toString('base64'))],
    ['Base64, one off', Buffer.from(Buffer.from(`x${needle} after`).toString('base64'))],
    ['Base64, two off', Buffer.from(Buffer.from(`xy${needle} after`).toString('base64url'))],
  ])('finds a value written in %s', (_form, bytes) => {
    const dir = testDir();
    writeFileSync(join(dir, 'file'), bytes);
    expect(searchBytes(dir, [needle])).not.toEqual([]);
    expect(searchBytes(dir, [CANARIES.webhookSecret])).toEqual([]);
  });

  it('finds an address-escaped value', () => {
    const url = `https://example.com/?token=${encodeURIComponent(CANARIES.oauthRefreshToken)}`;
    expect(searchText('url', url, [CANARIES.oauthRefreshToken])).not.toEqual([]);
  });
});

describe('a full run with canaries for secrets', () => {
  it('leaves none of them in the database, its WAL, the log or any message of the core', async () => {
    const dataDir = testDir();
    const simulator = await startCanarySimulator();
    // Nothing is redacted here: a secret must not even reach the log.
    const lines: string[] = [];
    const log: Log = {
      write: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })),
    };
    const core = await startHarness({ dataDir, log });
    try {
      const answers = await useEverything((method, input) => core.answer(method, input), simulator);
      const needles = needlesOf(simulator);
      // The canaries were there: in the keychain, in what Recall sent, and rows came of it.
      expect([...core.secrets.values.values()]).toContain(CANARIES.apiKey);
      expect([...core.secrets.values.values()]).toContain(NEW_WEBHOOK_SECRET);
      expect(needles.filter((needle) => needle.startsWith('canary-')).length).toBeGreaterThan(10);
      expect(answers.length).toBeGreaterThan(100_000);

      // While it runs: the database, its WAL and shared memory, whatever else lies there.
      expect(filesBelow(dataDir).some((file) => file.endsWith('-wal'))).toBe(true);
      expect(searchBytes(dataDir, needles)).toEqual([]);
      expect(searchText('answers', answers, needles)).toEqual([]);
      expect(searchText('messages', JSON.stringify(core.posted()), needles)).toEqual([]);
      expect(searchText('log', lines.join('\n'), needles)).toEqual([]);
      await core.stop();
      // After the checkpoint of an orderly end.
      expect(searchBytes(dataDir, needles)).toEqual([]);
    } finally {
      await simulator.stop();
    }
  });

  it('leaves none of them in what the web host serves, prints, or shows of itself to the system', async () => {
    expect(existsSync('out/main/web.js'), 'The console is not built: npm run build').toBe(true);
    const dataDir = testDir();
    const simulator = await startCanarySimulator();
    const host = await startWebHost({ dataDir });
    try {
      const entrance = await fetch(host.url, { redirect: 'manual' });
      const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const headers = { cookie, origin: host.origin, 'content-type': 'application/json' };
      const stream = await fetch(`${host.origin}/rpc/events`, { headers });
      const events = stream.text().catch(() => '');
      let calls = 0;
      const ask: Ask = async (method, input) => {
        calls += 1;
        const body = JSON.stringify({ id: `call-${calls}`, method, input });
        const response = await fetch(`${host.origin}/rpc/call`, { method: 'POST', headers, body });
        return (await response.json()) as Answer<unknown>;
      };
      expect(await ask('app.keepSecretsInMemory', {})).toMatchObject({ ok: true });
      const answers = await useEverything(ask, simulator);
      const needles = needlesOf(simulator);
      expect(searchText('answers', answers, needles)).toEqual([]);
      expect(searchBytes(dataDir, needles)).toEqual([]);
      if (process.platform === 'linux')
        for (const file of ['cmdline', 'environ'])
          expect(searchText(file, readFileSync(`/proc/${host.pid}/${file}`, 'utf8'), needles)).toEqual([]);
      expect(await host.stop()).toBe(0);
      expect(searchText('events', await events, needles)).toEqual([]);
      expect(searchText('output', host.output(), needles)).toEqual([]);
      expect(searchBytes(dataDir, needles)).toEqual([]);
    } finally {
      await host.stop();
      await simulator.stop();
    }
  });
});
