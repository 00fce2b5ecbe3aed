import { describe, expect, it } from 'vitest';
import { diagnoseCalendar } from '../../../electron/core/diagnosis/calendar.ts';
import { outagesOf } from '../../../electron/core/diagnosis/outages.ts';
import { TIMELINE_SHOWN } from '../../../electron/core/diagnosis/timeline.ts';
import type { StatusObservation } from '../../../electron/core/records.ts';
import type { CalendarFacts, StoredOutage } from '../../../electron/core/store/triage.ts';
import type { CalendarRow } from '../../../shared/entities.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 20, 12);

const row = (more: Partial<CalendarRow> = {}): CalendarRow => ({
  workspaceId: 1,
  id: 'cal-1',
  email: 'anna@acme.example',
  oauthEmail: null,
  oauthClientId: 'client-a',
  platform: 'google_calendar',
  platformRaw: 'google_calendar',
  status: 'disconnected',
  statusRaw: 'disconnected',
  statusSince: NOW - 2 * HOUR,
  statusDetail: null,
  cause: null,
  createdAt: NOW - 90 * DAY,
  updatedAt: NOW - 2 * HOUR,
  deletedAt: null,
  ...more,
});

const entry = (status: string, at: number, detail: string | null = null): StatusObservation => ({
  status,
  at,
  detail,
  basis: 'reported',
  observedAt: at + MINUTE,
});

function facts(
  history: readonly StatusObservation[],
  more: Partial<Omit<CalendarFacts, 'row'>> & { readonly row?: Partial<CalendarRow> } = {},
): CalendarFacts {
  const base = {
    pk: 7,
    firstSeenAt: NOW - 30 * DAY,
    fetchedAt: NOW,
    probes: [],
    changes: [],
    incidentSize: 1,
    neighbours: null,
    atRisk: { meetings: 0, lost: 0, firstAt: null },
    historyTotal: history.length,
    ...more,
    history,
    row: row(more.row),
  };
  const concluded = outagesOf(base, NOW).at(-1);
  const outage: StoredOutage | null =
    concluded === undefined
      ? null
      : {
          ...concluded,
          id: 3,
          incident: 9,
          calendarPk: 7,
          workspaceId: 1,
          family: 'f',
          platform: base.row.platform,
          oauthClientId: 'client-a',
          domain: 'acme.example',
        };
  return { outage, ...base };
}

const codes = (given: CalendarFacts, twins: readonly CalendarRow[] = []): string[] =>
  diagnoseCalendar(given, twins, NOW).findings.map(({ code }) => code);

