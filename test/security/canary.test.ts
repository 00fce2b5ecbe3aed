/**
 * No secret is ever on disk, in a log, in an answer or in what a process prints (DESIGN.md, invariant 5). Known values
 * enter wherever secrets enter; afterwards every byte that Callboard produced is searched for them.
 */
import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import type { Log } from '../../electron/core/deps.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { Answer } from '../../shared/envelope.ts';
import { CANARIES, filesBelow, searchBytes, searchText } from '../support/canaries.ts';
import { startHarness } from '../support/core-harness.ts';
import { startWebHost } from '../support/start-web-host.ts';
import { testDir } from '../support/test-dir.ts';
import { startEchoingRecall } from './support/echoing-recall.ts';
import type { EchoingRecall } from './support/echoing-recall.ts';
import { BEGINNINGS, CLIENT, ENTERED, playActions } from './support/play-actions.ts';
import { addConfigured, CONFIGURED, CONFIGURED_BEGINNINGS, playEvents } from './support/play-events.ts';
import { PASTED, playTriage } from './support/play-triage.ts';

/** A key that no workspace has, typed by mistake: as secret as a right one. */
const WRONG_KEY = 'canaryWrongKey2b6e1f9c4d7a8053';
const NEW_WEBHOOK_SECRET = 'whsec_Y2FuYXJ5TmV3V2ViaG9va1NlY3JldDU1';
const ECHOING_KEY = 'canaryEchoingKey91d4c07ab5e2';

/**
 * Two pages of events, calendars with every kind of secret, and the canary as the API key. The second workspace is looked
 * at through a server that repeats what it is told.
 */
