/** The calendar that goes first: what became of it as it happens, what it holds now, and the ways on when it failed. */
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { Job, JobItem } from '../../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../../shared/entities.ts';
import type { RefusalSubject } from '../../../../../shared/values.ts';
import { Button } from '../../../components/basics/button.tsx';
import { Mark, StatusMark, WorkspaceTag } from '../../../components/basics/marks.tsx';
import { plural } from '../../../format/numbers.ts';
import { useCall } from '../../../queries.ts';
import { durationText } from '../../../sync-words.ts';
import { useNowBySecond } from '../../../use-now.ts';
import { useWorkspaces } from '../../../workspaces.tsx';
import type { JobChange } from '../../jobs/use-job.ts';
import { itemMark } from '../../jobs/words.ts';
import { CalendarPicker } from './calendar-picker.tsx';
import { itemNames, type Choice } from './choices.ts';
import { BEGUN_STATES, type Phase } from './phase.ts';
import { holdingOf, refusalMeans } from './verdict-words.ts';
import styles from './rotation.module.css';

interface CanaryStepProps {
  readonly job: Job;
  readonly phase: Phase;
  readonly clientId: string;
  readonly change: JobChange;
  readonly onAgain: () => void;
}

export function CanaryStep({ job, phase, clientId, change, onAgain }: CanaryStepProps): ReactElement {
  const item = useCanaryItem(job);
  // Also where it was taken and nothing proves that it works: then a person may go on all the same.
  const failed = job.state !== 'running' && job.reason?.code === 'canary_failed';
  return (
    <>
      {item === undefined || item === null ? (
        <p className={styles['hint']}>
          {phase === 'fleet' ? 'One calendar was tried first, and the secret works there.' : 'About to be sent …'}
        </p>
      ) : (
        <Verdict item={item} />
      )}
      {failed && (
        <>
          <p>
            Nothing else was touched: {plural(job.counts.waiting, 'calendar')}{' '}
            {job.counts.waiting === 1 ? 'is as it was.' : 'are as they were.'}
          </p>
          {/* Not before it is known what the refusal is about, or the ways would change places under the cursor. */}
          {item === undefined || (item !== null && item.settledAt === null) ? null : (
            <WaysOn job={job} clientId={clientId} change={change} onAgain={onAgain} about={item?.about ?? 'unknown'} />
          )}
        </>
      )}
    </>
  );
}

/**
 * The item that goes first, once it has been begun; null before, and when too many others have been begun since; undefined
 * until that is known.
 */
function useCanaryItem(job: Job): JobItem | null | undefined {
  const { data } = useCall('jobs.items', { jobId: job.id, states: [...BEGUN_STATES], after: null, limit: 200 });
  return data === undefined ? undefined : (data.rows.find((item) => item.n === job.canary) ?? null);
}

function Verdict({ item }: { readonly item: JobItem }): ReactElement {
  const { byId } = useWorkspaces();
  const { calendarId, workspaceId } = item;
  const { data } = useCall('calendars.get', { workspaceId, id: calendarId ?? '-' }, { enabled: calendarId !== null });
  const calendar = data?.calendar;
  const names = itemNames(item);
  return (
    <div className={styles['verdict']} data-state={item.state}>
      <div className={styles['verdictHead']}>
        {names === null ? null : (
          <Link
            className={styles['rowName']}
            to="/calendars/$workspaceId/$id"
            params={{ workspaceId: String(names.workspaceId), id: names.id }}
          >
            <bdi>{names.label}</bdi>
          </Link>
        )}
        <WorkspaceTag workspace={byId.get(workspaceId)} />
      </div>
      <div role="status" className={styles['verdictState']}>
        <Mark {...itemMark('oauth_client.rotate_secret', item.state)} />
        {item.message === null ? null : <bdi>{item.message}</bdi>}
      </div>
      {item.settledAt === null && item.sentAt !== null ? <Waiting since={item.sentAt} calendar={calendar} /> : null}
      {item.about === null ? null : (
        <p>
          {item.meaning} {refusalMeans(item.about)}
        </p>
      )}
      <p className={styles['hint']}>{holdingOf(item.state)}</p>
    </div>
  );
}

/** `Sent 14 s ago · Connecting`: moves by the second. */
function Waiting(props: { readonly since: number; readonly calendar: CalendarRow | undefined }): ReactElement {
  const now = useNowBySecond();
  return (
    <div className={styles['waiting']}>
      <span>Sent {durationText(now - props.since)} ago</span>
      {props.calendar === undefined ? null : <StatusMark calendar={props.calendar} />}
    </div>
  );
}

interface WaysOnProps extends Omit<CanaryStepProps, 'phase'> {
  readonly about: RefusalSubject;
}

/** The likelier way first and in the accent; both stay open, because nobody but the provider knows. */
function WaysOn({ job, clientId, change, onAgain, about }: WaysOnProps): ReactElement {
  const [other, setOther] = useState<Choice | null>(null);
  const { data } = useCall('jobs.items', { jobId: job.id, states: ['waiting'], after: null, limit: 200 });
  const offered = (data?.rows ?? []).map(itemNames).filter((choice) => choice !== null);
  const chosen = other ?? offered[0] ?? null;
  const secret = (
    <section key="secret" aria-label="Enter another secret">
      <p>This rotation ends, the others are left as they are, and another one begins with another secret.</p>
      <Button
        kind={about === 'calendar' ? 'default' : 'primary'}
        busy={change.busy}
        onClick={() => void change.cancel().then((done) => (done ? onAgain() : undefined))}
      >
        Enter another secret
      </Button>
    </section>
  );
  const another =
    chosen === null ? null : (
      <section key="another" aria-label="Try another calendar">
        <CalendarPicker
          label="Try the same secret on another calendar"
          offered={offered}
          clientId={clientId}
          workspaceIds={job.workspaceIds}
          value={chosen}
          onChange={setOther}
        />
        <Button
          kind={about === 'calendar' ? 'primary' : 'default'}
          busy={change.busy}
          onClick={() => void change.resume({ canary: { workspaceId: chosen.workspaceId, id: chosen.id } })}
        >
          <span>
            Try it on <bdi>{chosen.label}</bdi>
          </span>
        </Button>
      </section>
    );
  return (
    <div className={styles['waysOn']}>
      {change.failure !== null && (
        <p className={styles['problem']} role="alert">
          {change.failure}
        </p>
      )}
      {about === 'calendar' ? [another, secret] : [secret, another]}
    </div>
  );
}
