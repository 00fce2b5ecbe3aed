/** How meetings share out among the verdicts, as one thin bar; the numbers beside it say the same. */
import type { ReactElement } from 'react';
import type { Verdict } from '../../../../../shared/values.ts';
import { VERDICT_TONES } from '../../../components/verdict/look.ts';
import { VERDICT_WORDS } from '../../../format/words.ts';
import styles from './coverage.module.css';
import { countsText, meetingsOf, PROBLEMS, type VerdictTotals } from './sentence.ts';

/** From the left, as in the table. */
const ORDER: readonly Verdict[] = ['covered', ...PROBLEMS, 'unknown'];

export function ShareBar({ totals }: { readonly totals: VerdictTotals }): ReactElement {
  const all = meetingsOf(totals).count;
  return (
    <span className={styles['share']} title={countsText(totals, VERDICT_WORDS)} aria-hidden="true">
      {ORDER.filter((verdict) => totals[verdict].count > 0).map((verdict) => (
        <span
          key={verdict}
          data-verdict={verdict}
          data-tone={VERDICT_TONES[verdict]}
          style={{ flexGrow: totals[verdict].count / all }}
        />
      ))}
    </span>
  );
}
