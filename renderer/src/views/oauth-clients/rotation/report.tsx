/** The end of a rotation: what came of every calendar, to keep, to repeat, and to note. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { Job, OauthClient } from '../../../../../shared/actions.ts';
import { Button } from '../../../components/basics/button.tsx';
import { Time } from '../../../components/basics/time.tsx';
import { plural } from '../../../format/numbers.ts';
import { JobExport } from '../../jobs/job-export.tsx';
import { RetryDialog } from '../../jobs/retry-dialog.tsx';
import { retryChoice } from '../../jobs/words.ts';
import { NewExpiry } from './new-expiry.tsx';
import { OUTCOMES } from './phase.ts';
import { Results } from './results.tsx';
import styles from './rotation.module.css';

interface ReportProps {
  readonly job: Job;
  readonly client: OauthClient | undefined;
  readonly clientId: string;
}

export function Report({ job, client, clientId }: ReportProps): ReactElement {
  const navigate = useNavigate({ from: '/oauth-clients/$clientId/rotate' });
  const [retrying, setRetrying] = useState(false);
  const again = retryChoice(job.counts).reduce((sum, state) => sum + job.counts[state], 0);
  const failed = job.counts.failing + job.counts.failed > 0;
  return (
    <>
      <p className={styles['hint']}>
        Started by <bdi>{job.actor.user}</bdi> on <bdi>{job.actor.host}</bdi> <Time at={job.createdAt} />, ended{' '}
        <Time at={job.endedAt} unknown="just now" />.{' '}
        <Link className={styles['link']} to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
          Open job {job.id}
        </Link>
      </p>
      <Results job={job} outcomes={OUTCOMES} />
      <div className={styles['buttons']}>
        {again > 0 && (
          <Button kind={failed ? 'primary' : 'default'} onClick={() => setRetrying(true)}>
            {failed ? 'Retry what failed' : 'Retry'} ({plural(again, 'calendar')})…
          </Button>
        )}
        <JobExport jobId={job.id} />
        <Button onClick={() => void navigate({ search: {} })}>Prepare another rotation</Button>
      </div>
      {job.counts.ok > 0 && <NewExpiry client={client} clientId={clientId} />}
      {retrying && <RetryDialog job={job} onClose={() => setRetrying(false)} />}
    </>
  );
}
