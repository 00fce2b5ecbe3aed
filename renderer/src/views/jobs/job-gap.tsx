/** What a job that made calendars connect again leaves open: meetings ahead that had a bot before the break and have none now. */
import type { ReactElement } from 'react';
import type { Job } from '../../../../shared/actions.ts';
import type { ActionKind } from '../../../../shared/values.ts';
import { MeetingsWithoutBot } from '../../components/diagnosis/meetings-without-bot.tsx';
import { totalText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import styles from './jobs.module.css';

const SHOWN = 100;
const RECONNECTS: ReadonlySet<ActionKind> = new Set([
  'calendar.reconnect',
  'calendar.update_credentials',
  'oauth_client.rotate_secret',
]);

/** Nothing while the job goes on, and when no meeting lacks its bot. */
export function JobGap({ job }: { readonly job: Job }): ReactElement | null {
  const over = job.endedAt !== null && RECONNECTS.has(job.kind);
  const { data } = useCall('calendars.gap', { of: { jobId: job.id }, limit: SHOWN }, { enabled: over });
  if (!over || data === undefined || data.total.count === 0) return null;
  return (
    <details className={styles['gap']}>
      <summary>
        Coverage gap: {totalText(data.total)} {data.total.count === 1 ? 'meeting' : 'meetings'} ahead had a bot before
        these calendars broke and {data.total.count === 1 ? 'has' : 'have'} none now. Recall does not say whether bots
        come back.
      </summary>
      <div className={styles['gapList']}>
        <MeetingsWithoutBot rows={data.rows} total={data.total} />
      </div>
    </details>
  );
}
