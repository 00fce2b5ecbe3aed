/** Columns of a job's results. */
import type { JobItem } from '../../../../shared/actions.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import type { ActionKind } from '../../../../shared/values.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { exactText, relativeText } from '../../format/time.ts';
import styles from './jobs.module.css';
import { itemLabel } from './items.ts';
import { itemMark, itemMeaning } from './words.ts';

export interface ItemContext {
  readonly now: number;
  readonly zone: string;
  readonly kind: ActionKind;
  readonly canary: number | null;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

const WORKSPACE: Column<JobItem, ItemContext> = {
  id: 'workspace',
  header: 'Workspace',
  width: 140,
  hideBelow: 700,
  cell: (item, { workspaces }) => <WorkspaceTag workspace={workspaces.get(item.workspaceId)} />,
};

const STATE: Column<JobItem, ItemContext> = {
  id: 'state',
  header: 'Outcome',
  width: 178,
  cell: (item, { kind }) => <Mark {...itemMark(kind, item.state)} />,
  hint: (item, { kind }) => itemMeaning(kind, item.state),
};

/** What was worked on: retired bots are known by their events. */
const subject = (header: string): Column<JobItem, ItemContext> => ({
  id: 'subject',
  header,
  flex: 3,
  minWidth: 180,
  cell: (item, { canary }) =>
    item.n === canary ? (
      <>
        <bdi>{itemLabel(item)}</bdi> <span className={styles['dimmed']}>first</span>
      </>
    ) : (
      <bdi>{itemLabel(item)}</bdi>
    ),
});
const CALENDAR = subject('Calendar');
const EVENT = subject('Event');

const AFTER: readonly Column<JobItem, ItemContext>[] = [
  {
    id: 'message',
    header: 'What came of it',
    flex: 5,
    minWidth: 160,
    hideBelow: 560,
    cell: (item) => <bdi>{item.message ?? ''}</bdi>,
  },
  {
    id: 'when',
    header: 'When',
    width: 92,
    cell: (item, { now }) => {
      const at = item.settledAt ?? item.sentAt;
      return at === null ? '' : relativeText(at, now);
    },
    hint: (item, { zone }) => {
      if (item.settledAt !== null) return `Settled ${exactText(item.settledAt, zone)}`;
      return item.sentAt === null ? undefined : `Sent ${exactText(item.sentAt, zone)}`;
    },
  },
];

const CALENDARS_ALONE = [STATE, CALENDAR, ...AFTER];
const CALENDARS_AMONG = [STATE, CALENDAR, WORKSPACE, ...AFTER];
const EVENTS_ALONE = [STATE, EVENT, ...AFTER];
const EVENTS_AMONG = [STATE, EVENT, WORKSPACE, ...AFTER];

/** With a workspace column where the job has more than one. */
export function itemColumns(kind: ActionKind, severalWorkspaces: boolean): readonly Column<JobItem, ItemContext>[] {
  if (nounOf(kind) === 'calendar') return severalWorkspaces ? CALENDARS_AMONG : CALENDARS_ALONE;
  return severalWorkspaces ? EVENTS_AMONG : EVENTS_ALONE;
}
