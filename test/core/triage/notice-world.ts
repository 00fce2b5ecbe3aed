/** Calendars that break and recover, with the incidents that they make: all that notices ask the store for. */
import type { Incident, IncidentCalendar, WorkspaceNotices } from '../../../shared/diagnosis.ts';
import type { CalendarRow, Workspace } from '../../../shared/entities.ts';
import type { IncidentNoticesDeps } from '../../../electron/core/triage/incident-notices.ts';

interface Calendar {
  readonly workspaceId: number;
  readonly incident: number;
  readonly brokeAt: number;
  readonly firstSeenAt: number;
  readonly meetings: number;
  readonly firstMeetingAt: number | null;
  recoveredAt: number | null;
  deleted: boolean;
}

export interface NoticeWorld {
  readonly store: IncidentNoticesDeps['store'];
  readonly notices: WorkspaceNotices[];
  workspace(id: number, name: string): void;
  /** Calendars of an incident break. Returns their ids. */
  breaks(of: Partial<Calendar> & { readonly incident: number; readonly brokeAt: number }, count?: number): string[];
  recover(incident: number, at: number): void;
  /** They are gone from Recall. */
  remove(ids: readonly string[], at: number): void;
  /** Meetings that lost their bot and have none, by workspace. */
  readonly gap: number[];
  /** The incident became part of another one. */
  forget(incident: number): void;
}

const CAUSE = { code: 'secret_expired', title: 'Client secret expired', basis: 'observed' } as const;

export function createNoticeWorld(): NoticeWorld {
  const workspaces: Workspace[] = [];
  const calendars = new Map<string, Calendar>();
  const notices: WorkspaceNotices[] = [];
  const gap: number[] = [];

  const membersOf = (incident: number): [string, Calendar][] =>
    [...calendars].filter(([, calendar]) => calendar.incident === incident);

  const rowOf = (id: string, { workspaceId, deleted, recoveredAt }: Calendar): CalendarRow => ({
    workspaceId,
    id,
    email: `${id}@example.com`,
    oauthEmail: null,
    oauthClientId: 'app-1',
    platform: 'microsoft_outlook',
    platformRaw: 'microsoft_outlook',
    status: recoveredAt === null ? 'disconnected' : 'connected',
    statusRaw: recoveredAt === null ? 'disconnected' : 'connected',
    statusSince: null,
    statusDetail: null,
    cause: null,
    createdAt: null,
    updatedAt: null,
    deletedAt: deleted ? recoveredAt : null,
  });

  const riskOf = ({ meetings, firstMeetingAt }: Calendar) => ({ meetings, lost: 0, firstAt: firstMeetingAt });

  const incidentOf = (id: number): Incident | null => {
    const members = membersOf(id);
    const [first] = members;
    if (first === undefined) return null;
    const open = members.filter(([, { recoveredAt }]) => recoveredAt === null);
    const times = members.map(([, { brokeAt }]) => brokeAt);
    return {
      id,
      scope: 'client',
      title: `${CAUSE.title}: ${members.length} calendars`,
      cause: CAUSE,
      party: 'us',
      action: { kind: 'rotate_secret', label: 'Rotate the client secret', why: 'It is the only cure.' },
      platform: 'microsoft_outlook',
      oauthClientId: 'app-1',
      oauthClientName: null,
      domain: null,
      size: members.length,
      open: open.length,
      workspaces: [],
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      state: open.length === 0 ? 'resolved' : 'open',
      stateAt: 0,
      grownBy: 0,
      resolvedAt: open.length === 0 ? Math.max(...members.map(([, { recoveredAt }]) => recoveredAt ?? 0)) : null,
      atRisk: {
        meetings: open.reduce((sum, [, { meetings }]) => sum + meetings, 0),
        lost: 0,
        firstAt: open.map(([, { firstMeetingAt }]) => firstMeetingAt).find((at) => at !== null) ?? null,
      },
      growth: [],
      note: null,
      calendar: members.length === 1 ? rowOf(...first) : null,
    };
  };

  return {
    notices,
    gap,
    workspace(id, name) {
      workspaces.push({
        id,
        name,
        region: 'us-west-2',
        baseUrl: 'https://us-west-2.recall.ai',
        colour: 'blue',
        mode: 'operate',
        pollIntervalMs: 60_000,
        paused: false,
        training: false,
        createdAt: 0,
      });
    },
    breaks(of, count = 1) {
      return Array.from({ length: count }, () => {
        const id = `cal-${calendars.size + 1}`;
        const usual = { workspaceId: 1, firstSeenAt: 0, meetings: 0, firstMeetingAt: null };
        calendars.set(id, { ...usual, ...of, recoveredAt: null, deleted: false });
        return id;
      });
    },
    recover(incident, at) {
      for (const [, calendar] of membersOf(incident)) calendar.recoveredAt ??= at;
    },
    remove(ids, at) {
      for (const id of ids) {
        const calendar = calendars.get(id);
        if (calendar === undefined) throw new Error(`There is no ${id}.`);
        calendar.recoveredAt = at;
        calendar.deleted = true;
      }
    },
    forget(incident) {
      for (const [id] of membersOf(incident)) calendars.delete(id);
    },
    store: {
      workspaces: () => workspaces,
      notices: () => notices,
      incident: incidentOf,
      incidentCalendars(id, after, limit) {
        const members = membersOf(id);
        const from = after === null ? 0 : Number(after);
        const rows = members.slice(from, from + limit).map(([calendarId, calendar]): IncidentCalendar => ({
          calendar: rowOf(calendarId, calendar),
          brokeAt: calendar.brokeAt,
          recoveredAt: calendar.recoveredAt,
          atRisk: riskOf(calendar),
        }));
        const next = from + limit < members.length ? String(from + limit) : null;
        return { rows, next, total: { count: members.length, exact: true } };
      },
      casesOf: (workspaceId, ids) =>
        [...calendars].flatMap(([id, calendar], pk) =>
          calendar.workspaceId === workspaceId && ids.includes(id)
            ? [
                {
                  pk,
                  row: rowOf(id, calendar),
                  firstSeenAt: calendar.firstSeenAt,
                  fetchedAt: 0,
                  history: [],
                  probes: [],
                },
              ]
            : [],
        ),
      coverageGap: (_of, _now, limit) => ({
        rows: gap.slice(0, limit).map((workspaceId, index) => ({
          event: {
            workspaceId,
            id: `event-${index}`,
            calendarId: 'cal-1',
            calendarEmail: null,
            title: null,
            startAt: null,
            endAt: null,
            allDay: false,
            platform: 'microsoft_outlook',
            meetingPlatform: 'zoom',
            meetingUrl: null,
            organizerEmail: null,
            attendeeCount: null,
            coverage: 'no_bot',
            botCount: 0,
            isDeleted: false,
            seriesId: null,
            updatedAt: null,
            verdict: null,
          },
          lostBot: null,
        })),
        total: { count: gap.length, exact: true },
      }),
    },
  };
}
