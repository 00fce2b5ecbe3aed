/** Why an action was not begun, in the core's words, with the one step that may help. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { runCommand } from '../../commands.ts';
import { useChange } from '../../queries.ts';
import type { CallFailure } from '../../rpc.ts';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';

export function Refusal(props: {
  readonly failure: CallFailure;
  /** Looks again at what would be done, once what was in the way is gone. */
  readonly onRetry: () => void;
  /** The person goes elsewhere to mend it. */
  readonly onLeave: () => void;
}): ReactElement {
  const { failure, onRetry, onLeave } = props;
  return (
    <div className={styles['refusal']} role="alert">
      <p>{failure.message}</p>
      <NextStep failure={failure} onRetry={onRetry} onLeave={onLeave} />
    </div>
  );
}

function NextStep({ failure, onRetry, onLeave }: Parameters<typeof Refusal>[0]): ReactElement | null {
  const keep = useChange('app.keepSecretsInMemory');
  switch (failure.error.code) {
    case 'keychain_unavailable':
      return (
        <>
          <Button size="small" busy={keep.isPending} onClick={() => keep.mutate({}, { onSuccess: onRetry })}>
            Keep secrets in memory until quit
          </Button>
          {keep.error === null ? null : <p>{keep.error.message}</p>}
        </>
      );
    case 'read_only':
      if (failure.error.details?.['locked'] === true) {
        return (
          <Button
            size="small"
            onClick={() => {
              onLeave();
              runCommand('app.lock');
            }}
          >
            Unlock changes…
          </Button>
        );
      }
      return (
        <Link className={styles['link']} to="/workspaces" onClick={onLeave}>
          Go to workspaces
        </Link>
      );
    default:
      if (!failure.error.retryable) return null;
      return (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      );
  }
}
