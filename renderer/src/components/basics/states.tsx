/** What stands in a list's or a detail's place, and above it, when there is something to say. */
import type { ReactElement, ReactNode } from 'react';
import type { CallFailure } from '../../rpc.ts';
import { Button } from './button.tsx';
import type { Tone } from './marks.tsx';
import styles from './basics.module.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly text: ReactNode;
  /** The next step. */
  readonly children?: ReactNode;
}

/** Nothing to show: why, and what to do next. */
export function EmptyState({ title, text, children }: EmptyStateProps): ReactElement {
  return (
    <div className={styles['state']} role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      {children === undefined || children === null ? null : <div className={styles['stateActions']}>{children}</div>}
    </div>
  );
}

/** Something could not be read: the core's own words, and a way to try again where that may help. */
export function ErrorState(props: {
  readonly title: string;
  readonly failure: CallFailure;
  readonly onRetry: () => void;
}): ReactElement {
  return (
    <div className={styles['state']} role="alert">
      <h2>{props.title}</h2>
      <p>{props.failure.message}</p>
      <div className={styles['stateActions']}>
        <Button size="small" onClick={props.onRetry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

/** A line above a list or a detail that is shown although something is not as it should be. */
export function Note(props: {
  readonly tone: Extract<Tone, 'wait' | 'bad' | 'plain'>;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <div className={styles['note']} data-tone={props.tone} role="status">
      <span className={styles['noteText']}>{props.children}</span>
      {props.action}
    </div>
  );
}

const BONES = ['40%', '65%', '52%', '78%', '34%', '60%'];

/** A detail that has not been read yet. */
export function DetailSkeleton({ label }: { readonly label: string }): ReactElement {
  return (
    <div className={styles['bones']} role="status" aria-label={label}>
      {BONES.map((width) => (
        <div key={width} style={{ width }} />
      ))}
    </div>
  );
}
