/** Above a list of events whose bots come at the wrong time: moves all of them at once. */
import type { ReactElement } from 'react';
import type { EventFilter, Total } from '../../../../shared/filters.ts';
import { totalText } from '../../format/numbers.ts';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';
import { askFor } from './asked.ts';

export interface FixAllProps {
  /** What the list is filtered by. */
  readonly filter: EventFilter;
  /** How many it finds; undefined: not known yet, or of another filter. */
  readonly total: Total | undefined;
  readonly now: number;
}

/** Nothing unless the list holds events at the wrong time and nothing else, of which some may be ahead. */
export function FixAll({ filter, total, now }: FixAllProps): ReactElement | null {
  const { verdicts, from, to } = filter;
  const [only, ...others] = verdicts ?? [];
  if (only !== 'wrong_time' || others.length > 0 || total === undefined || total.count === 0) return null;
  if (to !== undefined && to <= now) return null;
  // Where the list also shows what is over, the preview counts those that are ahead.
  const ahead = from !== undefined && from >= now ? ` ${totalText(total)}` : '';
  const ask = (): void => askFor({ dialog: 'events', wanted: { kind: 'event.schedule_bot', targets: { filter } } });
  return (
    <div className={styles['fixAll']}>
      <span>The bots of these events come at another time or to another link than the meeting.</span>
      <Button size="small" kind="primary" onClick={ask}>
        Fix all{ahead} at the wrong time…
      </Button>
    </div>
  );
}
