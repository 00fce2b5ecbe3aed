/** Every question that the interface puts to the replica, with inputs drawn from the file itself. */
import type { Reader } from '../../../electron/core/store/types.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import type { CalendarFilter, EventFilter, WorkspaceScope } from '../../../shared/filters.ts';
import { DAY_MS } from '../../../shared/time.ts';
import {
  CALENDAR_PLATFORMS,
  CALENDAR_SORTS,
  CALENDAR_STATUSES,
  EVENT_COVERAGES,
  EVENT_SORTS,
  MEETING_PLATFORMS,
} from '../../../shared/values.ts';

export interface Question {
  readonly name: string;
  readonly kind: 'list' | 'badge' | 'detail' | 'search';
  readonly ask: () => unknown;
}

const LIMIT = 100;
const DIRECTIONS = ['asc', 'desc'] as const;

/** `now` is when the file was built. */
export function questions(reader: Reader, now: number): Question[] {
  const rng = new Rng(8);
  const workspaces = reader.workspaces().map((workspace) => workspace.id);
  const scopes: readonly (readonly [string, () => WorkspaceScope])[] = [
    ['all', () => 'all'],
    ['one', () => [rng.pick(workspaces)]],
    ['three', () => [rng.pick(workspaces), rng.pick(workspaces), rng.pick(workspaces)]],
  ];
  return [
    ...eventLists(reader, rng, scopes, now),
    ...calendarLists(reader, rng, scopes),
    ...badges(reader, scopes, now),
    ...details(reader, rng, now),
    ...searches(reader, rng),
  ];
}

type Scopes = readonly (readonly [string, () => WorkspaceScope])[];

function eventLists(reader: Reader, rng: Rng, scopes: Scopes, now: number): Question[] {
  const made: Question[] = [];
  const add = (
    name: string,
    filter: () => EventFilter,
    sort: { by: (typeof EVENT_SORTS)[number]; direction: 'asc' | 'desc' },
  ): void => {
    made.push({
      name: `events ${name} ${sort.by} ${sort.direction}`,
      kind: 'list',
      ask: () => reader.listEvents(filter(), sort, null, LIMIT),
    });
    // The page behind a random first one: what scrolling asks for.
    const cursors = new Map<string, string>();
    made.push({
      name: `events ${name} ${sort.by} ${sort.direction} next`,
      kind: 'list',
      ask: () => {
        const asked = filter();
        const key = JSON.stringify(asked);
        const after = cursors.get(key) ?? null;
        const page = reader.listEvents(asked, sort, after, LIMIT);
        if (page.next !== null) cursors.set(key, page.next);
        return page;
      },
    });
  };
  for (const [scopeName, scope] of scopes) {
    for (const coverage of [undefined, ...EVENT_COVERAGES]) {
      for (const meetingPlatform of [undefined, ...MEETING_PLATFORMS]) {
        const filter = (): EventFilter => ({
          workspaces: scope(),
          ...(coverage === undefined ? {} : { coverage }),
          ...(meetingPlatform === undefined ? {} : { meetingPlatform }),
        });
        const name = `${scopeName} ${coverage ?? '*'} ${meetingPlatform ?? '*'}`;
        for (const by of EVENT_SORTS) for (const direction of DIRECTIONS) add(name, filter, { by, direction });
        const windowed = (): EventFilter => {
          const from = now + rng.int(0, 27) * DAY_MS;
          return { ...filter(), from, to: from + rng.int(1, 7) * DAY_MS };
        };
        for (const direction of DIRECTIONS) add(`${name} window`, windowed, { by: 'start', direction });
      }
    }
  }
  const calendars = reader.listCalendars({ workspaces: 'all' }, { by: 'email', direction: 'asc' }, null, 200).rows;
  for (const direction of DIRECTIONS) {
    add('calendar', () => calendarOf(rng.pick(calendars)), { by: 'start', direction });
    for (const coverage of EVENT_COVERAGES)
      add(`calendar ${coverage}`, () => ({ ...calendarOf(rng.pick(calendars)), coverage }), { by: 'start', direction });
  }
  return made;
}

function calendarOf({ workspaceId, id }: { workspaceId: number; id: string }): EventFilter {
  return { workspaces: 'all', calendar: { workspaceId, id } };
}

