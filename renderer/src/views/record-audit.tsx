/** What was done to one record through Callboard: who, when, what was sent, what came back. */
import { Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import type { AuditEntry, AuditFilter } from '../../../shared/actions.ts';
import { Button } from '../components/basics/button.tsx';
import { EmptyState, ErrorState, DetailSkeleton } from '../components/basics/states.tsx';
import { Mark, type Tone } from '../components/basics/marks.tsx';
import { Time } from '../components/basics/time.tsx';
import { useCall } from '../queries.ts';
import { AUDIT_FIRST } from './calendars/audit-question.ts';
import styles from './calendars/calendars.module.css';
import { actionName, auditMark } from './calendars/history.tsx';

/** The most that the contract gives at once. */
const MOST = 200;

const SHAPES: Readonly<Record<AuditEntry['state'], string>> = {
  intended: '◌',
  done: '●',
  failed: '■',
  unknown: '◆',
};

export interface RecordAuditProps {
  readonly filter: AuditFilter;
  /** What the record is: `calendar`. */
  readonly what: string;
}

export function RecordAudit({ filter, what }: RecordAuditProps): ReactElement {
  const [limit, setLimit] = useState(AUDIT_FIRST);
  const { data, error, refetch } = useCall('audit.list', { filter, after: null, limit });
  if (data === undefined) {
    if (error === null) return <DetailSkeleton label="Reading the audit log" />;
    return <ErrorState title="The audit log could not be read" failure={error} onRetry={() => void refetch()} />;
  }
  if (data.rows.length === 0) {
    return (
      <EmptyState
        title="Nothing was done through Callboard"
        text={`Every change that is made to this ${what} from here is written down here, with who made it and what Recall answered.`}
      />
    );
  }
  return (
    <>
      <ol className={styles['entries']} aria-label={`Audit log of this ${what}, newest first`}>
        {data.rows.map((entry) => (
          <Entry key={entry.n} entry={entry} />
        ))}
      </ol>
      {data.next === null ? null : limit < MOST ? (
        <div className={styles['more']}>
          <Button size="small" onClick={() => setLimit(MOST)}>
            Show older entries
          </Button>
        </div>
      ) : (
        <p className={styles['more']}>
          Older entries are in the{' '}
          <Link className={styles['link']} to="/audit">
            audit log
          </Link>
          .
        </p>
      )}
    </>
  );
}
function Entry({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const { word, tone }: { word: string; tone: Tone } = auditMark(entry.state);
  return (
    <li>
      <div className={styles['entryHead']}>
        <Link className={styles['link']} to="/audit/$n" params={{ n: String(entry.n) }}>
          {actionName(entry.action)}
        </Link>
        <Mark shape={SHAPES[entry.state]} word={word} tone={tone} />
        <span className={styles['entryTime']}>
          <Time at={entry.at} />
        </span>
      </div>
      <p className={styles['entryText']}>
        <bdi>{entry.summary}</bdi>
      </p>
      {entry.verification === null ? null : (
        <p className={styles['entryText']}>
          Afterwards: <bdi>{entry.verification.verdict}</bdi>
        </p>
      )}
      <p className={styles['entryText']}>
        By <bdi>{entry.actor.user}</bdi> on <bdi>{entry.actor.host}</bdi>
        {entry.jobId === null ? null : (
          <>
            , in{' '}
            <Link className={styles['link']} to="/jobs/$jobId" params={{ jobId: String(entry.jobId) }}>
              job {entry.jobId}
            </Link>
          </>
        )}
      </p>
    </li>
  );
}
