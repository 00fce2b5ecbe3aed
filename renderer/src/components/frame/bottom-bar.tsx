/** Left: what just happened. Right: how fresh everything is, and what holds it up. */
import type { ReactElement } from 'react';
import { useNotice } from '../../notices.ts';
import { useCall } from '../../queries.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { summarizeSync, TONE_MARKS } from '../../sync-words.ts';
import { useScope } from '../../use-address.ts';
import { useNowBySecond } from '../../use-now.ts';
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
    <footer className={classes['bar']}>
      <div className={classes['notice']} role="status" aria-live="polite" data-tone={notice?.tone}>
        {notice?.text}
      </div>
      {filled && <SyncState />}
    </footer>
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