function startCanarySimulator(): Promise<Simulator> {
  return startSimulator({
    seed: 41,
    limits: { enforce: false },
    attemptMs: { from: 20, to: 60 },
    world: [
      {
        name: 'Canary',
        colour: 'yellow',
        calendars: 8,
        eventsPerCalendar: 15,
        troubles: 'training',
        apiKey: CANARIES.apiKey,
        outlookClientId: CLIENT,
        expiredSecrets: 2,
      },
      { name: 'Echoing', calendars: 3, eventsPerCalendar: 1, apiKey: ECHOING_KEY },
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
  return [
    ...new Set([
      ...simulator.secrets(),
      ...Object.values(CANARIES),
      ...Object.values(ENTERED),
      ...Object.values(PASTED),
      ...BEGINNINGS,
      ...Object.values(CONFIGURED),
      ...CONFIGURED_BEGINNINGS,
      WRONG_KEY,
      NEW_WEBHOOK_SECRET,
    ]),
  ];
}

type Ask = (method: string, input: unknown) => Promise<Answer<unknown>>;

/**
 * Uses every method of the contract in which a secret could be caught: right and wrong input, good and broken
 * answers. Resolves to the text of all answers.
 */
async function useEverything(
  ask: Ask,
  until: (condition: () => Promise<boolean>) => Promise<void>,
  simulator: Simulator,
  echoing: EchoingRecall,
): Promise<string> {
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

  const meetings = new Map(
    simulator.world.workspaces.map((truth) => [truth.name, { truth, events: addConfigured(truth) }]),
  );
  const configured = (name: string, id: number) => {
    const there = meetings.get(name);
    if (there === undefined) throw new Error(`There is no workspace ${name}.`);
    return { workspaceId: id, ...there };
  };

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
  const { id: echoingId } = await call<{ id: number }>('workspaces.add', {
    ...workspace,
    name: 'Echoing',
    baseUrl: echoing.origin,
    apiKey: ECHOING_KEY,
  });
  await until(async () => isFilled(await ask('sync.status', {}), [workspaceId, echoingId]));
  await playActions({ call, until }, workspaceId, echoingId);
  await playEvents({ call, until }, configured('Canary', workspaceId), configured('Echoing', echoingId));
  await playTriage({ call, until }, simulator.world.workspace('Canary'), workspaceId);
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

/** Whether these workspaces have been read in full. */
function isFilled(answer: Answer<unknown>, workspaceIds: readonly number[]): boolean {
  if (!answer.ok) throw new Error(answer.error.message);
  // The shape is the contract's.
  const { rows } = answer.value as Output<'sync.status'>;
  return rows.every(
    ({ workspaceId, state, fill, freshAt }) =>
      !workspaceIds.includes(workspaceId) || (state === 'idle' && fill.length === 0 && freshAt !== null),
  );
}

/** All that a stream of events says until it ends; tells of each piece as it comes. */
async function textOf(stream: Response, changes: EventEmitter): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of stream.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      changes.emit('change');
    }
  } catch {
    // The host ends streams when it ends itself.
  }
  return text;
}

/** Looks again whenever `changes` tells of something, also while the last look was under way. */
function untilOn(changes: EventEmitter): (condition: () => Promise<boolean>) => Promise<void> {
  let count = 0;
  changes.on('change', () => (count += 1));
  return async (condition) => {
    for (;;) {
      const before = count;
      if (await condition()) return;
      if (count === before) await once(changes, 'change');
    }
  };
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
    const echoing = await startEchoingRecall(simulator.origin);
    // Nothing is redacted here: a secret must not even reach the log.
    const lines: string[] = [];
    const log: Log = {
      write: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })),
    };
    const core = await startHarness({ dataDir, log });
    try {
      const answers = await useEverything(
        (method, input) => core.answer(method, input),
        (condition) => core.until(condition),
        simulator,
        echoing,
      );
      const needles = needlesOf(simulator);
      // The canaries were there: in the keychain, in what Recall sent, and rows came of it.
      expect([...core.secrets.values.values()]).toContain(CANARIES.apiKey);
      expect([...core.secrets.values.values()]).toContain(NEW_WEBHOOK_SECRET);
      expect(needles.filter((needle) => needle.startsWith('canary-')).length).toBeGreaterThan(10);
      expect(needles.filter((needle) => needle.startsWith('canary-access-token-')).length).toBeGreaterThan(10);
      expect(answers.length).toBeGreaterThan(100_000);

      // While it runs: the database, its WAL and shared memory, whatever else lies there.
      expect(filesBelow(dataDir).some((file) => file.endsWith('-wal'))).toBe(true);
      expect(searchBytes(dataDir, needles)).toEqual([]);
      expect(searchText('answers', answers, needles)).toEqual([]);
      expect(searchText('messages', JSON.stringify(core.posted()), needles)).toEqual([]);
      expect(searchText('notices', JSON.stringify(core.notices), needles)).toEqual([]);
      expect(searchText('log', lines.join('\n'), needles)).toEqual([]);
      // Secrets of jobs are kept no longer than their jobs.
      expect([...core.secrets.values.keys()].filter((account) => account.startsWith('job/'))).toEqual([]);
      await core.stop();
      // After the checkpoint of an orderly end.
      expect(searchBytes(dataDir, needles)).toEqual([]);
    } finally {
      await echoing.stop();
      await simulator.stop();
    }
  });

  it('leaves none of them in what the web host serves, prints, or shows of itself to the system', async () => {
    expect(existsSync('out/main/web.js'), 'The console is not built: npm run build').toBe(true);
    const dataDir = testDir();
    const simulator = await startCanarySimulator();
    const echoing = await startEchoingRecall(simulator.origin);
    const host = await startWebHost({ dataDir });
    try {
      const entrance = await fetch(host.url, { redirect: 'manual' });
      const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const headers = { cookie, origin: host.origin, 'content-type': 'application/json' };
      const stream = await fetch(`${host.origin}/rpc/events`, { headers });
      const changes = new EventEmitter();
      const events = textOf(stream, changes);
      let calls = 0;
      const ask: Ask = async (method, input) => {
        calls += 1;
        const body = JSON.stringify({ id: `call-${calls}`, method, input });
        const response = await fetch(`${host.origin}/rpc/call`, { method: 'POST', headers, body });
        return (await response.json()) as Answer<unknown>;
      };
      expect(await ask('app.keepSecretsInMemory', {})).toMatchObject({ ok: true });
      const answers = await useEverything(ask, untilOn(changes), simulator, echoing);
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
      await echoing.stop();
      await simulator.stop();
    }
  });
});
