/** A record that is not here (yet), and one that could not be read again. */
import type { ReactElement } from 'react';
import type { CallFailure } from '../../rpc.ts';
import { Button } from '../basics/button.tsx';
import { DetailSkeleton, EmptyState, ErrorState, Note } from '../basics/states.tsx';
import { Time } from '../basics/time.tsx';

interface RecordQuery {
  readonly data: unknown;
  readonly error: CallFailure | null;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** In the place of a record whose data is not here: being read, not known, or not readable. */
export function RecordState(props: {
  /** What it is: `calendar`. */
  readonly what: string;
  readonly id: string;
  readonly query: RecordQuery;
  readonly onClose: () => void;
}): ReactElement {
  const { what, id, query, onClose } = props;
  if (query.error === null) return <DetailSkeleton label={`Reading the ${what}`} />;
  if (query.error.error.code === 'not_found') {
    return (
      <EmptyState
        title={`This ${what} is not here`}
        text={`Callboard has no ${what} with the id ${id} in this workspace. It may not have been synced yet, or it belongs to another workspace.`}
      >
        <Button size="small" onClick={onClose}>
          Go back
        </Button>
      </EmptyState>
    );
  }
  return (
    <ErrorState title={`The ${what} could not be read`} failure={query.error} onRetry={() => void query.refetch()} />
  );
}

/** Says that the record shown is older than it should be; nothing while all is well. */
export function StaleRecordNote({ query }: { readonly query: RecordQuery }): ReactElement | null {
  if (query.error === null || query.data === undefined) return null;
  return (
    <Note
      tone="bad"
      action={
        <Button size="small" onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    >
      It could not be read again: {query.error.message} What you see was read <Time at={query.dataUpdatedAt} />.
    </Note>
  );
}
