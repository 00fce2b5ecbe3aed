/** A broken calendar and an incident with everything that a text tells of; tests change what they are about. */
import type { CalendarTextFacts, IncidentTextFacts } from '../../../../electron/core/diagnosis/texts/index.ts';
import { causeFinding } from '../../../../electron/core/diagnosis/findings.ts';
import type {
  CalendarDiagnosis,
  Finding,
  Incident,
  IncidentCalendar,
  MeetingWithoutBot,
  TimelineEntry,
} from '../../../../shared/diagnosis.ts';
import type { CalendarRow, EventRow } from '../../../../shared/entities.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';

/** 2026-11-20T12:00:00Z, a winter day. */
export const NOW = Date.UTC(2026, 10, 20, 12);
export const BROKE = Date.UTC(2026, 10, 20, 9, 14, 5);

export const aRow = (more: Partial<CalendarRow> = {}): CalendarRow => ({
  workspaceId: 1,
  id: 'cal-1',
  email: 'anna@acme.example',
  oauthEmail: null,
  oauthClientId: 'client-a',
  platform: 'microsoft_outlook',
  platformRaw: 'microsoft_outlook',
  status: 'disconnected',
  statusRaw: 'disconnected',
  statusSince: BROKE,
  statusDetail: 'invalid_client: AADSTS7000222: The provided client secret keys are expired.',
  cause: { code: 'microsoft_secret_expired', title: 'Client secret expired', party: 'us', basis: 'observed' },
  createdAt: BROKE - 90 * DAY_MS,
  updatedAt: BROKE,
  deletedAt: null,
  ...more,
});

export const aFinding = (code: string, more: Partial<Finding> = {}): Finding => ({
  ...causeFinding(
    { code, basis: 'observed', besides: [] },
    {
      severity: 'critical',
      evidence: [{ field: 'Recall’s status entry', value: 'AADSTS7000222', basis: 'observed', at: BROKE }],
      known: () => null,
    },
  ),
  ...more,
});

export function aMeeting(n: number, more: Partial<EventRow> = {}, lost = false): MeetingWithoutBot {
  return {
    event: {
      workspaceId: 1,
      id: `event-${n}`,
      calendarId: 'cal-1',
      calendarEmail: 'anna@acme.example',
      title: `Board meeting ${n}`,
      startAt: NOW + n * HOUR_MS,
      endAt: NOW + (n + 1) * HOUR_MS,
      allDay: false,
      platform: 'microsoft_outlook',
      meetingPlatform: 'microsoft_teams',
      meetingUrl: 'https://teams.example/x',
      organizerEmail: null,
      attendeeCount: 2,
      coverage: 'no_bot',
      botCount: 0,
      isDeleted: false,
      seriesId: null,
      updatedAt: BROKE,
      verdict: null,
      ...more,
    },
    lostBot: lost ? { botId: `bot-${n}`, goneAt: BROKE + MINUTE_MS } : null,
  };
}

export const anEntry = (more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  kind: 'status',
  at: BROKE,
  basis: 'observed',
  source: 'recall',
  status: 'disconnected',
  title: 'Disconnected',
  detail: 'AADSTS7000222',
  cause: 'Client secret expired',
  ...more,
});

export function calendarFacts(
  more: Partial<Omit<CalendarTextFacts, 'calendar' | 'diagnosis'>> & {
    readonly calendar?: Partial<CalendarRow>;
    readonly diagnosis?: Partial<CalendarDiagnosis>;
  } = {},
): CalendarTextFacts {
  return {
    workspaceName: 'ACME',
    clientName: 'Notetaker for Outlook',
    meetings: [aMeeting(1, {}, true), aMeeting(2)],
    ...more,
    calendar: aRow(more.calendar),
    diagnosis: {
      findings: [aFinding('microsoft_secret_expired')],
      outage: { brokeAt: BROKE, brokeBasis: 'observed', endedAt: null, incidentId: 7, incidentSize: 41 },
      flapping: null,
      atRisk: { meetings: 2, lost: 1, firstAt: NOW + HOUR_MS },
      timeline: [anEntry()],
      timelineTotal: 1,
      ...more.diagnosis,
    },
  };
}

export const aMember = (n: number, more: Partial<IncidentCalendar> = {}): IncidentCalendar => ({
  calendar: aRow({ id: `cal-${n}`, email: `user${n}@acme.example` }),
  brokeAt: BROKE,
  recoveredAt: null,
  atRisk: { meetings: 1, lost: 0, firstAt: NOW + HOUR_MS },
  ...more,
});

export function incidentFacts(
  more: Partial<Omit<IncidentTextFacts, 'incident'>> & { readonly incident?: Partial<Incident> } = {},
): IncidentTextFacts {
  return {
    finding: aFinding('microsoft_secret_expired'),
    workspaceNames: new Map([
      [1, 'ACME'],
      [2, 'Beta'],
    ]),
    calendars: [1, 2, 3].map((n) => aMember(n)),
    meetings: [aMeeting(1)],
    ...more,
    incident: {
      id: 7,
      scope: 'client',
      title: 'Client secret expired: 41 Outlook calendars of Notetaker for Outlook',
      cause: { code: 'microsoft_secret_expired', title: 'Client secret expired', basis: 'observed' },
      party: 'us',
      action: null,
      platform: 'microsoft_outlook',
      oauthClientId: 'client-a',
      oauthClientName: 'Notetaker for Outlook',
      domain: null,
      size: 41,
      open: 40,
      workspaces: [
        { workspaceId: 1, count: 30 },
        { workspaceId: 2, count: 11 },
      ],
      firstAt: BROKE,
      lastAt: BROKE + 4 * MINUTE_MS,
      state: 'open',
      stateAt: BROKE,
      grownBy: 0,
      resolvedAt: null,
      atRisk: { meetings: 14, lost: 3, firstAt: NOW + HOUR_MS },
      growth: [],
      note: null,
      calendar: null,
      ...more.incident,
    },
  };
}
