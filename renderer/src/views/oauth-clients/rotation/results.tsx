/** What came of the calendars, grouped by outcome and, where they have something in common, by reason. */
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { Job, JobItem } from '../../../../../shared/actions.ts';
import { Button } from '../../../components/basics/button.tsx';
import { Mark, WorkspaceTag } from '../../../components/basics/marks.tsx';
import { Time } from '../../../components/basics/time.tsx';
import { countText, plural } from '../../../format/numbers.ts';
import { useList } from '../../../queries.ts';
import { useWorkspaces } from '../../../workspaces.tsx';
import { itemMark } from '../../jobs/words.ts';
import { byMessage, countOf, type Outcome } from './phase.ts';
import styles from './rotation.module.css';

export function Results(props: { readonly job: Job; readonly outcomes: readonly Outcome[] }): ReactElement {
  const { job, outcomes } = props;
  return (
    <div className={styles['results']}>
      {outcomes.map((outcome) => {
        const count = countOf(job.counts, outcome);
        return count === 0 ? null : <Group key={outcome.key} job={job} outcome={outcome} count={count} />;
      })}
    </div>
  );
}

interface GroupProps {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly count: number;
}

/** Trouble is open at once, what is well or under way when asked for. */
function Group({ job, outcome, count }: GroupProps): ReactElement {
  const troubled = outcome.key === 'failing' || outcome.key === 'failed';
  const [open, setOpen] = useState(troubled);
  const { shape, tone } = itemMark(job.kind, outcome.states[0] ?? 'waiting');
  return (
    <details className={styles['outcome']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Mark shape={shape} tone={tone} word={outcome.title} /> <b>{countText(count)}</b>
      </summary>
      {open ? <Members job={job} outcome={outcome} /> : null}
    </details>
  );
}

function Members({ job, outcome }: Omit<GroupProps, 'count'>): ReactElement {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useList('jobs.items', {
    jobId: job.id,
    states: [...outcome.states],
  });
  const items = data?.pages.flatMap((page) => page.rows) ?? [];
  const groups = byMessage(items);
  return (
    <>
      <p className={styles['hint']}>{outcome.meaning}</p>
      {error !== null && data === undefined ? <p className={styles['problem']}>{error.message}</p> : null}
      {groups.map(({ message, items: members }) => (
        <section key={message ?? ''} className={styles['reason']} aria-label={message ?? outcome.title}>
          {message === null ? null : (
            <h3>
              <bdi>{message}</bdi> <span>{plural(members.length, 'calendar')}</span>
            </h3>
          )}
          <Rows items={members} label={message ?? outcome.title} />
        </section>
      ))}
      {hasNextPage ? (
        <Button size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </>
  );
}

function Rows({ items, label }: { readonly items: readonly JobItem[]; readonly label: string }): ReactElement {
  const { byId } = useWorkspaces();
  return (
    <ul className={styles['rows']} tabIndex={0} aria-label={`Calendars: ${label}`}>
      {items.map((item) => (
        <li key={item.n}>
          <span className={styles['rowName']}>
            {item.calendarId === null ? (
              <bdi>{item.label}</bdi>
            ) : (
              <Link
                to="/calendars/$workspaceId/$id"
                params={{ workspaceId: String(item.workspaceId), id: item.calendarId }}
              >
                <bdi>{item.label ?? item.calendarId}</bdi>
              </Link>
            )}
          </span>
          <span className={styles['rowWorkspace']}>
            <WorkspaceTag workspace={byId.get(item.workspaceId)} />
          </span>
          <span className={styles['rowSide']}>
            {item.auditEntry === null ? null : (
              <Link to="/audit/$n" params={{ n: String(item.auditEntry) }}>
                Audit
              </Link>
            )}
            <Time at={item.settledAt ?? item.sentAt} unknown="not sent" />
          </span>
        </li>
      ))}
    </ul>
  );
}
