/** The client against the built-in Recall: its pages, its limits, its faults, its secrets. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../../electron/simulator/index.ts';
import type { FaultKind, Simulator, SimulatorOptions } from '../../../electron/simulator/index.ts';
import type { FullRecallClient, RecallClientOptions } from '../../../electron/core/recall/client.ts';
import type { EventRecord } from '../../../electron/core/records.ts';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd, settle } from './support/manual-clock.ts';
import { background, clientFor, failure, memoryLog, person } from './support/remote.ts';

const NAME = 'ACME production';

async function simulate(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    seed: 20261120,
    world: [{ name: NAME, calendars: 4, eventsPerCalendar: 40, troubles: 'training' }],
    limits: { enforce: false },
    gzip: false,
    ...options,
  });
  onTestFinished(() => simulator.stop());
  return simulator;
}

function clientOf(simulator: Simulator, options: Partial<RecallClientOptions> = {}): FullRecallClient {
  return clientFor(simulator, { apiKey: simulator.workspaces[0]?.apiKey ?? '', ...options });
}

async function allEvents(client: FullRecallClient): Promise<{ events: EventRecord[]; calls: number }> {
  const events: EventRecord[] = [];
  let calls = 0;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await client.listEvents(cursor === undefined ? {} : { cursor }, background);
    expect(page.quarantined).toEqual([]);
    events.push(...page.records);
    cursor = page.next;
    calls += 1;
  }
  return { events, calls };
}

describe('the simulated Recall', () => {
  test('is read completely, with one call per hundred events', async () => {
    const simulator = await simulate({ gzip: true });
    const { events, calls } = await allEvents(clientOf(simulator));
    const truth = simulator.world.workspace(NAME).events();
    expect(new Set(events.map(({ id }) => id))).toEqual(new Set(truth.map(({ id }) => id)));
    expect(events).toHaveLength(truth.length);
    expect(calls).toBe(Math.ceil(truth.length / 100));
  });

  test('never leaks one of its secrets into a record or the log', async () => {
    const simulator = await simulate();
    const log = memoryLog();
    const client = clientOf(simulator, { log });
    const calendars = await client.listCalendars({}, background);
    expect(calendars.records.length).toBeGreaterThan(5);
    const first = calendars.records[0]?.id ?? '';
    const single = await client.retrieveCalendar(first, person);
    const bots = await client.listBots({}, background);
    expect(bots.records.length).toBeGreaterThan(0);
    const { events } = await allEvents(client);
    const produced = JSON.stringify([calendars, single, bots, events, log.entries]);
    const secrets = simulator.secrets();
    expect(secrets.length).toBeGreaterThan(10);
    expect(secrets.filter((secret) => produced.includes(secret))).toEqual([]);
  });

  test('never has to say 429 to a client that asks as fast as its budget allows', async () => {
    const windowMs = 250;
    const simulator = await simulate({ limits: { enforce: true, windowMs } });
    const client = clientOf(simulator, { limits: { windowMs } });
    await Promise.all(Array.from({ length: 200 }, () => client.listCalendars({}, background)));
    expect(simulator.stats.of(NAME, 'calendars.list')).toMatchObject({ requests: 200, throttled: 0 });
  });

  test.each<[FaultKind, RecallErrorKind]>([
    [{ type: 'status', status: 401 }, 'unauthorized'],
    [{ type: 'status', status: 403, body: 'html' }, 'forbidden'],
    [{ type: 'status', status: 429, retryAfter: 5 }, 'rate_limited'],
    [{ type: 'status', status: 429, retryAfter: null }, 'rate_limited'],
    [{ type: 'status', status: 409 }, 'conflict'],
    [{ type: 'status', status: 507, retryAfter: null }, 'pool_empty'],
    [{ type: 'status', status: 503, body: 'html' }, 'server'],
    [{ type: 'status', status: 500, body: 'empty' }, 'server'],
    [{ type: 'reset' }, 'network'],
    [{ type: 'truncatedJson' }, 'bad_response'],
    [{ type: 'malformedJson' }, 'bad_response'],
    [{ type: 'emptyBody' }, 'bad_response'],
    [{ type: 'html' }, 'bad_response'],
    [{ type: 'foreignNext' }, 'foreign_host'],
    [{ type: 'redirect' }, 'foreign_host'],
    [{ type: 'gzipBomb', bytes: 8_000_000 }, 'too_large'],
  ])('that always plays %j makes a call fail as %s', async (kind, expected) => {
    const simulator = await simulate();
    simulator.faults.add({ match: { operation: 'events.list', times: 100 }, kind });
    const clock = new ManualClock();
    const call = failure(clientOf(simulator, { clock, maxBodyBytes: 2_000_000 }).listEvents({}, background));
    await runUntilEnd(clock, call);
    expect((await call).kind).toBe(expected);
  });

  test.each<FaultKind>([
    { type: 'status', status: 429, retryAfter: 5 },
    { type: 'status', status: 503, body: 'html' },
    { type: 'reset' },
    { type: 'truncatedJson' },
    { type: 'emptyBody' },
    { type: 'hugeRaw' },
    { type: 'botsNull' },
    { type: 'missingStartTime' },
    { type: 'unknownEnum' },
    { type: 'clockSkew', ms: 600_000 },
  ])('that plays %j once costs no event', async (kind) => {
    const simulator = await simulate();
    simulator.faults.add({ match: { operation: 'events.list' }, kind });
    const clock = new ManualClock();
    const reading = allEvents(clientOf(simulator, { clock }));
    await runUntilEnd(clock, reading);
    expect((await reading).events).toHaveLength(simulator.world.workspace(NAME).events().length);
  });

  test('that breaks one record of a page costs that record only', async () => {
    const simulator = await simulate();
    simulator.faults.add({ match: { operation: 'events.list' }, kind: { type: 'wrongTypes', index: 7 } });
    const page = await clientOf(simulator).listEvents({}, background);
    expect(page.records).toHaveLength(99);
    expect(page.quarantined).toHaveLength(1);
  });
});

describe('changing credentials at the simulated Recall', () => {
  const CLIENT = '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4';
  const GOOD = { clientSecret: 'canary-rotated-secret-1' };

  /** A workspace of Outlook calendars whose client's secret has expired, and its truth. */
  async function expired(count: number, options: Partial<SimulatorOptions> = {}) {
    const clock = new ManualClock();
    const simulator = await simulate({
      clock,
      world: [{ name: NAME, calendars: 0, eventsPerCalendar: 0, outlookClientId: CLIENT }],
      ...options,
    });
    const workspace = simulator.world.workspace(NAME);
    const calendars = Array.from({ length: count }, () =>
      workspace.addCalendar({ trouble: 'outlook_secret_expired', status: 'disconnected' }),
    );
    const [first] = calendars;
    if (first === undefined) throw new RangeError('At least one calendar is needed.');
    return { clock, simulator, workspace, calendars, first, client: clientOf(simulator, { clock }) };
  }

  test('takes one PATCH per calendar, and the calendars connect', async () => {
    const { clock, simulator, workspace, calendars } = await expired(12, { attemptMs: { from: 10, to: 20 } });
    const log = memoryLog();
    const client = clientOf(simulator, { clock, log });
    const answers = await Promise.all(calendars.map(({ id }) => client.updateCalendar(id, GOOD, person)));
    expect(answers.map(({ record }) => record.status)).toEqual(calendars.map(() => 'connecting'));
    await clock.advance(20);
    const after = await client.listCalendars({ status: 'connected' }, person);
    expect(after.records).toHaveLength(12);
    for (const calendar of workspace.calendars()) {
      expect(calendar).toMatchObject({ patches: 1, oauthClientSecret: GOOD.clientSecret, status: 'connected' });
    }
    const produced = JSON.stringify([answers, after, log.entries]);
    expect(simulator.secrets()).toContain(GOOD.clientSecret);
    expect(simulator.secrets().filter((secret) => produced.includes(secret))).toEqual([]);
  });

  test('keeps within 300 a minute without a single 429', async () => {
    const windowMs = 300;
    const simulator = await simulate({
      world: [{ name: NAME, calendars: 20, eventsPerCalendar: 0, outlookClientId: CLIENT }],
      limits: { enforce: true, windowMs },
    });
    const client = clientOf(simulator, { limits: { windowMs } });
    const calendars = simulator.world.workspace(NAME).calendars();
    const calls = calendars.flatMap(({ id }) =>
      Array.from({ length: 40 }, () => client.updateCalendar(id, GOOD, person)),
    );
    await Promise.all(calls);
    expect(simulator.stats.of(NAME, 'calendars.update')).toMatchObject({ requests: 800, throttled: 0 });
    expect(simulator.stats.busiestWindow(NAME, 'calendars.update')).toBeLessThanOrEqual(300);
  });

  test.each<[string, FaultKind, 'same' | 'different', RecallErrorKind]>([
    ['answers 503 instead', { type: 'status', status: 503, body: 'html' }, 'different', 'server'],
    ['acts and answers 502', { type: 'status', status: 502, after: true }, 'same', 'server'],
    ['acts and breaks the connection', { type: 'reset' }, 'same', 'network'],
    ['acts and cuts its answer off', { type: 'truncatedJson' }, 'same', 'bad_response'],
    ['acts and answers with a web page', { type: 'html' }, 'same', 'bad_response'],
    ['acts and never answers', { type: 'hang' }, 'same', 'timeout'],
    ['acts and never stops answering', { type: 'drip', everyMs: 1 }, 'same', 'timeout'],
  ])('that %s: reading back tells whether the change arrived', async (_, kind, held, failing) => {
    const { clock, simulator, first } = await expired(1);
    simulator.faults.add({ match: { operation: 'calendars.update' }, kind });
    const client = clientOf(simulator, { clock, timeouts: { totalMs: 5_000 } });
    const call = failure(client.updateCalendar(first.id, GOOD, { ...person, idempotencyKey: 'key-1' }));
    if (failing === 'timeout') {
      while (first.patches === 0) await settle();
      await clock.advance(5_000);
    }
    const failed = await call;
    expect(failed).toMatchObject({ kind: failing, mayHaveActed: true });
    expect((await client.compareCredentials(first.id, GOOD, person)).held).toBe(held);
    // Sent again with the same key, it is carried out once in any case.
    await client.updateCalendar(first.id, GOOD, { ...person, idempotencyKey: 'key-1' });
    expect(first).toMatchObject({ patches: 1, oauthClientSecret: GOOD.clientSecret });
  });

  test('whose answer to a new calendar got lost makes no second one under the same key', async () => {
    const { clock, simulator, workspace } = await expired(1);
    simulator.faults.add({ match: { operation: 'calendars.create' }, kind: { type: 'hang' } });
    const client = clientOf(simulator, { clock, timeouts: { totalMs: 5_000 } });
    const calendar = {
      platform: 'microsoft_outlook',
      oauthClientId: CLIENT,
      clientSecret: 'canary-secret-2',
      refreshToken: 'canary-token-2',
    } as const;
    const keyed = { ...person, idempotencyKey: 'key-1' };
    const lost = failure(client.createCalendar(calendar, keyed));
    while (workspace.calendars().length < 2) await settle();
    await clock.advance(5_000);
    expect((await lost).mayHaveActed).toBe(true);
    const { record } = await client.createCalendar(calendar, keyed);
    expect(workspace.calendars().map(({ id }) => id)).toContain(record.id);
    expect(workspace.calendars()).toHaveLength(2);
  });

  test('twice at once under one key waits for the first and gives its answer', async () => {
    const { simulator, first } = await expired(1, { latencyMs: 50 });
    const client = clientOf(simulator);
    const keyed = { ...person, idempotencyKey: 'key-1' };
    const twins = await Promise.all([1, 2].map(() => client.updateCalendar(first.id, GOOD, keyed)));
    expect(twins[0]?.record).toEqual(twins[1]?.record);
    expect(first.patches).toBe(1);
  });

  test('with a wrong secret fails the test of the credential at once, and with the right one no more', async () => {
    const { first, client } = await expired(1);
    expect(await client.testCredential(first.id, person)).toMatchObject({ works: false, code: 'error' });
    await client.updateCalendar(first.id, { clientSecret: 'canary-wrong-secret' }, person);
    const wrong = await client.testCredential(first.id, person);
    expect(wrong).toMatchObject({ works: false, code: 'error' });
    expect(wrong.works ? '' : wrong.message).toContain('AADSTS7000215');
    await client.updateCalendar(first.id, GOOD, person);
    expect(await client.testCredential(first.id, person)).toMatchObject({ works: true });
  });

  test('and deleting it is final', async () => {
    const { workspace, first, client } = await expired(2);
    expect(await client.deleteCalendar(first.id, person)).toHaveProperty('serverNow');
    expect(workspace.calendars()).toHaveLength(1);
    expect(await failure(client.deleteCalendar(first.id, person))).toMatchObject({
      kind: 'not_found',
      mayHaveActed: false,
    });
  });
});
