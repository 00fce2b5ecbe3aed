/** What a finding stands on, line by line: what was looked at, what it said, from where that is known, and when. */
import type { ReactElement } from 'react';
import type { Evidence } from '../../../../shared/diagnosis.ts';
import { Time } from '../basics/time.tsx';
import { BasisMark } from './basis-mark.tsx';
import styles from './diagnosis.module.css';

export function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }): ReactElement {
  return (
    <ul className={styles['evidence']}>
      {evidence.map(({ field, value, basis, at }, index) => (
        // Lines have no identity of their own; a new diagnosis brings a new list.
        <li key={index}>
          <div className={styles['evidenceHead']}>
            <bdi>{field}</bdi>
            <BasisMark basis={basis} />
            {at === null ? null : (
              <span className={styles['evidenceTime']}>
                <Time at={at} as="moment" />
              </span>
            )}
          </div>
          <pre className={styles['evidenceValue']}>
            <bdi>{value}</bdi>
          </pre>
        </li>
      ))}
    </ul>
  );
}
