/** Texts to copy, from a real replica. */
import { describe, expect, it } from 'vitest';
import { evidenceText } from '../../../electron/core/rpc/handlers/evidence.ts';
import type { ParsedInput } from '../../../shared/contract.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { anEvent, applyEvents, newStore, TEST_NOW } from '../store/fixture.ts';
import { aBrokenCalendar, aCase, breakDown, join } from '../store/triage-fixture.ts';

type Asked = ParsedInput<'incidents.evidence'>;

const asked = (of: Asked['of'], more: Partial<Asked> = {}): Asked => ({
  of,
  audience: 'ticket',
  format: 'text',
  timeZone: 'Europe/Vienna',
  ...more,
});

/** A replica with one calendar that broke an hour ago and lost the bot of nothing yet. */
function broken() {
  const opened = newStore();
  const [workspaceId = 0] = opened.ids;
  const ref = { workspaceId, id: 'cal-1' };
  const incidentId = aCase(opened.store, opened.db(), ref);
  applyEvents(opened.store, workspaceId, [
    anEvent({ id: 'event-1', calendarId: 'cal-1', title: 'Board', startAt: TEST_NOW + HOUR_MS }),
  ]);
  opened.store.assess({ workspaceId, calendars: null }, TEST_NOW);
  return { ...opened, ref, incidentId };
}

describe('the evidence of a calendar', () => {
  it('is put together from what the replica knows', () => {
    const { store, ref } = broken();
    const { subject, text } = evidenceText(store, asked({ calendar: ref }), TEST_NOW);
    expect(subject).toBe('Calendar of cal-1@acme.com is disconnected: Google ended the permission');
    expect(text).toContain('Calendar: cal-1');
    expect(text).toContain('Cause: Google ended the permission (observed)');
    expect(text).toContain('1 meeting ahead with a link and without a bot.');
    expect(text).toContain('2026-03-02 10:00:00 UTC (11:00:00 Europe/Vienna): Board, event event-1');
  });

  it('is the same when it is asked for by its single case', () => {
    const { store, ref, incidentId } = broken();
    for (const audience of ['ticket', 'end_user', 'it_admin'] as const) {
      expect(evidenceText(store, asked({ incidentId }, { audience }), TEST_NOW)).toEqual(
        evidenceText(store, asked({ calendar: ref }, { audience }), TEST_NOW),
      );
    }
  });

  it('names the workspace and the OAuth client as they are called here', () => {
    const { store, ref } = broken();
    const [workspace] = store.workspaces();
    const { text } = evidenceText(store, asked({ calendar: ref }, { format: 'markdown' }), TEST_NOW);
    expect(text).toContain(`- **Workspace:** \`${workspace?.name ?? ''}\``);
  });

  it('of a calendar that is not there is refused with what may have become of it', () => {
    const { store, ref } = broken();
    expect(() => evidenceText(store, asked({ calendar: { ...ref, id: 'gone' } }), TEST_NOW)).toThrow(CallboardError);
    expect(() => evidenceText(store, asked({ incidentId: 4_711 }), TEST_NOW)).toThrow('no incident 4711');
  });
});

describe('the evidence of an incident', () => {
  it('tells of all its calendars and their meetings', () => {
    const { store, db, ids } = newStore();
    const [workspaceId = 0] = ids;
    const outages = ['cal-1', 'cal-2', 'cal-3'].flatMap((id) =>
      breakDown(store, db(), aBrokenCalendar(store, workspaceId, id)),
    );
    const incidentId = join(store, outages);
    applyEvents(store, workspaceId, [anEvent({ id: 'event-1', calendarId: 'cal-2', title: 'Board' })]);
    store.assess({ workspaceId, calendars: null }, TEST_NOW);

    const { text } = evidenceText(store, asked({ incidentId }), TEST_NOW);
    expect(text).toContain('3 calendars broke; 3 of them not connected yet');
    for (const id of ['cal-1', 'cal-2', 'cal-3']) expect(text).toContain(`${id}@acme.com, calendar ${id}, `);
    expect(text).toContain('Board, cal-2@acme.com, event event-1');

    const message = evidenceText(store, asked({ incidentId }, { audience: 'end_user' }), TEST_NOW);
    expect(message.text).not.toMatch(/@|Board/);
  });
});
