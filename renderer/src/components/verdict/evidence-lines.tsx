/** What a verdict stands on, a line each: what was looked at, the time that it speaks of, what it said, and from where that is known. */
import type { ReactElement } from 'react';
import type { Evidence } from '../../../../shared/diagnosis.ts';
import { Time } from '../basics/time.tsx';
import { BasisMark } from '../diagnosis/basis-mark.tsx';
import styles from './verdict.module.css';

export function EvidenceLines({ evidence }: { readonly evidence: readonly Evidence[] }): ReactElement {
  return (
    <ul className={styles['lines']}>
      {evidence.map(({ field, value, basis, at }, index) => (
        // Lines have no identity of their own; a new verdict brings a new list.
        <li key={index}>
          <bdi className={styles['field']}>{field}</bdi>
          <span className={styles['at']}>{at === null ? null : <Time at={at} as="moment" />}</span>
          <bdi className={styles['value']}>{value}</bdi>
          <BasisMark basis={basis} />
        </li>
      ))}
    </ul>
  );
}
