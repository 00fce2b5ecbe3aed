/** One step of the rotation: its number, its name, what it came to, and what there is to do in it. */
import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './rotation.module.css';

export interface StepProps {
  readonly n: number;
  readonly title: string;
  /** done: decided; current: one's turn; ahead: comes later. */
  readonly state: 'done' | 'current' | 'ahead';
  /** Beside the name: what it came to, or will. */
  readonly summary?: ReactNode;
  readonly children?: ReactNode;
}

const STATE_WORDS: Readonly<Record<StepProps['state'], string>> = {
  done: 'done',
  current: 'current step',
  ahead: 'later',
};

export function Step({ n, title, state, summary, children }: StepProps): ReactElement {
  const id = useId();
  return (
    <li className={styles['step']} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
      <section aria-labelledby={id}>
        <header className={styles['stepHead']}>
          <span className={styles['number']} aria-hidden="true">
            {n}
          </span>
          <h2 id={id} tabIndex={-1} data-step={title}>
            {title}
            <span className="cb-unseen">, {STATE_WORDS[state]}</span>
          </h2>
          {summary === undefined ? null : <div className={styles['summary']}>{summary}</div>}
        </header>
        {children === undefined || children === null ? null : <div className={styles['stepBody']}>{children}</div>}
      </section>
    </li>
  );
}
