/** The jobs list with the selected job beside it. All of it is in the address. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { Job } from '../../../../shared/actions.ts';
import { useCommand } from '../../commands.ts';
import { EmptyState } from '../../components/basics/states.tsx';
import detail from '../../components/detail/detail.module.css';
import { ListPane } from '../../components/list/list-pane.tsx';
import { useListRows } from '../../components/list/use-list-rows.ts';
import { SplitView } from '../../components/split/split-view.tsx';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { usePlace } from '../use-list-place.ts';
import { JOB_COLUMNS, jobKey } from './job-columns.tsx';
import { JobFilters } from './job-filters.tsx';
import { JobPane } from './job-pane.tsx';
import { jobStatesOf, type JobsSearch } from './search.ts';

/** The page at `/jobs`. */
export function JobsView(): ReactElement {
  const search = useSearch({ from: '/jobs' });
  const navigate = useNavigate();
  const { grid, change, select, close, focusGrid } = usePlace<JobsSearch, Job>(jobKey);
  const { byId } = useWorkspaces();
  const { zone } = useTimeZone();
  const now = useNow();
  const states = jobStatesOf(search.show);
  const list = useListRows('jobs.list', states === undefined ? {} : { states }, jobKey);
  const context = useMemo(() => ({ now, zone, workspaces: byId }), [now, zone, byId]);
  const open = useCallback(
    (job: Job) => void navigate({ to: '/jobs/$jobId', params: { jobId: jobKey(job) } }),
    [navigate],
  );
  useCommand('list.close', close, search.sel !== undefined);
  return (
    <SplitView
      list={
        <ListPane
          label="Jobs"
          list={list}
          keyOf={jobKey}
          scope={null}
          columns={JOB_COLUMNS}
          context={context}
          selected={search.sel}
          memory={`jobs ${search.show ?? 'all'}`}
          grid={grid}
          filters={<JobFilters search={search} total={list.total} onChange={change} />}
          filtered={search.show !== undefined}
          onClearFilters={() => change({ show: undefined })}
          empty={
            <EmptyState
              title="No jobs yet"
              text="Everything that Callboard does at Recall becomes a job: how far it is, what came of each calendar or event, and what is left to do. Choose calendars or events and an action, or rotate the secret of an OAuth client."
            >
              <Link className={detail['link']} to="/calendars">
                Go to calendars
              </Link>
              <Link className={detail['link']} to="/oauth-clients">
                Go to OAuth clients
              </Link>
            </EmptyState>
          }
          onSelect={select}
          onOpen={open}
          onClose={close}
        />
      }
      detailLabel="Job"
      onUncover={focusGrid}
      detail={search.sel === undefined ? null : <JobPane key={search.sel} jobId={Number(search.sel)} onClose={close} />}
    />
  );
}
