/** A calendar that is being connected, until Recall says that it is, or why not. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import styles from '../../components/actions/actions.module.css';
import { isOpenItem } from '../../components/actions/words.ts';
import { Busy, Button } from '../../components/basics/button.tsx';
import { Mark, WorkspaceTag } from '../../components/basics/marks.tsx';
import { spanText } from '../../format/time.ts';
import { useCall } from '../../queries.ts';
import { useNowBySecond } from '../../use-now.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { itemMark, itemMeaning } from '../jobs/words.ts';

export function ConnectProgress(props: {
  readonly jobId: number;
  readonly workspaceId: number;
  readonly onClose: () => void;
}): ReactElement {
  const { jobId, workspaceId, onClose } = props;
  const { byId } = useWorkspaces();
  const now = useNowBySecond();
  const { data: job } = useCall('jobs.get', { jobId });
  const { data } = useCall('jobs.items', { jobId, after: null, limit: 1 });
  const [item] = data?.rows ?? [];
  const open = item === undefined || isOpenItem(item);
  return (
    <div className={styles['form']}>
      <div role="status" className={styles['progress']}>
        {open ? <Busy /> : null}
        <Mark {...itemMark('calendar.connect', item?.state ?? 'waiting')} />
        <WorkspaceTag workspace={byId.get(workspaceId)} />
        {open && item !== undefined && item.sentAt !== null ? (
          <span className={styles['quiet']}>{spanText(Math.max(0, now - item.sentAt))}</span>
        ) : null}
      </div>
      <p>
        <bdi>{job?.reason?.message ?? item?.message ?? itemMeaning('calendar.connect', item?.state ?? 'waiting')}</bdi>
      </p>
      {open ? <p className={styles['quiet']}>It goes on when you close this; the job keeps its result.</p> : null}
      <div className={styles['buttons']}>
        <Link className={styles['link']} to="/jobs/$jobId" params={{ jobId: String(jobId) }} onClick={onClose}>
          Show the job
        </Link>
        {item === undefined || item.calendarId === null ? null : (
          <Link
            className={styles['link']}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(item.workspaceId), id: item.calendarId }}
            onClick={onClose}
          >
            Open the calendar
          </Link>
        )}
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