describe('the diagnosis of a calendar', () => {
  it('answers cause, party, evidence and one action for a disconnected one', () => {
    const text = 'invalid_scope(detail: None of the supported calendar scopes([]) present in response([]).)';
    const { findings, outage } = diagnoseCalendar(facts([entry('disconnected', NOW - 2 * HOUR, text)]), [], NOW);
    const [first] = findings;
    expect(first).toMatchObject({ party: 'end_user', severity: 'critical', besides: [] });
    expect(first?.action).not.toBeNull();
    expect(first?.evidence[0]).toMatchObject({ basis: 'observed', at: NOW - 2 * HOUR });
    expect(first?.evidence[0]?.value).toContain('invalid_scope');
    expect(outage).toMatchObject({ brokeAt: NOW - 2 * HOUR, endedAt: null, incidentId: 9, incidentSize: 1 });
  });

  it('keeps an ambiguous signal ambiguous, and says what speaks for or against each meaning', () => {
    const given = facts([entry('disconnected', NOW - 2 * HOUR, 'invalid_grant: Bad Request')], {
      neighbours: {
        client: { calendars: 12, broken: 1, sevenDayDeaths: 0 },
        domain: { calendars: 3, broken: 1, together: 0 },
        platform: { together: 0 },
      },
    });
    const [first] = diagnoseCalendar(given, [], NOW).findings;
    expect(first?.code).toBe('google_invalid_grant');
    expect(first?.possibilities.length).toBeGreaterThan(3);
    expect(first?.possibilities.every(({ tell }) => tell !== '')).toBe(true);
    const testing = first?.possibilities.find(({ title }) => /testing/i.test(title));
    expect(testing?.known).toContain('89 days');
    // Nothing says so, and it is not said.
    expect(first?.title).not.toMatch(/revoked by the user/i);
  });

  it('leaves an unknown cause unknown, with the raw text in sight', () => {
    const [first] = diagnoseCalendar(
      facts([entry('disconnected', NOW - HOUR, 'sync_worker_lost_lease; <b>bold</b>')]),
      [],
      NOW,
    ).findings;
    expect(first).toMatchObject({ code: 'unknown', party: 'unknown' });
    expect(first?.evidence[0]?.value).toBe('sync_worker_lost_lease; <b>bold</b>');
  });

  it('says that Recall gives no reason where it gives none', () => {
    const [first] = diagnoseCalendar(facts([]), [], NOW).findings;
    expect(first?.code).toBe('unknown');
    expect(first?.evidence.map(({ value }) => value)).toContain('It gives no reason.');
  });

  it('explains a young attempt and no address yet as facts, not as troubles', () => {
    const young = { status: 'connecting', statusRaw: 'connecting', statusSince: NOW - MINUTE, email: null } as const;
    const { findings } = diagnoseCalendar(facts([entry('connecting', NOW - MINUTE)], { row: young }), [], NOW);
    expect(findings.map(({ code }) => code)).toEqual(['connecting', 'no_address_yet', 'primary_calendar_only']);
    expect(findings.every(({ severity }) => severity === 'info')).toBe(true);
  });

  it('keeps the cause in sight while a new attempt runs', () => {
    const trying = { status: 'connecting', statusRaw: 'connecting', statusSince: NOW - MINUTE } as const;
    const history = [entry('disconnected', NOW - DAY, 'invalid_grant'), entry('connecting', NOW - MINUTE)];
    expect(codes(facts(history, { row: trying })).slice(0, 2)).toEqual(['google_invalid_grant', 'new_attempt']);
  });

  it('warns of a connected calendar whose credential was refused since', () => {
    const well = { status: 'connected', statusRaw: 'connected', statusSince: NOW - DAY } as const;
    const history = [entry('connected', NOW - DAY)];
    const probe = { at: NOW - HOUR, code: 'bad_refresh_token', message: '' };
    const [first] = diagnoseCalendar(facts(history, { row: well, probes: [probe] }), [], NOW).findings;
    expect(first).toMatchObject({ severity: 'warning' });
    expect(first?.title).toMatch(/^Connected, but/);
    const older = { ...probe, at: NOW - 2 * DAY };
    expect(codes(facts(history, { row: well, probes: [older] }))).toEqual(['primary_calendar_only']);
  });

  it('recognises flapping, a mailbox that is connected twice, and an address that differs from the mailbox', () => {
    const flapping = [1, 2, 3].flatMap((n) => [
      entry('disconnected', NOW - n * DAY, 'invalid_grant'),
      entry('connected', NOW - n * DAY + HOUR),
    ]);
    const well = { status: 'connected', statusRaw: 'connected', statusSince: NOW - DAY + HOUR } as const;
    const given = facts(flapping, { row: { ...well, oauthEmail: 'it@acme.example' } });
    expect(diagnoseCalendar(given, [], NOW).flapping).toEqual({ breaks: 3, from: NOW - 3 * DAY });
    expect(codes(given, [row({ id: 'cal-2', workspaceId: 2 })])).toEqual([
      'flapping',
      'duplicate_mailbox',
      'authorised_as_another',
      'primary_calendar_only',
    ]);
    expect(codes(given, [row({ id: 'cal-2', deletedAt: NOW })])).not.toContain('duplicate_mailbox');
  });

  it('tells deleted from disconnected', () => {
    const gone = facts([entry('disconnected', NOW - DAY, 'invalid_grant')], { row: { deletedAt: NOW - HOUR } });
    expect(codes(gone)).toEqual(['calendar_deleted']);
    expect(codes(facts([entry('disconnected', NOW - DAY)]))).toContain('disconnected_not_deleted');
  });
});

describe('the timeline of a calendar', () => {
  it('holds Recall’s entries, looks, changes and probes, newest first, each with its basis', () => {
    const history: StatusObservation[] = [
      { status: 'disconnected', at: NOW - HOUR, detail: null, basis: 'observed', observedAt: NOW - HOUR },
      entry('connected', NOW - DAY),
      { status: 'disconnected', at: null, detail: 'invalid_grant', basis: 'reported', observedAt: NOW - 9 * DAY },
    ];
    const { timeline } = diagnoseCalendar(
      facts(history, {
        probes: [{ at: NOW - MINUTE, code: null, message: '' }],
        changes: [{ field: 'platform_email', before: 'a@x.example', after: 'b@x.example', observedAt: NOW - 2 * HOUR }],
      }),
      [],
      NOW,
    );
    expect(timeline.map(({ kind, basis, source }) => [kind, basis, source])).toEqual([
      ['probe', 'probed', 'callboard'],
      ['status', 'inferred', 'callboard'],
      ['change', 'observed', 'callboard'],
      ['status', 'observed', 'recall'],
      ['status', 'observed', 'recall'],
    ]);
    expect(timeline.at(-1)).toMatchObject({ at: null, cause: expect.any(String) });
  });

  it('shows the newest of ten thousand entries and counts them all', () => {
    const history = Array.from({ length: 1_000 }, (_, i) =>
      entry(i % 2 === 0 ? 'disconnected' : 'connected', NOW - i * MINUTE, '<script>alert(1)</script>'),
    );
    const { timeline, timelineTotal } = diagnoseCalendar(facts(history, { historyTotal: 10_000 }), [], NOW);
    expect(timeline).toHaveLength(TIMELINE_SHOWN);
    expect(timeline[0]?.at).toBe(NOW);
    expect(timelineTotal).toBe(10_000);
    expect(timeline[0]?.detail).toBe('<script>alert(1)</script>');
  });
});
