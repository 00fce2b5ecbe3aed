/** Instants on screen: relative, exact on hover, in the chosen zone. */
import type { ReactElement } from 'react';
import { toIso } from '../../../../shared/time.ts';
import { exactText, momentText, relativeText } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import styles from './basics.module.css';

export interface TimeProps {
  /** ms UTC; null: Recall did not say. */
  readonly at: number | null;
  /** relative: `3 min ago`; moment: `Tue 24 Nov 10:05`; exact: to the second with offset. Default: relative. */
  readonly as?: 'relative' | 'moment' | 'exact';
  /** What stands for null. */
  readonly unknown?: string;
}

/** One instant. Renewed by the shared clock, not by one of its own. */
export function Time({ at, as = 'relative', unknown = 'not said' }: TimeProps): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  if (at === null) return <span className={styles['dimmed']}>{unknown}</span>;
  const exact = exactText(at, zone);
  const text = as === 'exact' ? exact : as === 'moment' ? momentText(at, zone, now) : relativeText(at, now);
  return (
    <time dateTime={toIso(at)} title={as === 'exact' ? relativeText(at, now) : exact}>
      {text}
    </time>
  );
}
