/** Left: what just happened. Right: how fresh everything is, and what holds it up. */
import { Popover, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useNotice } from '../../notices.ts';
import { useCall, useWorkspaces } from '../../queries.ts';
import { summarizeSync, TONE_MARKS } from '../../sync-words.ts';
import { useScope } from '../../use-address.ts';
import { useNow } from '../../use-now.ts';
import classes from './bottom-bar.module.css';
import { SyncPanel } from './sync-panel.tsx';

/** Budgets slide with time, without any event: look again this often, ms. */
const SYNC_REFETCH_MS = 5_000;
const DEFAULT_POLL_MS = 60_000;

export function BottomBar(): ReactElement {
  const notice = useNotice();
  return (
    <footer className={classes['bar']}>
      <div className={classes['notice']} role="status" aria-live="polite" data-tone={notice?.tone}>
        {notice?.text}
      </div>
      <SyncState />
    </footer>
  );
}

function SyncState(): ReactElement | null {
  const { rows: workspaces, byId, loaded } = useWorkspaces();
  const scope = useScope();
  const { data, error } = useCall('sync.status', {}, { refetchMs: SYNC_REFETCH_MS, enabled: workspaces.length > 0 });
  const [open, setOpen] = useState(false);
  const now = useNow();
  if (!loaded || workspaces.length === 0) return null;
  if (data === undefined) {
    return <span className={classes['quiet']}>{error === null ? 'sync state …' : error.message}</span>;
  }
  const inScope = data.rows.filter(({ workspaceId }) => scope === 'all' || scope.includes(workspaceId));
  const summary = summarizeSync(inScope, (id) => byId.get(id)?.pollIntervalMs ?? DEFAULT_POLL_MS, now);
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" offset={4} trapFocus returnFocus width={540}>
      <Popover.Target>
        <UnstyledButton className={classes['state'] ?? ''} onClick={() => setOpen(!open)}>
          <span>
            <VisuallyHidden>Sync state: </VisuallyHidden>
            <span className={classes['mark']} data-tone={summary.tone} aria-hidden="true">
              {TONE_MARKS[summary.tone]}
            </span>{' '}
            {summary.text}
          </span>
          {summary.budget !== null && (
            <span>
              budget {summary.budget.used}/{summary.budget.limit}
            </span>
          )}
          <span>backlog {summary.backlog}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Sync of each workspace">
        <SyncPanel statuses={inScope} workspaces={byId} now={now} />
      </Popover.Dropdown>
    </Popover>
  );
}
