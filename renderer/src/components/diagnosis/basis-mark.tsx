/** From where a statement is known: observed, probed or inferred; the word says it, its frame can be told apart at a glance. */
import type { ReactElement } from 'react';
import { BASES, type Basis } from '../../../../shared/values.ts';
import { BASIS_MEANING, BASIS_WORDS } from '../../format/words.ts';
import { Popover } from '../overlay/popover.tsx';
import styles from './marks.module.css';

export function BasisMark({ basis }: { readonly basis: Basis }): ReactElement {
  return (
    <span className={styles['basis']} data-basis={basis} title={BASIS_MEANING[basis]}>
      {BASIS_WORDS[basis]}
    </span>
  );
}

/** What the three words promise, for pointer and keys. */
export function BasisLegend(): ReactElement {
  return (
    <Popover
      label="What observed, probed and inferred mean"
      buttonLabel="What observed, probed and inferred mean"
      button="?"
      buttonClass={styles['legendButton']}
      side="below"
      width={320}
    >
      {() => (
        <dl className={styles['legend']}>
          {BASES.map((basis) => (
            <div key={basis}>
              <dt>
                <BasisMark basis={basis} />
              </dt>
              <dd>{BASIS_MEANING[basis]}</dd>
            </div>
          ))}
        </dl>
      )}
    </Popover>
  );
}
