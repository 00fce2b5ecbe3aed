/** Columns of the calendars list. */
import type { CalendarRow, CauseMark, Workspace } from '../../../../shared/entities.ts';
import { Mark, StatusMark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { exactText, relativeText } from '../../format/time.ts';
import { BASIS_MEANING, CALENDAR_PLATFORM_WORDS, PARTY_SENTENCES } from '../../format/words.ts';
import styles from '../views.module.css';

export interface CalendarContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

/** Why a calendar has no address; null when it has one. Asynchronous by design (recall-api.md 2.4), not an error. */
export function noAddressReason(row: CalendarRow): string | null {
  if (row.email !== null) return null;
  return row.status === 'connecting'
    ? 'Recall fills in the address when its first sync of the mailbox is complete.'
    : 'Recall never completed a first sync of this mailbox, so it has not said which address it is.';
}

/** Why a calendar is not connected; null for one that is, and for one that is gone: there nothing can be done any more. */
export function causeToShow(row: CalendarRow): CauseMark | null {
  return row.deletedAt === null ? row.cause : null;
}

const WORKSPACE: Column<CalendarRow, CalendarContext> = {
  id: 'workspace',
  header: 'Workspace',
  width: 140,
  hideBelow: 620,
  cell: (row, { workspaces }) => <WorkspaceTag workspace={workspaces.get(row.workspaceId)} />,
};

const BEFORE: readonly Column<CalendarRow, CalendarContext>[] = [
  {
    id: 'status',
    header: 'Status',
    width: 128,
    // The last known status of a calendar that is gone would read as if it were still so.
    cell: (row) =>
      row.deletedAt === null ? <StatusMark calendar={row} /> : <Mark shape="✕" word="Gone" tone="plain" />,
    hint: (row) => (row.deletedAt === null ? undefined : `Recall no longer has it; it was ${row.statusRaw}.`),
  },
  {
    id: 'email',
    header: 'Mailbox',
    flex: 4,
    minWidth: 190,
    sortable: true,
    cell: (row) =>
      row.email ?? (
        <span className={styles['dimmed']}>
          {row.oauthEmail === null ? 'no address yet' : `${row.oauthEmail} (not synced yet)`}
        </span>
      ),
    hint: (row) => noAddressReason(row) ?? row.email ?? undefined,
  },
  {
    id: 'platform',
    header: 'Platform',
    width: 84,
    cell: (row) => (row.platform === 'other' ? row.platformRaw : CALENDAR_PLATFORM_WORDS[row.platform]),
  },
];

const AFTER: readonly Column<CalendarRow, CalendarContext>[] = [
  {
    id: 'status_since',
    header: 'Since',
    width: 92,
    sortable: true,
    cell: (row, { now }) =>
      row.statusSince === null ? <span className={styles['dimmed']}>unknown</span> : relativeText(row.statusSince, now),
    hint: (row, { zone }) =>
      row.statusSince === null ? 'Neither Recall nor Callboard saw it begin.' : exactText(row.statusSince, zone),
  },
  {
    id: 'cause',
    header: 'Cause',
    flex: 3,
    minWidth: 150,
    hideBelow: 600,
    cell: (row) => {
      const cause = causeToShow(row);
      return cause === null ? '' : <bdi>{cause.title}</bdi>;
    },
    hint: (row) => {
      const cause = causeToShow(row);
      return cause === null
        ? undefined
        : `${cause.title}. ${PARTY_SENTENCES[cause.party]} ${BASIS_MEANING[cause.basis]}`;
    },
  },
  {
    id: 'party',
    header: 'Who acts',
    width: 84,
    hideBelow: 600,
    cell: (row) => {
      const cause = causeToShow(row);
      return cause === null ? '' : <PartyMark party={cause.party} />;
    },
  },
  {
    id: 'detail',
    header: 'Detail from Recall',
    flex: 3,
    minWidth: 120,
    hideBelow: 1120,
    cell: (row) => row.statusDetail ?? '',
  },
  {
    id: 'client',
    header: 'OAuth client',
    width: 120,
    mono: true,
    hideBelow: 1320,
    cell: (row) => row.oauthClientId ?? '',
  },
  {
    id: 'updated',
    header: 'Changed',
    width: 92,
    sortable: true,
    hideBelow: 1000,
    cell: (row, { now }) => (row.updatedAt === null ? '' : relativeText(row.updatedAt, now)),
    hint: (row, { zone }) => (row.updatedAt === null ? undefined : exactText(row.updatedAt, zone)),
  },
];

const ALONE = [...BEFORE, ...AFTER];
const AMONG = [...BEFORE, WORKSPACE, ...AFTER];

/** With a workspace column where more than one is in scope. */
export function calendarColumns(severalWorkspaces: boolean): readonly Column<CalendarRow, CalendarContext>[] {
  return severalWorkspaces ? AMONG : ALONE;
}
