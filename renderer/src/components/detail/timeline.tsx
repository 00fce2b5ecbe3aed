/** What happened, newest first: one line per moment, each with its basis. */
import type { ReactElement, ReactNode } from 'react';
import type { Basis } from '../../../../shared/values.ts';
import type { Tone } from '../basics/marks.tsx';
import { Time } from '../basics/time.tsx';
import { BasisMark } from '../diagnosis/basis-mark.tsx';
import styles from './detail.module.css';

export interface Moment {
  readonly key: string;
  readonly at: number | null;
  readonly tone: Tone;
  readonly what: ReactNode;
  /** A quiet line below: what it means, where it leads. */
  readonly more?: ReactNode;
  /** How sure it is; absent: nothing is concluded from anything. */
  readonly mark?: Basis | undefined;
  /** Where this is known from, in words. */
  readonly basis?: string | undefined;
  /** Longer text below, from elsewhere. */
  readonly detail?: string | null | undefined;
}

/** A list of moments. Times are shown as date and clock, relative on hover is in the exact text. */
export function Timeline(props: { readonly moments: readonly Moment[]; readonly empty: string }): ReactElement {
  if (props.moments.length === 0) return <p className={styles['quiet']}>{props.empty}</p>;
  return (
    <ol className={styles['timeline']}>
      {props.moments.map((moment) => (
        <li key={moment.key} data-tone={moment.tone}>
          <div className={styles['momentLine']}>
            <span className={styles['momentWhat']}>{moment.what}</span>
            <span className={styles['momentTime']}>
              <Time at={moment.at} as="moment" unknown="no time given" />
            </span>
          </div>
          {moment.more === undefined || moment.more === null ? null : (
            <div className={styles['quiet']}>{moment.more}</div>
          )}
          {moment.basis === undefined ? null : (
            <div className={styles['quiet']}>
              {moment.mark === undefined ? null : <BasisMark basis={moment.mark} />} {moment.basis}
            </div>
          )}
          {moment.detail === undefined || moment.detail === null || moment.detail === '' ? null : (
            <pre className={styles['remote']}>{moment.detail}</pre>
          )}
        </li>
      ))}
    </ol>
  );
}
