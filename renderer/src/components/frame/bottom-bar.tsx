/** Left: what is selected and can be done with it, and what just happened. Right: how fresh everything is, and what holds it up. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCommand } from '../../commands.ts';
import { useNotice } from '../../notices.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { summarizeSync, TONE_MARKS } from '../../sync-words.ts';
import { useScope } from '../../use-address.ts';
import { useNowBySecond } from '../../use-now.ts';
import { ActionHost } from '../actions/action-host.tsx';
import { BarSlot } from '../actions/bar-slot.tsx';
import { SelectionBar } from '../actions/selection-bar.tsx';
import { Shape } from '../basics/marks.tsx';
import { Popover } from '../overlay/popover.tsx';
import classes from './bottom-bar.module.css';
import { SyncPanel } from './sync-panel.tsx';

/** Budgets slide with time, without any event: look again this often, ms. */
const SYNC_REFETCH_MS = 5_000;
const DEFAULT_POLL_MS = 60_000;

export function BottomBar({ filled }: { readonly filled: boolean }): ReactElement {
  const notice = useNotice();
  return (
    <>
      <footer className={classes['bar']}>
        {filled && <SelectionBar />}
        {filled && <BarSlot />}
        <div className={classes['notice']} role="status" aria-live="polite" data-tone={notice?.tone}>
          {notice?.text}
          {notice !== null && notice.jobId !== null && (
            <>
              {' '}
              <Link className={classes['link']} to="/jobs/$jobId" params={{ jobId: String(notice.jobId) }}>
                Show the job
              </Link>
            </>
          )}
          {notice !== null && notice.undo !== null && (
            <>
              {' '}
              <UndoButton undo={notice.undo} />
            </>
          )}
        </div>
        {filled && <AwaitingJob />}
        {filled && <SyncState />}
      </footer>
      {filled && <ActionHost />}
    </>
  );
}

/** Takes back what the notice says, for as long as it is said. */
function UndoButton({ undo }: { readonly undo: () => void }): ReactElement {
  useCommand('list.undo', undo);
  return (
    <button type="button" className={classes['undo']} data-tip="Undo  (Mod+Z)" onClick={undo}>
      Undo
    </button>
  );
}

/** The first calendar of a job is through, and a person decides about the rest: said until they have. */
function AwaitingJob(): ReactElement | null {
  const { data } = useCall('jobs.list', { states: ['awaiting'], after: null, limit: 1 });
  const [job] = data?.rows ?? [];
  if (data === undefined || job === undefined) return null;
  return (
    <Link className={classes['awaiting']} to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
      {data.total.count === 1 ? 'A job waits for you' : `${data.total.count} jobs wait for you`}
    </Link>
  );
}

function SyncState(): ReactElement | null {
  const { rows: workspaces, byId, loaded } = useWorkspaces();
  const scope = useScope();
  const { data, error } = useCall('sync.status', {}, { refetchMs: SYNC_REFETCH_MS, enabled: workspaces.length > 0 });
  const now = useNowBySecond();
  if (!loaded || workspaces.length === 0) return null;
  if (data === undefined) {
    return <span className={classes['quiet']}>{error === null ? 'sync state …' : error.message}</span>;
  }
  const inScope = data.rows.filter(({ workspaceId }) => scope === 'all' || scope.includes(workspaceId));
  const summary = summarizeSync(inScope, (id) => byId.get(id)?.pollIntervalMs ?? DEFAULT_POLL_MS, now);
  return (
    <Popover
      label="Sync of each workspace"
      side="above"
      width={540}
      buttonClass={classes['state']}
      button={
        <>
          <span>
            <span className="cb-unseen">Sync state: </span>
            <span className={classes['mark']} data-tone={summary.tone}>
              <Shape shape={TONE_MARKS[summary.tone]} />
            </span>{' '}
            {summary.text}
          </span>
          {summary.budget !== null && (
            <span>
              budget {summary.budget.used}/{summary.budget.limit}
            </span>
          )}
          <span>backlog {summary.backlog}</span>
        </>
      }
    >
      {(close) => <SyncPanel statuses={inScope} workspaces={byId} now={now} onLeave={close} />}
    </Popover>
  );
}
