/** A job beside the list: how it is and what came of it; what it works on is on its page. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Job } from '../../../../shared/actions.ts';
import { Section } from '../../components/basics/layout.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import detail from '../../components/detail/detail.module.css';
import { RecordState, StaleRecordNote } from '../../components/detail/record-state.tsx';
import { countText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { JobExport } from './job-export.tsx';
import { JobHead } from './job-head.tsx';
import { Lanes } from './lanes.tsx';
import { Standing } from './standing.tsx';
import { useJobProgress } from './use-job.ts';
import { itemMark, itemMeaning, presentStates } from './words.ts';

export function JobPane({ jobId, onClose }: { readonly jobId: number; readonly onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const query = useCall('jobs.get', { jobId });
  const { data: job } = query;
  const progress = useJobProgress(job);
  if (job === undefined) return <RecordState what="job" id={String(jobId)} query={query} onClose={onClose} />;
  return (
    <article className={detail['shell']} aria-label={`Job ${jobId}`}>
      <JobHead
        job={job}
        progress={progress}
        page={false}
        onExpand={() => void navigate({ to: '/jobs/$jobId', params: { jobId: String(jobId) } })}
        onClose={onClose}
      />
      <StaleRecordNote query={query} />
      <div className={detail['panel']}>
        <Standing job={job} progress={progress} />
        <Lanes lanes={progress?.lanes ?? []} />
        <Section title="What came of it" aside={<JobExport jobId={jobId} />}>
          <Outcomes job={job} />
        </Section>
      </div>
    </article>
  );
}

function Outcomes({ job }: { readonly job: Job }): ReactElement {
  return (
    <ul className={detail['rows']}>
      {presentStates(job.counts).map((state) => (
        <li key={state} title={itemMeaning(job.kind, state)}>
          <Link
            className={`${detail['link'] ?? ''} ${detail['rowMain'] ?? ''}`}
            to="/jobs/$jobId"
            params={{ jobId: String(job.id) }}
            search={{ show: state }}
          >
            <Mark {...itemMark(job.kind, state)} />
          </Link>
          {countText(job.counts[state])}
        </li>
      ))}
    </ul>
  );
}
