/** Columns of lists of events. */
import type { EventRow, Workspace } from '../../../../shared/entities.ts';
import { CoverageMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { plural } from '../../format/numbers.ts';
import { dayText, exactText, momentText, rangeText, relativeText } from '../../format/time.ts';
import { VerdictMark } from '../../components/verdict/verdict-mark.tsx';
import { COVERAGE_MEANING, hostOf, MEETING_PLATFORM_WORDS, VERDICT_MEANING } from '../../format/words.ts';
import styles from '../views.module.css';

export interface EventContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

type EventColumn = Column<EventRow, EventContext>;

/** `Tue 24 Nov 10:00`, or the day alone for all-day events. */
export function startText(event: EventRow, zone: string, now: number): string {
  if (event.startAt === null) return 'no start time';
  // All-day events are days, not instants: their start is midnight UTC of the day wherever one looks from.
  if (event.allDay) return `${dayText(event.startAt, 'UTC', now)}, all day`;
  return momentText(event.startAt, zone, now);
}

/** Start to end. */
export function whenText(event: EventRow, zone: string, now: number): string {
  if (event.startAt === null || event.endAt === null || event.allDay) return startText(event, zone, now);
  return rangeText(event.startAt, event.endAt, zone, now);
}

const START: EventColumn = {
  id: 'start',
  header: 'Start',
  width: 142,
  sortable: true,
  cell: (row, { zone, now }) => startText(row, zone, now),
  hint: (row, { zone, now }) =>
    row.startAt === null ? undefined : `${exactText(row.startAt, zone)} (${relativeText(row.startAt, now)})`,
};

const TITLE: EventColumn = {
  id: 'title',
  header: 'Title',
  flex: 5,
  minWidth: 150,
  cell: (row) =>
    row.title === null ? (
      <span className={styles['dimmed']}>no title</span>
    ) : (
      <bdi className={row.isDeleted ? styles['struck'] : undefined}>{row.title}</bdi>
    ),
  hint: (row) => row.title ?? 'Neither the provider nor Recall gave a title; private events have none.',
};

/** What becomes of the event; until it was judged, what its own fields say of a bot. */
const VERDICT: EventColumn = {
  id: 'verdict',
  header: 'Verdict',
  flex: 5,
  minWidth: 140,
  cell: (row) =>
    row.verdict === null ? (
      <CoverageMark coverage={row.coverage} bots={row.botCount} />
    ) : (
      <VerdictMark mark={row.verdict} compact />
    ),
  hint: ({ verdict, coverage, botCount }) =>
    [
      ...(verdict === null ? [COVERAGE_MEANING[coverage]] : [`${verdict.title}. ${VERDICT_MEANING[verdict.verdict]}`]),
      `${plural(botCount, 'bot entry', 'bot entries')}.`,
    ].join(' '),
};

const PLATFORM: EventColumn = {
  id: 'meeting',
  header: 'Meeting',
  width: 104,
  hideBelow: 560,
  cell: (row) =>
    row.meetingPlatform === 'none' ? (
      <span className={styles['dimmed']}>{MEETING_PLATFORM_WORDS.none}</span>
    ) : (
      MEETING_PLATFORM_WORDS[row.meetingPlatform]
    ),
  hint: (row) => (row.meetingUrl === null ? undefined : (hostOf(row.meetingUrl) ?? row.meetingUrl)),
};

const CALENDAR: EventColumn = {
  id: 'calendar',
  header: 'Calendar',
  flex: 3,
  minWidth: 120,
  hideBelow: 700,
  cell: (row) => row.calendarEmail ?? <span className={styles['dimmed']}>no address yet</span>,
};

const ORGANISER: EventColumn = {
  id: 'organiser',
  header: 'Organiser',
  flex: 3,
  minWidth: 120,
  hideBelow: 980,
  cell: (row) => row.organizerEmail ?? '',
};

const ATTENDEES: EventColumn = {
  id: 'attendees',
  header: 'People',
  width: 60,
  align: 'end',
  hideBelow: 980,
  cell: (row) => row.attendeeCount ?? <span className={styles['dimmed']}>?</span>,
  hint: (row) => (row.attendeeCount === null ? 'No attendee list: none, or the guest list is hidden' : undefined),
};

const WORKSPACE: EventColumn = {
  id: 'workspace',
  header: 'Workspace',
  width: 132,
  hideBelow: 1080,
  cell: (row, { workspaces }) => <WorkspaceTag workspace={workspaces.get(row.workspaceId)} />,
};

const UPDATED: EventColumn = {
  id: 'updated',
  header: 'Changed',
  width: 92,
  sortable: true,
  hideBelow: 780,
  cell: (row, { now }) => (row.updatedAt === null ? '' : relativeText(row.updatedAt, now)),
  hint: (row, { zone }) => (row.updatedAt === null ? undefined : exactText(row.updatedAt, zone)),
};

const ALONE = [START, TITLE, VERDICT, CALENDAR, ORGANISER, PLATFORM, ATTENDEES, UPDATED];
const AMONG = [START, TITLE, VERDICT, CALENDAR, WORKSPACE, ORGANISER, PLATFORM, ATTENDEES, UPDATED];
/** Inside one calendar: without what would say the same on every line. */
export const CALENDAR_EVENT_COLUMNS: readonly EventColumn[] = [START, TITLE, VERDICT, PLATFORM, ATTENDEES, UPDATED];

const byStartOnly = (columns: readonly EventColumn[]): readonly EventColumn[] =>
  columns.map((column) => (column === UPDATED ? { ...UPDATED, sortable: false } : column));
const ALONE_BY_START = byStartOnly(ALONE);
const AMONG_BY_START = byStartOnly(AMONG);

/**
 * With a workspace column where more than one is in scope.
 * @param anySort False: the filters leave no other sort than by start.
 */
export function eventColumns(severalWorkspaces: boolean, anySort = true): readonly EventColumn[] {
  if (anySort) return severalWorkspaces ? AMONG : ALONE;
  return severalWorkspaces ? AMONG_BY_START : ALONE_BY_START;
}
