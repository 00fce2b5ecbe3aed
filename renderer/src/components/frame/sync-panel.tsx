/** Sync of every workspace in scope: freshness, progress of the first fill, budget, what went wrong, what to do. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { FillSlice, SyncStatus, Workspace } from '../../../../shared/entities.ts';
import { countText, plural } from '../../format/numbers.ts';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { describeSync, durationText, SLICE_NAMES, TONE_MARKS } from '../../sync-words.ts';
import { Button } from '../basics/button.tsx';
import { Shape } from '../basics/marks.tsx';
import bar from './bottom-bar.module.css';
import classes from './sync-panel.module.css';

interface SyncPanelProps {
  readonly statuses: readonly SyncStatus[];
  readonly workspaces: ReadonlyMap<number, Workspace>;
  readonly now: number;
  /** A link leads to another page. */
  readonly onLeave: () => void;
}

export function SyncPanel({ statuses, workspaces, now, onLeave }: SyncPanelProps): ReactElement {
  return (
    <ul className={classes['panel']}>
      {statuses.map((status) => {
        const workspace = workspaces.get(status.workspaceId);
        return workspace === undefined ? null : (
          <SyncEntry key={status.workspaceId} status={status} workspace={workspace} now={now} onLeave={onLeave} />
        );
      })}
    </ul>
  );
}

interface SyncEntryProps {
  readonly status: SyncStatus;
  readonly workspace: Workspace;
  readonly now: number;
  readonly onLeave: () => void;
}

function SyncEntry({ status, workspace, now, onLeave }: SyncEntryProps): ReactElement {
  const words = describeSync(status, workspace.pollIntervalMs, now);
  const { budget, counts, error } = status;
  return (
    <li className={classes['entry']}>
      <div className={classes['head']}>
        <span className={classes['colour']} data-colour={workspace.colour} aria-hidden="true" />
        <bdi className={classes['name']}>{workspace.name}</bdi>
        <span className={classes['state']}>
          <span className={bar['mark']} data-tone={words.tone}>
            <Shape shape={TONE_MARKS[words.tone]} />
          </span>{' '}
          {words.text}
        </span>
      </div>
      {error !== null && (
        <p className={classes['error']}>
          {error.message} ({durationText(now - error.at)} ago
          {error.retryAt === null ? '' : retryText(error.retryAt, now)})
        </p>
      )}
      {status.fill.length > 0 && <Fill slices={status.fill} />}
      <div className={classes['foot']}>
        <div className={classes['facts']}>
          <span>
            {plural(counts.calendars, 'calendar')}, {plural(counts.events, 'event')}
          </span>
          {counts.quarantined > 0 && (
            <span title="Records that Recall sent in a form Callboard could not read. They are kept, counted and read again.">
              {plural(counts.quarantined, 'unreadable record')}
            </span>
          )}
          <span title={`List requests in the last ${durationText(budget.windowMs)}, of those that Recall allows`}>
            budget {budget.used}/{budget.limit}
          </span>
          <span>backlog {status.backlog}</span>
        </div>
        <SyncActions status={status} workspace={workspace} onLeave={onLeave} />
      </div>
    </li>
  );
}

function SyncActions({ status, workspace, onLeave }: Omit<SyncEntryProps, 'now'>): ReactElement {
  const syncNow = useChange('sync.now');
  const pause = useChange('sync.pause');
  const resume = useChange('sync.resume');
  const workspaceId = workspace.id;
  const onError = (error: Error): void => notify(error.message, 'failed');
  return (
    <span className={classes['actions']}>
      {status.state === 'no_key' && (
        <Link to="/workspaces" search={{ form: 'edit', id: workspaceId }} className={classes['link']} onClick={onLeave}>
          Enter the key
        </Link>
      )}
      {status.state === 'paused' ? (
        <Button size="small" busy={resume.isPending} onClick={() => resume.mutate({ workspaceId }, { onError })}>
          Resume
        </Button>
      ) : (
        <>
          <Button size="small" busy={syncNow.isPending} onClick={() => syncNow.mutate({ workspaceId }, { onError })}>
            Sync now
          </Button>
          <Button size="small" busy={pause.isPending} onClick={() => pause.mutate({ workspaceId }, { onError })}>
            Pause
          </Button>
        </>
      )}
    </span>
  );
}

const SLICE_WORDS: Readonly<Record<FillSlice['state'], string>> = {
  waiting: 'waits',
  running: 'filling',
  done: 'done',
};

/** The first fill, slice by slice. No slice's size is known beforehand, so none pretends to a percentage. */
function Fill({ slices }: { readonly slices: readonly FillSlice[] }): ReactElement {
  return (
    <ol className={classes['fill']}>
      {slices.map((slice) => (
        <li key={slice.name} className={classes['slice']} data-state={slice.state}>
          <span className={classes['track']} aria-hidden="true" />
          <span>{SLICE_NAMES[slice.name]}</span>
          <span className={classes['amount']}>
            {slice.state === 'waiting' ? 'waits' : `${countText(slice.events)} ${SLICE_WORDS[slice.state]}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function retryText(retryAt: number, now: number): string {
  return retryAt <= now ? ', trying again now' : `, next try in ${durationText(retryAt - now)}`;
}
