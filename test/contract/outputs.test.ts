/**
 * Every method of the contract is called on a real core (SQLite, HTTP on loopback, simulator) and its value is parsed
 * with the contract's own output schema by the harness.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../shared/actions.ts';
import { contract } from '../../shared/contract.ts';
import { DAY_MS } from '../../shared/time.ts';
import { startSimulator } from '../../electron/simulator/index.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import { startHarness } from '../support/core-harness.ts';
import type { CoreHarness } from '../support/core-harness.ts';

let dataDir: string;
let simulator: Simulator;
let core: CoreHarness;
const called = new Set<string>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callboard-contract-'));
  simulator = await startSimulator({ seed: 7, attemptMs: { from: 100, to: 300 } });
  core = await startHarness({
    dataDir,
    training: { start: () => Promise.resolve(simulator.workspaces), stop: () => Promise.resolve() },
  });
  const call = core.call.bind(core);
  core.call = (method, input) => {
    called.add(method);
    return call(method, input);
  };
});
afterAll(async () => {
  await core.stop();
  await simulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Every method of actions, jobs, audit and the register, on the training fleet. */
async function actOnAFleet(workspaceId: number): Promise<void> {
  await core.call('app.protect', { locked: false });
  expect(await core.call('app.protection', {})).toEqual({ locked: false, lockAtStart: false });
  const seen = (await core.call('oauthClients.list', {})).rows.find(({ platform }) => platform === 'microsoft_outlook');
  if (seen === undefined) throw new Error('The training world has no Outlook client.');
  const client = {
    clientId: seen.clientId,
    name: 'Notetaker',
    platform: 'microsoft_outlook' as const,
    secretExpiresAt: null,
    workspaceIds: [workspaceId],
  };
  const { id } = await core.call('oauthClients.save', client);
  await core.call('oauthClients.save', { ...client, id, name: 'Notetaker for Outlook' });
  await core.call('oauthClients.remove', { id });

  const action: ActionRequest = {
    kind: 'oauth_client.rotate_secret',
    oauthClientId: seen.clientId,
    workspaces: [workspaceId],
  };
  const { plan, count } = await core.call('actions.preview', { action });
  const secrets = { clientSecret: 'canary-of-the-contract' };
  const { jobId } = await core.call('actions.start', { action, plan, secrets });
  await core.call('jobs.progress', { jobId });
  await core.call('jobs.pause', { jobId });
  await core.call('jobs.resume', { jobId });
  await core.call('jobs.cancel', { jobId });
  await core.until(async () => (await core.call('jobs.get', { jobId })).endedAt !== null);
  const { rows } = await core.call('jobs.items', { jobId, after: null, limit: 200 });
  expect(rows).toHaveLength(count);
  expect(rows.some(({ state }) => state === 'skipped')).toBe(true);
  await core.call('jobs.retry', { jobId, states: ['skipped'], secrets });
  await core.until(async () => (await core.call('jobs.get', { jobId })).endedAt !== null);
  expect((await core.call('jobs.list', { after: null, limit: 10 })).rows).toHaveLength(1);
  expect((await core.call('exports.job', { jobId, format: 'csv', after: null })).text.split('\r\n')).toHaveLength(
    count + 2,
  );
  const filter = { workspaces: 'all', jobId } as const;
  const entries = (await core.call('audit.list', { filter, after: null, limit: 200 })).rows;
  expect(entries.length).toBeGreaterThan(0);
  expect((await core.call('audit.get', { n: entries[0]?.n ?? -1 })).records.length).toBeGreaterThan(1);
  const exported = (await core.call('exports.audit', { filter, format: 'jsonl', after: null })).text;
  expect(exported).not.toContain(secrets.clientSecret);
}

