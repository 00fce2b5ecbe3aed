/** Columns of the list of bots. */
import type { BotRow, Workspace } from '../../../../shared/entities.ts';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { OUTCOME_MARKS } from '../../components/verdict/outcome.ts';
import type { Column } from '../../components/grid/columns.ts';
import { durationText, exactText, momentText, relativeText } from '../../format/time.ts';
import styles from '../views.module.css';

export interface BotContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

type BotColumn = Column<BotRow, BotContext>;

const OUTCOME: BotColumn = {
  id: 'outcome',
  header: 'What became of it',
  flex: 4,
  minWidth: 170,
  cell: (row) => <Mark {...OUTCOME_MARKS[row.outcome]} word={row.title} />,
  hint: (row) => (row.subCode === null ? row.title : `${row.title} (${row.subCode})`),
};

const EVENT: BotColumn = {
  id: 'event',
  header: 'Event',
  flex: 5,
  minWidth: 150,
  cell: ({ event }) =>
    event === null ? (
      <span className={styles['dimmed']}>none that is known here</span>
    ) : event.title === null ? (
      <span className={styles['dimmed']}>no title</span>
    ) : (
      <bdi>{event.title}</bdi>
    ),
};

/** The event's own start: of a re-used event it is not the time of each of its bots. */
const STARTS: BotColumn = {
  id: 'starts',
  header: 'Event starts',
  width: 142,
  cell: ({ event }, { zone, now }) => (event?.startAt == null ? '' : momentText(event.startAt, zone, now)),
  hint: ({ event }, { zone, now }) =>
    event?.startAt == null ? undefined : `${exactText(event.startAt, zone)} (${relativeText(event.startAt, now)})`,
};

const JOINS: BotColumn = {
  id: 'joins',
  header: 'Joins',
  width: 142,
  hideBelow: 1240,
  cell: ({ joinAt }, { zone, now }) =>
    joinAt === null ? <span className={styles['dimmed']}>not said</span> : momentText(joinAt, zone, now),
  hint: ({ joinAt }, { zone }) =>
    joinAt === null ? 'Recall clears the time once the bot has joined' : exactText(joinAt, zone),
};

const RECORDED: BotColumn = {
  id: 'recorded',
  header: 'Recorded',
  width: 84,
  align: 'end',
  hideBelow: 620,
  cell: (row) => (row.recordedMs === null ? '' : durationText(row.recordedMs)),
};

const SUB_CODE: BotColumn = {
  id: 'code',
  header: 'Sub-code',
  flex: 3,
  minWidth: 120,
  mono: true,
  hideBelow: 900,
  cell: (row) => row.subCode ?? '',
};

const NAME: BotColumn = {
  id: 'name',
  header: 'Bot name',
  flex: 2,
  minWidth: 110,
  hideBelow: 1040,
  cell: (row) => (row.botName === null ? '' : <bdi>{row.botName}</bdi>),
};

const WORKSPACE: BotColumn = {
  id: 'workspace',
  header: 'Workspace',
  width: 132,
  hideBelow: 760,
  cell: (row, { workspaces }) => <WorkspaceTag workspace={workspaces.get(row.workspaceId)} />,
};

const RETRIEVED: BotColumn = {
  id: 'retrieved',
  header: 'Retrieved',
  width: 92,
  cell: (row, { now }) => relativeText(row.retrievedAt, now),
  hint: (row, { zone }) => exactText(row.retrievedAt, zone),
};

const ALONE = [OUTCOME, EVENT, STARTS, JOINS, RECORDED, SUB_CODE, NAME, RETRIEVED];
const AMONG = [OUTCOME, EVENT, STARTS, JOINS, RECORDED, SUB_CODE, NAME, WORKSPACE, RETRIEVED];

/** With a workspace column where more than one is in scope. */
export function botColumns(severalWorkspaces: boolean): readonly BotColumn[] {
  return severalWorkspaces ? AMONG : ALONE;
}
