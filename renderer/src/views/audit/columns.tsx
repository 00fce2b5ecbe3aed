/** Columns of the audit log. */
import type { AuditEntry } from '../../../../shared/actions.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import type { Column } from '../../components/grid/columns.ts';
import { exactText, relativeText } from '../../format/time.ts';
import { actionName, AUDIT_MARKS, AUDIT_MEANING, targetName } from './words.ts';

export interface AuditContext {
  readonly now: number;
  readonly zone: string;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}

export const AUDIT_COLUMNS: readonly Column<AuditEntry, AuditContext>[] = [
  {
    id: 'at',
    header: 'When',
    width: 92,
    cell: (entry, { now }) => relativeText(entry.at, now),
    hint: (entry, { zone }) => exactText(entry.at, zone),
  },
  {
    id: 'state',
    header: 'State',
    width: 96,
    cell: (entry) => <Mark {...AUDIT_MARKS[entry.state]} />,
    hint: (entry) => AUDIT_MEANING[entry.state],
  },
  { id: 'action', header: 'Action', width: 150, cell: (entry) => actionName(entry.action) },
  {
    id: 'target',
    header: 'Target',
    flex: 3,
    minWidth: 160,
    cell: (entry) => <bdi>{targetName(entry)}</bdi>,
    hint: (entry) => entry.targetId ?? undefined,
  },
  {
    id: 'workspace',
    header: 'Workspace',
    width: 140,
    hideBelow: 760,
    cell: (entry, { workspaces }) => <EntryWorkspace entry={entry} workspaces={workspaces} />,
  },
  {
    id: 'summary',
    header: 'Sent, and what came back',
    flex: 4,
    minWidth: 140,
    hideBelow: 880,
    cell: (entry) => <bdi>{entry.summary}</bdi>,
  },
  {
    id: 'actor',
    header: 'By',
    width: 110,
    hideBelow: 620,
    cell: (entry) => <bdi>{entry.actor.user}</bdi>,
    hint: (entry) => `${entry.actor.user} on ${entry.actor.host}`,
  },
  {
    id: 'job',
    header: 'Job',
    width: 56,
    align: 'end',
    hideBelow: 1000,
    cell: (entry) => (entry.jobId === null ? '' : String(entry.jobId)),
  },
];

/** By its colour and present name; one that was removed by the name that it had. */
export function EntryWorkspace(props: {
  readonly entry: AuditEntry;
  readonly workspaces: ReadonlyMap<number, Workspace>;
}): ReturnType<typeof WorkspaceTag> | null {
  const { entry, workspaces } = props;
  if (entry.workspaceId === null) return null;
  const workspace = workspaces.get(entry.workspaceId);
  if (workspace === undefined) return <bdi>{entry.workspaceName ?? `removed workspace ${entry.workspaceId}`}</bdi>;
  return <WorkspaceTag workspace={workspace} />;
}
