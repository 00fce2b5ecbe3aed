/** The client against the built-in Recall: its pages, its limits, its faults, its secrets. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../../electron/simulator/index.ts';
import type { FaultKind, Simulator, SimulatorOptions } from '../../../electron/simulator/index.ts';
import type { FullRecallClient, RecallClientOptions } from '../../../electron/core/recall/client.ts';
import type { EventRecord } from '../../../electron/core/records.ts';
import type { RecallErrorKind } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
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
