import { describe, expect, it } from 'vitest';
import { createReplicaHandlers } from '../../../electron/core/rpc/handlers/replica.ts';
import { openReader } from '../../../electron/core/store/index.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { anEvent, applyEvents, newStore, silent, TEST_NOW } from '../store/fixture.ts';
import { aCase } from '../store/triage-fixture.ts';

/** Handlers on a reader of their own, as the reader's thread has them. */
function answering(): ReturnType<typeof newStore> & {
  ask: ReturnType<typeof createReplicaHandlers>;
  incident: number;
} {
  const opened = newStore();
  const [ws = 0] = opened.ids;
  const incident = aCase(opened.store, opened.db(), { workspaceId: ws, id: 'a' });
  applyEvents(opened.store, ws, [anEvent({ id: 'e1', calendarId: 'a' })]);
  opened.store.assess({ workspaceId: ws, calendars: null }, TEST_NOW);
  const reader = openReader(opened.path, { log: silent });
  return { ...opened, incident, ask: createReplicaHandlers(() => reader, { now: () => TEST_NOW }) };
}

const CONTEXT = { signal: new AbortController().signal, correlationId: 'test' };
const notFound = expect.objectContaining({ code: 'not_found' }) as unknown;

describe('questions about troubles', () => {
  it('are answered from the rows: cause, incident, calendars, meetings, badges', async () => {
    const { ask, ids, incident } = answering();
    const [workspaceId = 0] = ids;
    const ref = { workspaceId, id: 'a' };
    const diagnosis = await ask['calendars.diagnosis'](ref, CONTEXT);
    expect(diagnosis).toMatchObject({
      findings: [{ code: 'google_invalid_grant' }, ...diagnosis.findings.slice(1)],
      outage: { incidentId: incident, incidentSize: 1 },
      atRisk: { meetings: 1, lost: 0, firstAt: TEST_NOW + HOUR_MS },
    });
    expect(await ask['calendars.atRisk']({ ...ref, limit: 5 }, CONTEXT)).toMatchObject({ total: { count: 1 } });
    expect(await ask['calendars.gap']({ of: { calendar: ref }, limit: 5 }, CONTEXT)).toMatchObject({ rows: [] });
    const list = { filter: { workspaces: 'all' }, sort: 'stake', after: null, limit: 5 } as const;
    expect(await ask['incidents.list'](list, CONTEXT)).toMatchObject({ rows: [{ id: incident }] });
    expect(await ask['incidents.get']({ incidentId: incident }, CONTEXT)).toMatchObject({
      incident: { id: incident },
      finding: { code: 'google_invalid_grant' },
    });
    expect(await ask['incidents.calendars']({ incidentId: incident, after: null, limit: 5 }, CONTEXT)).toMatchObject({
      rows: [{ calendar: { id: 'a' } }],
    });
    expect(await ask['incidents.meetings']({ incidentId: incident, limit: 5 }, CONTEXT)).toMatchObject({
      rows: [{ event: { id: 'e1' } }],
    });
    expect(await ask['incidents.counts']({ workspaces: 'all' }, CONTEXT)).toMatchObject({ inbox: 1 });
    expect(await ask['overview.get']({ workspaces: 'all', now: TEST_NOW }, CONTEXT)).toMatchObject({
      workspaces: [{ atRisk: { meetings: 1 } }],
    });
    const span = { workspaces: 'all', from: TEST_NOW, to: TEST_NOW + HOUR_MS, spanMs: HOUR_MS } as const;
    expect(await ask['overview.health'](span, CONTEXT)).toEqual({ rows: [] });
    expect(await ask['views.list']({ page: 'triage' }, CONTEXT)).toEqual({ rows: [] });
  });

  it('say what is not there', async () => {
    const { ask, ids } = answering();
    const [workspaceId = 0] = ids;
    const none = { incidentId: 99 };
    await expect(ask['calendars.diagnosis']({ workspaceId, id: 'nowhere' }, CONTEXT)).rejects.toThrow(notFound);
    await expect(ask['incidents.get'](none, CONTEXT)).rejects.toThrow(notFound);
    expect(() => ask['incidents.calendars']({ ...none, after: null, limit: 5 }, CONTEXT)).toThrow(notFound);
    expect(() => ask['incidents.meetings']({ ...none, limit: 5 }, CONTEXT)).toThrow(/no incident 99/);
  });
});
