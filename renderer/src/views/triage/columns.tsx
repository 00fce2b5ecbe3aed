/** Columns of the triage list. */
import type { Incident } from '../../../../shared/diagnosis.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import { WorkspaceMarks, workspaceNames } from '../../components/basics/marks.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { countText } from '../../format/numbers.ts';
import { exactText, relativeText } from '../../format/time.ts';
import { CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { isHeading, isSingle, type Line } from './lines.ts';
import { Spark } from './spark.tsx';
import styles from './triage.module.css';
import { grownText, isSoon, mailboxOf, riskText, sizeText } from './words.ts';

export interface TriageContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

const workspaceIds = ({ workspaces }: Incident): readonly number[] => workspaces.map(({ workspaceId }) => workspaceId);

const WORKSPACES: Column<Incident, TriageContext> = {
  id: 'workspaces',
  header: 'Workspaces',
  width: 132,
  hideBelow: 880,
  cell: (incident, { workspaces }) => <WorkspaceMarks ids={workspaceIds(incident)} workspaces={workspaces} />,
  hint: (incident, { workspaces }) => workspaceNames(workspaceIds(incident), workspaces),
};

const BEFORE: readonly Column<Incident, TriageContext>[] = [
  {
    id: 'trouble',
    header: 'Trouble',
    flex: 5,
    minWidth: 220,
    cell: (incident) => (
      <>
        <Trouble incident={incident} />
        {incident.grownBy === 0 ? null : <span className={styles['grown']}>{grownText(incident.grownBy)}</span>}
      </>
    ),
    hint: (incident) => incident.title,
  },
  {
    id: 'size',
    header: 'Calendars',
    width: 84,
    cell: (incident) =>
      isSingle(incident) ? (
        ''
      ) : (
        <span className={styles['size']}>
          <Spark growth={incident.growth} size={incident.size} />
          {countText(incident.size)}
        </span>
      ),
    hint: (incident) => sizeText(incident),
  },
  {
    id: 'stake',
    header: 'At risk',
    flex: 2,
    minWidth: 190,
    cell: ({ atRisk }, { now, zone }) => {
      const text = riskText(atRisk, zone, now);
      return text === null ? (
        <span className={styles['quiet']}>no meeting ahead</span>
      ) : (
        <span className={isSoon(atRisk, now) ? styles['soon'] : undefined}>{text}</span>
      );
    },
    hint: ({ atRisk }, { zone }) =>
      atRisk.firstAt === null
        ? 'No meeting ahead with a link lacks its bot.'
        : `${countText(atRisk.meetings)} meetings ahead have no bot, ${countText(atRisk.lost)} of them had one. The first: ${exactText(atRisk.firstAt, zone)}`,
  },
  { id: 'party', header: 'Who acts', width: 84, cell: ({ party }) => <PartyMark party={party} /> },
  {
    id: 'platform',
    header: 'Platform',
    width: 76,
    hideBelow: 1100,
    cell: ({ platform }) => CALENDAR_PLATFORM_WORDS[platform],
  },
];

const AGE: Column<Incident, TriageContext> = {
  id: 'age',
  header: 'Began',
  width: 84,
  cell: ({ firstAt }, { now }) => relativeText(firstAt, now),
  hint: ({ firstAt }, { zone }) => exactText(firstAt, zone),
};

const RECOVERED: Column<Incident, TriageContext> = {
  id: 'resolved',
  header: 'Recovered',
  width: 92,
  cell: ({ resolvedAt }, { now }) => (resolvedAt === null ? '' : relativeText(resolvedAt, now)),
  hint: ({ resolvedAt }, { zone }) => (resolvedAt === null ? undefined : exactText(resolvedAt, zone)),
};

/** An incident by its title, a single case by its mailbox and cause. */
function Trouble({ incident }: { readonly incident: Incident }): ReturnType<typeof PartyMark> {
  const mailbox = mailboxOf(incident);
  if (!isSingle(incident) || mailbox === null) {
    return <bdi className={isSingle(incident) ? undefined : styles['shared']}>{incident.title}</bdi>;
  }
  return (
    <>
      <bdi>{mailbox}</bdi> <bdi className={styles['quiet']}>{incident.cause.title}</bdi>
    </>
  );
}

/** Headings stand across all columns and never reach them. */
function forLines(columns: readonly Column<Incident, TriageContext>[]): readonly Column<Line, TriageContext>[] {
  return columns.map(({ cell, hint, ...column }) => ({
    ...column,
    cell: (line, context) => (isHeading(line) ? null : cell(line, context)),
    ...(hint === undefined
      ? {}
      : { hint: (line: Line, context: TriageContext) => (isHeading(line) ? undefined : hint(line, context)) }),
  }));
}

const ALONE = forLines([...BEFORE, AGE]);
const AMONG = forLines([...BEFORE, WORKSPACES, AGE]);
const ALONE_RESOLVED = forLines([...BEFORE, AGE, RECOVERED]);
const AMONG_RESOLVED = forLines([...BEFORE, WORKSPACES, AGE, RECOVERED]);

/** With a workspace column where more than one is in scope; with the recovery where that is what is shown. */
export function triageColumns(severalWorkspaces: boolean, resolved: boolean): readonly Column<Line, TriageContext>[] {
  if (resolved) return severalWorkspaces ? AMONG_RESOLVED : ALONE_RESOLVED;
  return severalWorkspaces ? AMONG : ALONE;
}