/** Everything about causes, incidents and the overview, on the training fleet. */
async function triage(workspaceId: number): Promise<void> {
  const scope = { workspaces: 'all' } as const;
  const list = { filter: scope, sort: 'stake', after: null, limit: 200 } as const;
  await core.until(async () => (await core.call('incidents.list', list)).rows.some(({ size }) => size > 1));
  const [incident] = (await core.call('incidents.list', list)).rows;
  if (incident === undefined) throw new Error('The training world has no incident.');
  const incidentId = incident.id;
  expect((await core.call('incidents.get', { incidentId })).finding.title).toBe(incident.cause.title);
  const { rows } = await core.call('incidents.calendars', { incidentId, after: null, limit: 50 });
  expect(rows).toHaveLength(incident.size);
  await core.call('incidents.meetings', { incidentId, limit: 20 });
  expect((await core.call('incidents.counts', scope)).inbox).toBeGreaterThan(0);
  await core.call('incidents.setState', { incidentIds: [incidentId], state: 'acknowledged' });
  await core.call('incidents.note', { incidentId, note: 'Asked.' });
  expect((await core.call('incidents.get', { incidentId })).incident).toMatchObject({
    state: 'acknowledged',
    note: 'Asked.',
  });
  for (const audience of ['ticket', 'end_user', 'it_admin'] as const) {
    const asked = { of: { incidentId }, audience, format: 'markdown', timeZone: 'Europe/Vienna' } as const;
    expect((await core.call('incidents.evidence', asked)).text).not.toBe('');
  }
  const [member] = rows;
  if (member === undefined) throw new Error('An incident has calendars.');
  const calendar = { workspaceId: member.calendar.workspaceId, id: member.calendar.id };
  expect((await core.call('calendars.diagnosis', calendar)).findings[0]?.title).toBe(incident.cause.title);
  await core.call('calendars.atRisk', { ...calendar, limit: 20 });
  await core.call('calendars.gap', { of: { calendar }, limit: 20 });

  const now = Date.now();
  expect((await core.call('overview.get', { ...scope, now })).hours).toHaveLength(24);
  const hour = 3_600_000;
  const from = Math.floor(now / hour) * hour - 24 * hour;
  await core.call('overview.health', { ...scope, from, to: now, spanMs: hour });
  const { id } = await core.call('views.save', { page: 'triage', name: 'Mine', address: '?party=us' });
  expect((await core.call('views.list', { page: 'triage' })).rows).toHaveLength(1);
  await core.call('views.remove', { id });
  await core.call('app.setNotices', { workspaceId, level: 'all', quiet: { from: 1_200, to: 420 } });
  expect((await core.call('app.notices', {})).rows).toContainEqual({
    workspaceId,
    level: 'all',
    quiet: { from: 1_200, to: 420 },
  });
  expect((await core.call('doctor.oauth', { text: 'AADSTS900144' })).findings.length).toBeGreaterThan(0);
}

