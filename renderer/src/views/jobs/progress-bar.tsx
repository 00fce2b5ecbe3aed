/** How far a job is: a thin bar of what came of its items. */
import type { ReactElement } from 'react';
import type { JobCounts } from '../../../../shared/actions.ts';
import { countText } from '../../format/numbers.ts';
import styles from './jobs.module.css';
import { progressOf } from './words.ts';

/** Settled parts first, good news first; what is under way is paler, what waits is empty. */
export function ProgressBar({ counts, label }: { readonly counts: JobCounts; readonly label?: string }): ReactElement {
  const { total, settled, underWay } = progressOf(counts);
  const parts = [
    ['ok', counts.ok],
    ['unproven', counts.unproven],
    ['bad', counts.failing + counts.failed],
    ['skipped', counts.skipped],
    ['under-way', underWay],
  ] as const;
  return (
    <span
      className={styles['bar']}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : {
            role: 'progressbar',
            'aria-label': label,
            'aria-valuemin': 0,
            'aria-valuemax': total,
            'aria-valuenow': settled,
            'aria-valuetext': `${countText(settled)} of ${countText(total)} settled`,
          })}
    >
      {parts.map(([kind, count]) =>
        count === 0 ? null : (
          <span key={kind} data-part={kind} style={{ width: `${(count / Math.max(1, total)) * 100}%` }} />
        ),
      )}
    </span>
  );
}