function calendarLists(reader: Reader, rng: Rng, scopes: Scopes): Question[] {
  const made: Question[] = [];
  for (const [scopeName, scope] of scopes) {
    for (const status of [undefined, ...CALENDAR_STATUSES]) {
      for (const platform of [undefined, ...CALENDAR_PLATFORMS]) {
        for (const by of CALENDAR_SORTS) {
          for (const direction of DIRECTIONS) {
            const filter = (): CalendarFilter => ({
              workspaces: scope(),
              ...(status === undefined ? {} : { status }),
              ...(platform === undefined ? {} : { platform }),
            });
            made.push({
              name: `calendars ${scopeName} ${status ?? '*'} ${platform ?? '*'} ${by} ${direction}`,
              kind: 'list',
              ask: () => reader.listCalendars(filter(), { by, direction }, null, LIMIT),
            });
          }
        }
      }
    }
    made.push({
      name: `calendars ${scopeName} text`,
      kind: 'list',
      ask: () =>
        reader.listCalendars(
          { workspaces: scope(), text: `company${rng.int(0, 39)}` },
          { by: 'email', direction: 'asc' },
          null,
          LIMIT,
        ),
    });
  }
  return made;
}

function badges(reader: Reader, scopes: Scopes, now: number): Question[] {
  return scopes.flatMap(([name, scope]) => [
    { name: `badges calendars ${name}`, kind: 'badge' as const, ask: () => reader.calendarCounts(scope()) },
    { name: `badges events ${name}`, kind: 'badge' as const, ask: () => reader.eventCounts(scope(), now) },
  ]);
}

function details(reader: Reader, rng: Rng, now: number): Question[] {
  const events = reader.workspaces().flatMap(({ id }) => {
    const from = now + rng.int(0, 25) * DAY_MS;
    return reader.listEvents({ workspaces: [id], from }, { by: 'start', direction: 'asc' }, null, 100).rows;
  });
  const calendars = reader.listCalendars({ workspaces: 'all' }, { by: 'updated', direction: 'desc' }, null, 200).rows;
  return [
    {
      name: 'event detail',
      kind: 'detail',
      ask: () => {
        const { workspaceId, id } = rng.pick(events);
        return reader.event(workspaceId, id);
      },
    },
    {
      name: 'calendar detail',
      kind: 'detail',
      ask: () => {
        const { workspaceId, id } = rng.pick(calendars);
        return reader.calendar(workspaceId, id, now);
      },
    },
  ];
}

/** What people type, letter by letter, taken from events that are there. */
function searches(reader: Reader, rng: Rng): Question[] {
  const rows = reader
    .workspaces()
    .flatMap(({ id }) => reader.listEvents({ workspaces: [id] }, { by: 'updated', direction: 'desc' }, null, 50).rows);
  const titles = rows.map((row) => row.title).filter((title) => title !== null);
  const people = rows.map((row) => row.organizerEmail).filter((email) => email !== null);
  const links = rows.map((row) => row.meetingUrl).filter((link) => link !== null);
  const ask = (name: string, text: () => string): Question => ({
    name: `search ${name}`,
    kind: 'search',
    ask: () => reader.search(text(), 'all', LIMIT),
  });
  const word = (): string =>
    rng.pick(
      rng
        .pick(titles)
        .split(/\W+/)
        .filter((part) => part.length >= 4),
    ) ?? 'planning';
  return [
    ask('2 letters', () => word().slice(0, 2)),
    ask('3 letters', () => word().slice(0, 3)),
    ask('4 letters', () => word().slice(0, 4)),
    ask('one word', word),
    ask('two words', () => `${word()} ${word()}`),
    ask('whole title', () => rng.pick(titles)),
    ask('start of an e-mail', () => rng.pick(people).slice(0, rng.int(2, 8))),
    ask('e-mail', () => rng.pick(people)),
    ask('mail domain', () => rng.pick(people).split('@')[1] ?? 'acme.example'),
    ask('meeting link', () => rng.pick(links)),
    ask('event id', () => rng.pick(rows).id),
    ask('calendar id', () => rng.pick(rows).calendarId),
    ask('no match', () => `zz${rng.hex(8)}`),
  ];
}