describe('the contract', () => {
  it('describes what every method really answers, from first run to removal', async () => {
    expect(await core.call('workspaces.list', {})).toEqual({ rows: [] });
    expect((await core.call('app.info', {})).dataDir).toBe(dataDir);

    const training = (await core.call('demo.start', {})).rows;
    expect(training.length).toBe(simulator.workspaces.length);
    await core.until(async () => {
      const { rows } = await core.call('sync.status', {});
      return rows.length === training.length && rows.every((row) => row.state === 'idle' && row.freshAt !== null);
    });

    const counts = await core.call('calendars.counts', { workspaces: 'all' });
    const calendars = await core.call('calendars.list', {
      filter: { workspaces: 'all' },
      sort: { by: 'email', direction: 'asc' },
      after: null,
      limit: 50,
    });
    expect(calendars.total.count).toBe(counts.rows.reduce((sum, row) => sum + row.count, 0));
    for (const { workspaceId, id } of calendars.rows) {
      expect((await core.call('calendars.get', { workspaceId, id })).calendar.id).toBe(id);
    }

    const events = await core.call('events.list', {
      filter: { workspaces: 'all' },
      sort: { by: 'start', direction: 'asc' },
      after: null,
      limit: 200,
    });
    expect(events.rows.length).toBe(200);
    for (const { workspaceId, id } of events.rows) {
      expect((await core.call('events.get', { workspaceId, id })).event.id).toBe(id);
      const { mark, occurrences } = await core.call('events.verdict', { workspaceId, id });
      expect(mark.title).not.toBe('');
      expect(occurrences.filter(({ present }) => present)).toHaveLength(1);
    }
    await core.call('events.counts', { workspaces: 'all', now: Date.now() });
    const inSeries = events.rows.find(({ seriesId }) => seriesId !== null);
    if (inSeries === undefined) throw new Error('The training world has no series.');
    const series = await core.call('events.series', { workspaceId: inSeries.workspaceId, id: inSeries.id, limit: 100 });
    expect(series.rows.map(({ id }) => id)).toContain(inSeries.id);
    const filter = { workspaces: 'all' as const };
    expect((await core.call('events.reasons', { filter })).rows.length).toBeGreaterThan(5);
    const week = { from: Date.now(), to: Date.now() + 7 * DAY_MS };
    const coverage = await core.call('events.coverage', { workspaces: 'all', ...week, after: null, limit: 200 });
    const domain = coverage.rows[0]?.domain ?? '';
    const edges = [week.from, week.to];
    const { days } = await core.call('events.domainCoverage', { workspaces: 'all', domain, edges });
    expect(days.map(({ counts }) => counts)).toEqual([coverage.rows[0]?.counts]);
    const exported = await core.call('exports.events', {
      filter,
      sort: { by: 'start', direction: 'asc' },
      timeZone: 'Europe/Berlin',
      after: null,
    });
    expect(exported.text).toContain(events.rows[0]?.id);

    const withBot = await core.call('events.list', {
      filter: { workspaces: 'all', coverage: 'bot' },
      sort: { by: 'updated', direction: 'desc' },
      after: null,
      limit: 1,
    });
    const row = withBot.rows[0];
    if (row === undefined) throw new Error('The training world has no event with a bot.');
    const botId = (await core.call('events.get', { workspaceId: row.workspaceId, id: row.id })).bots[0]?.botId ?? '';
    expect((await core.call('bots.get', { workspaceId: row.workspaceId, id: botId })).bot).toBeNull();
    expect(
      (await core.call('bots.refresh', { workspaceId: row.workspaceId, id: botId })).bot?.statusChanges,
    ).toBeDefined();
    await core.until(
      async () => (await core.call('app.search', { text: botId, workspaces: 'all', limit: 5 })).bots.length > 0,
    );
    const bots = await core.call('bots.list', { workspaces: 'all', after: null, limit: 200 });
    expect(bots.rows.map(({ id }) => id)).toContain(botId);

    const recipe = { workspaceId: row.workspaceId, template: '{start_time}-{meeting_url}' };
    await core.call('workspaces.setRecipe', recipe);
    expect((await core.call('workspaces.recipes', { workspaces: [row.workspaceId] })).rows).toMatchObject([
      { source: 'chosen', inUse: { template: recipe.template } },
    ]);

    const first = training[0];
    const second = training[1];
    if (first === undefined || second === undefined) throw new Error('Training mode has fewer than two workspaces.');
    await core.call('sync.pause', { workspaceId: first.id });
    expect((await core.call('sync.status', {})).rows.find((status) => status.workspaceId === first.id)?.state).toBe(
      'paused',
    );
    await core.call('sync.resume', { workspaceId: first.id });
    await core.call('sync.now', {});

    await triage(second.id);
    await actOnAFleet(second.id);
    expect((await core.call('doctor.run', { deep: true })).healthy).toBe(true);

    await core.call('demo.stop', {});
    expect(await core.call('workspaces.list', {})).toEqual({ rows: [] });

    const offer = simulator.workspaces[0];
    if (offer === undefined) throw new Error('The simulator has no workspace.');
    const mine = await core.call('workspaces.add', {
      name: 'Mine',
      region: 'custom',
      baseUrl: offer.baseUrl,
      apiKey: offer.apiKey,
      colour: 'teal',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    });
    expect(JSON.stringify(mine)).not.toContain(offer.apiKey);
    expect(
      await core.answer('workspaces.add', { ...mine, apiKey: offer.apiKey, webhookSecret: undefined }),
    ).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect((await core.call('workspaces.test', { workspaceId: mine.id })).works).toBe(true);
    const wrong = await core.call('workspaces.test', {
      region: 'custom',
      baseUrl: offer.baseUrl,
      apiKey: 'not-a-key-at-all',
    });
    expect(wrong.works).toBe(false);
    expect(wrong.message).toMatch(/region/);
    expect((await core.call('workspaces.update', { workspaceId: mine.id, name: 'Mine too' })).name).toBe('Mine too');
    await core.call('workspaces.removalPreview', { workspaceId: mine.id });
    await core.call('workspaces.remove', { workspaceId: mine.id });
    expect(core.secrets.values.size).toBe(0);

    core.secrets.available = false;
    expect((await core.call('app.info', {})).keychain.state).toBe('unavailable');
    expect(await core.answer('workspaces.add', { ...mine, apiKey: 'another-key-123' })).toMatchObject({
      ok: false,
      error: { code: 'keychain_unavailable' },
    });
    await core.call('app.keepSecretsInMemory', {});

    expect([...called].sort()).toEqual(Object.keys(contract).sort());
  }, 120_000);

  it('answers not_found in words for things that are not there', async () => {
    for (const method of ['calendars.get', 'events.get'] as const) {
      expect(await core.answer(method, { workspaceId: 99, id: 'nope' })).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
    }
  });
});
