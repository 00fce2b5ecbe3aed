/** Every question about troubles that the interface puts to the replica, with inputs drawn from the file itself. */
import { diagnoseCalendar } from '../../../electron/core/diagnosis/calendar.ts';
import { incidentFinding } from '../../../electron/core/diagnosis/incident.ts';
import type { Reader } from '../../../electron/core/store/types.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import type { IncidentFilter } from '../../../shared/diagnosis.ts';
import type { CalendarFilter, WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import {
  CALENDAR_PLATFORMS,
  CALENDAR_SORTS,
  INCIDENT_SORTS,
  INCIDENT_STATES,
  PARTIES,
} from '../../../shared/values.ts';

export interface Question {
  readonly name: string;
  /** The figure that it counts for. */
  readonly kind: 'incidents.list' | 'incident' | 'calendar' | 'calendars.list' | 'overview';
  readonly ask: () => unknown;
}

type Filter = Omit<IncidentFilter, 'workspaces'>;
type Scopes = readonly (readonly [string, () => WorkspaceScope])[];

const LIMIT = 100;

/** `now` is when the file was built. */
export function questions(reader: Reader, now: number): Question[] {
  const rng = new Rng(20);
  const workspaces = reader.workspaces().map(({ id }) => id);
  const scopes: Scopes = [
    ['all', () => 'all'],
    ['one', () => [rng.pick(workspaces)]],
    ['three', () => [rng.pick(workspaces), rng.pick(workspaces), rng.pick(workspaces)]],
  ];
  return [
    ...incidentLists(reader, rng, scopes),
    ...incidents(reader, rng, scopes, now),
    ...calendars(reader, rng, now),
    ...calendarLists(reader, scopes),
    ...overviews(reader, scopes, now),
  ];
}

/** The first page, and the one behind it: what opening and scrolling ask for. */
function incidentLists(reader: Reader, rng: Rng, scopes: Scopes): Question[] {
  const { causes } = reader.incidentCounts('all');
  const inbox = (name: string, filter: () => Filter): readonly [string, () => Filter] => [
    `inbox ${name}`,
    () => ({ state: 'inbox', ...filter() }),
  ];
  const filters: readonly (readonly [string, () => Filter])[] = [
    ['*', () => ({})],
    ...INCIDENT_STATES.map((state): readonly [string, () => Filter] => [state, () => ({ state })]),
    inbox('*', () => ({})),
    ...PARTIES.map((party) => inbox(party, () => ({ party }))),
    ...causes.map(({ code }) => inbox(code, () => ({ cause: code }))),
    ...CALENDAR_PLATFORMS.map((platform) => inbox(platform, () => ({ platform }))),
    ...(['shared', 'single'] as const).map((size) => inbox(size, () => ({ size }))),
    inbox('text company', () => ({ text: `company${rng.int(0, 179)}` })),
    inbox('text mailbox', () => ({ text: `person${rng.int(0, 499)}.ws` })),
    inbox('text nothing', () => ({ text: `zz${rng.hex(6)}` })),
    inbox('user single google', () => ({ party: 'end_user', size: 'single', platform: 'google_calendar' })),
  ];
  return scopes.flatMap(([scopeName, scope]) =>
    filters.flatMap(([name, filter]) =>
      INCIDENT_SORTS.flatMap((sort): Question[] => {
        const cursors = new Map<string, string>();
        return [
          {
            name: `incidents ${scopeName} ${name} ${sort}`,
            kind: 'incidents.list',
            ask: () => reader.listIncidents({ workspaces: scope(), ...filter() }, sort, null, LIMIT),
          },
          {
            name: `incidents ${scopeName} ${name} ${sort} next`,
            kind: 'incidents.list',
            ask: () => {
              const asked = { workspaces: scope(), ...filter() };
              const key = JSON.stringify(asked);
              const page = reader.listIncidents(asked, sort, cursors.get(key) ?? null, LIMIT);
              if (page.next !== null) cursors.set(key, page.next);
              return page;
            },
          },
        ];
      }),
    ),
  );
}

function incidents(reader: Reader, rng: Rng, scopes: Scopes, now: number): Question[] {
  const of = (size: 'shared' | 'single') =>
    reader.listIncidents({ workspaces: 'all', state: 'inbox', size }, 'stake', null, LIMIT).rows;
  const shared = of('shared');
  const largest = shared.reduce((most, one) => (one.size > most.size ? one : most));
  const kinds = [
    ['largest', () => largest.id],
    ['shared', () => rng.pick(shared).id],
    ['single', () => rng.pick(of('single')).id],
  ] as const;
  return [
    ...kinds.flatMap(([name, id]): Question[] => [
      {
        name: `incidents.get ${name}`,
        kind: 'incident',
        ask: () => {
          const asked = id();
          const incident = reader.incident(asked);
          return incident === null ? null : incidentFinding(incident, reader.incidentCalendars(asked, null, 10).rows);
        },
      },
      { name: `incidents.calendars ${name}`, kind: 'incident', ask: () => reader.incidentCalendars(id(), null, LIMIT) },
      { name: `incidents.meetings ${name}`, kind: 'incident', ask: () => reader.incidentMeetings(id(), now, LIMIT) },
      {
        name: `calendars.gap ${name}`,
        kind: 'incident',
        ask: () => reader.coverageGap({ incidentId: id() }, now, 200),
      },
    ]),
    ...scopes.map(([name, scope]): Question => ({
      name: `incidents.counts ${name}`,
      kind: 'incident',
      ask: () => reader.incidentCounts(scope()),
    })),
  ];
}

function calendars(reader: Reader, rng: Rng, now: number): Question[] {
  const rows = (filter: Omit<CalendarFilter, 'workspaces'>) =>
    reader.listCalendars({ workspaces: 'all', ...filter }, { by: 'email', direction: 'asc' }, null, 200).rows;
  return (['connected', 'disconnected'] as const).flatMap((status): Question[] => {
    const some = rows({ status });
    const ref = () => {
      const { workspaceId, id } = rng.pick(some);
      return { workspaceId, id };
    };
    return [
      {
        name: `calendars.diagnosis ${status}`,
        kind: 'calendar',
        ask: () => {
          const facts = reader.calendarFacts(ref(), now);
          return facts === null ? null : diagnoseCalendar(facts, [], now);
        },
      },
      { name: `calendars.atRisk ${status}`, kind: 'calendar', ask: () => reader.meetingsAtRisk(ref(), now, LIMIT) },
      {
        name: `calendars.gap ${status}`,
        kind: 'calendar',
        ask: () => reader.coverageGap({ calendar: ref() }, now, LIMIT),
      },
    ];
  });
}

function calendarLists(reader: Reader, scopes: Scopes): Question[] {
  const { causes } = reader.incidentCounts('all');
  const filters: readonly (readonly [string, Omit<CalendarFilter, 'workspaces'>])[] = [
    ['disconnected', { status: 'disconnected' }],
    ...causes.map(({ code }) => [code, { cause: code }] as const),
    ...PARTIES.map((party) => [party, { party }] as const),
    ['us disconnected google', { party: 'us', status: 'disconnected', platform: 'google_calendar' }],
  ];
  return scopes.flatMap(([scopeName, scope]) =>
    filters.flatMap(([name, filter]) =>
      CALENDAR_SORTS.flatMap((by) =>
        (['asc', 'desc'] as const).map((direction): Question => ({
          name: `calendars ${scopeName} ${name} ${by} ${direction}`,
          kind: 'calendars.list',
          ask: () => reader.listCalendars({ workspaces: scope(), ...filter }, { by, direction }, null, LIMIT),
        })),
      ),
    ),
  );
}

function overviews(reader: Reader, scopes: Scopes, now: number): Question[] {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  return scopes.flatMap(([name, scope]): Question[] => [
    { name: `overview.get ${name}`, kind: 'overview', ask: () => reader.overview(scope(), now) },
    ...(
      [
        ['day', 1, 1],
        ['week', 7, 2],
        ['month', 30, 8],
      ] as const
    ).map(([span, days, hours]): Question => ({
      name: `overview.health ${name} ${span}`,
      kind: 'overview',
      ask: () => reader.health(scope(), hour - days * DAY_MS, hour, hours * HOUR_MS),
    })),
  ]);
}
