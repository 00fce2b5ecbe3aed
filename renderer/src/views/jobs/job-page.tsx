/** One job on its page: how it is, what it waits for, and everything that it works on, with what came of it. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { Job, JobItem } from '../../../../shared/actions.ts';
import { useCommand } from '../../commands.ts';
import { nounOf } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { EmptyState } from '../../components/basics/states.tsx';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { ListPane } from '../../components/list/list-pane.tsx';
import { useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { titled } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { useLeavePage } from '../use-leave-page.ts';
import { usePlace } from '../use-list-place.ts';
import { itemColumns } from './item-columns.tsx';
import { ItemDetail } from './item-detail.tsx';
import { calendarOf, eventOf, itemKey } from './items.ts';
import { JobGap } from './job-gap.tsx';
import { JobHead } from './job-head.tsx';
import styles from './jobs.module.css';
import { Lanes } from './lanes.tsx';
import { ResultFilters } from './result-filters.tsx';
import type { JobSearch } from './search.ts';
import { Standing } from './standing.tsx';
import { useJobProgress } from './use-job.ts';

/** The page at `/jobs/$jobId`. */
export function JobPage(): ReactElement {
  const { jobId } = useParams({ from: '/jobs/$jobId' });
  return /^\d{1,15}$/.test(jobId) ? (
    <Page key={jobId} jobId={Number(jobId)} />
  ) : (
    <EmptyState title="No job at this address" text="The address is incomplete or was cut off." />
  );
}

function Page({ jobId }: { readonly jobId: number }): ReactElement {
  const navigate = useNavigate();
  const query = useCall('jobs.get', { jobId });
  const leave = useLeavePage(() => void navigate({ to: '/jobs', search: { sel: String(jobId) }, replace: true }));
  useCommand('list.close', leave);
  if (query.data === undefined) return <RecordState what="job" id={String(jobId)} query={query} onClose={leave} />;
  return <Results job={query.data} stale={<StaleRecordNote query={query} />} onLeave={leave} />;
}

interface ResultsProps {
  readonly job: Job;
  readonly stale: ReactElement;
  readonly onLeave: () => void;
}

function Results({ job, stale, onLeave }: ResultsProps): ReactElement {
  const search = useSearch({ from: '/jobs/$jobId' });
  const navigate = useNavigate();
  const { grid, change, select, close, focusGrid } = usePlace<JobSearch, JobItem>(itemKey);
  const { byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const now = useNow();
  const progress = useJobProgress(job);
  const list = useListRows(
    'jobs.items',
    {
      jobId: job.id,
      ...(search.show === undefined ? {} : { states: [search.show] }),
      ...(search.in === undefined ? {} : { workspaceId: Number(search.in) }),
    },
    itemKey,
  );
  const { kind, canary } = job;
  const noun = nounOf(kind);
  const context = useMemo(() => ({ now, zone, kind, canary, workspaces: byId }), [now, zone, kind, canary, byId]);
  const open = useCallback(
    (item: JobItem) => {
      const event = eventOf(item);
      const record = event ?? calendarOf(item);
      if (record === null) return;
      const params = { workspaceId: String(record.workspaceId), id: record.id };
      void navigate({ to: event === null ? '/calendars/$workspaceId/$id' : '/events/$workspaceId/$id', params });
    },
    [navigate],
  );
  const showAll = useCallback(() => change({ show: undefined, in: undefined }), [change]);
  useCommand('list.close', close, search.sel !== undefined);
  const place = search.sel === undefined ? undefined : list.placeOf(search.sel);
  const item = place === undefined ? undefined : list.rowAt(place);
  return (
    <SplitView
      list={
        <div className={styles['page']}>
          <JobHead job={job} progress={progress} page onClose={onLeave} />
          {stale}
          <Standing job={job} progress={progress} />
          <Lanes lanes={progress?.lanes ?? []} />
          <JobGap job={job} />
          <div className={styles['results']}>
            <ListPane
              label="Results"
              list={list}
              keyOf={itemKey}
              scope={null}
              columns={itemColumns(kind, job.workspaceIds.length > 1)}
              context={context}
              selected={search.sel}
              memory={`job ${job.id} ${search.show ?? ''} ${search.in ?? ''}`}
              grid={grid}
              filters={<ResultFilters job={job} search={search} onChange={change} />}
              filtered={search.show !== undefined || search.in !== undefined}
              onClearFilters={showAll}
              empty={<EmptyState title={`No ${noun}s`} text={`This job has no ${noun}s.`} />}
              onSelect={select}
              onOpen={open}
              onClose={search.sel === undefined ? onLeave : close}
            />
          </div>
        </div>
      }
      detailLabel={`${titled(noun)} of the job`}
      onUncover={focusGrid}
      detail={
        search.sel === undefined ? null : item === undefined ? (
          <EmptyState
            title="Not among these results"
            text={`What came of this ${noun} has changed, or it is further down.`}
          >
            <Button size="small" onClick={showAll}>
              Show all results
            </Button>
            <Button size="small" onClick={close}>
              Close
            </Button>
          </EmptyState>
        ) : (
          <ItemDetail key={item.n} job={job} item={item} onClose={close} />
        )
      }
    />
  );
}
