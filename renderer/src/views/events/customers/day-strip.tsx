/** A customer's days beside each other; each leads to the agenda of that day. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Verdict, VerdictCounts } from '../../../../../shared/verdicts.ts';
import { Mark } from '../../../components/basics/marks.tsx';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../../components/verdict/look.ts';
import { countText } from '../../../format/numbers.ts';
import { dayKey, dayText } from '../../../format/time.ts';
import { VERDICT_WORDS } from '../../../format/words.ts';
import { useTimeZone } from '../../../time-zone.tsx';
import type { EventsSearch } from '../search.ts';
import styles from './coverage.module.css';
import { countsText, gravest, meetingsOf, PROBLEMS, totalsOf } from './sentence.ts';
import { ShareBar } from './share-bar.tsx';

const isProblem = (verdict: Verdict): boolean => PROBLEMS.some((problem) => problem === verdict);

export function DayStrip(props: {
  readonly days: readonly { readonly from: number; readonly to: number; readonly counts: VerdictCounts }[];
  /** The agenda of the customer; the day comes on top. */
  readonly search: EventsSearch;
  readonly now: number;
}): ReactElement {
  const { days, search, now } = props;
  const { zone } = useTimeZone();
  return (
    <ol className={styles['strip']} aria-label="Day by day">
      {days.map(({ from, counts }) => {
        const totals = totalsOf(counts);
        const meetings = meetingsOf(totals).count;
        const worst = gravest(totals);
        const day = dayText(from, zone, now);
        return (
          <li key={from}>
            <Link
              to="/events"
              search={{ ...search, when: dayKey(from, zone) }}
              className={styles['cell']}
              data-empty={meetings === 0 ? '' : undefined}
              title={countsText(totals, VERDICT_WORDS)}
            >
              <span className={styles['cellDay']}>{day}</span>
              <strong>{meetings === 0 ? '–' : countText(meetings)}</strong>
              {meetings === 0 ? null : <ShareBar totals={totals} />}
              <span className={styles['cellWord']}>
                {meetings === 0 ? (
                  'none'
                ) : (
                  <Mark
                    shape={VERDICT_SHAPES[worst]}
                    word={isProblem(worst) ? countText(counts[worst]) : VERDICT_WORDS[worst]}
                    tone={VERDICT_TONES[worst]}
                  />
                )}
              </span>
              {meetings === 0 ? null : <span className="cb-unseen">: {countsText(totals, VERDICT_WORDS)}</span>}
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
