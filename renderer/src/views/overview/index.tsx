/** Is anything on fire, is it getting better, what is at stake in the next hours. */
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Overview } from '../../../../shared/diagnosis.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { Button } from '../../components/basics/button.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { DetailSkeleton, ErrorState, Note } from '../../components/basics/states.tsx';
import { useSyncNote } from '../../components/list/use-sync-note.ts';
import { useCall } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow, useNowIn } from '../../use-now.ts';
import { NothingYet } from '../nothing-yet.tsx';
import { useScopeView } from '../scope.ts';
import { Causes, Recovery } from './causes.tsx';
import { calendarsIn, trendOf } from './health.ts';
import { headlineOf } from './headline.ts';
import { Hours } from './hours.tsx';
import { OpenIncidents } from './open-incidents.tsx';
import styles from './overview.module.css';
import { WorkspaceHealth } from './workspace-health.tsx';

/** The page at `/overview`. */
export function OverviewView(): ReactElement {
  const { scope, workspaces } = useScopeView();
  const minute = useNowIn(MINUTE_MS);
  const note = useSyncNote(scope);
  const { data, error, refetch } = useCall('overview.get', { workspaces: scope, now: minute }, { keepPrevious: true });
  const none = workspaces.loaded && (workspaces.rows.length === 0 || (data !== undefined && isEmpty(data)));
  return (
    <div className={styles['view']}>
      {note === null ? null : <Note tone={note.tone}>{note.text}</Note>}
      {error !== null && data !== undefined && (
        <Note
          tone="bad"
          action={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          What you see may be old. {error.message}
        </Note>
      )}
      {none ? (
        <NothingYet
          what="calendars"
          scope={scope}
          otherwise="These workspaces have none. What is connected at Recall appears here by itself."
        />
      ) : data !== undefined ? (
        <Sections overview={data} scope={scope} />
      ) : error === null ? (
        <DetailSkeleton label="Reading the overview" />
      ) : (
        <ErrorState title="The overview could not be read" failure={error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function Sections({ overview, scope }: { readonly overview: Overview; readonly scope: WorkspaceScope }): ReactElement {
  const { days = '30' } = useSearch({ from: '/overview' });
  const now = useNow();
  return (
    <div className={styles['page']}>
      <Fire overview={overview} scope={scope} />
      <div className={styles['columns']}>
        <OpenIncidents scope={scope} />
        <Hours hours={overview.hours} now={now} />
      </div>
      <WorkspaceHealth overview={overview} scope={scope} days={days} />
      <div className={styles['columns']}>
        <Causes causes={overview.causes} />
        <Recovery recovery={overview.recovery} />
      </div>
    </div>
  );
}

/** The answer in a few sentences, before any table. */
function Fire({ overview, scope }: { readonly overview: Overview; readonly scope: WorkspaceScope }): ReactElement {
  const now = useNow();
  const { zone } = useTimeZone();
  const to = useNowIn(HOUR_MS) + HOUR_MS;
  const { data } = useCall('overview.health', { workspaces: scope, from: to - DAY_MS, to, spanMs: HOUR_MS });
  const present = overview.workspaces.map(({ workspaceId, calendars: { disconnected } }) => ({
    workspaceId,
    disconnected,
  }));
  const { data: counts } = useCall('incidents.counts', { workspaces: scope });
  const trend = trendOf(data?.rows ?? [], present, now);
  const { tone, shape, fire, more } = headlineOf(overview, counts?.inbox ?? null, trend, now, zone);
  return (
    <header className={styles['fire']}>
      <h1 className="cb-unseen">Overview</h1>
      <p className={styles['head']}>
        {tone === 'bad' ? (
          <Link to="/triage">
            <Mark shape={shape} word={fire} tone={tone} />
          </Link>
        ) : (
          <Mark shape={shape} word={fire} tone={tone} />
        )}
      </p>
      {more.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </header>
  );
}

function isEmpty({ workspaces }: Overview): boolean {
  return workspaces.every(({ calendars }) => calendarsIn(calendars) === 0);
}
