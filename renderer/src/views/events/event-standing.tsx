/** How an event stands, in one glance: when it is, what becomes of its recording, and since when that is so. */
import type { ReactElement } from 'react';
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventVerdict } from '../../../../shared/verdicts.ts';
import { Shape } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../components/verdict/look.ts';
import { VerdictMark } from '../../components/verdict/verdict-mark.tsx';
import { offsetText } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { whenText } from './columns.tsx';
import styles from './event.module.css';

export interface EventStandingProps {
  readonly event: EventRow;
  /** Undefined until it is there: the mark that lists show stands in its line. */
  readonly verdict: EventVerdict | undefined;
}

export function EventStanding({ event, verdict }: EventStandingProps): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  return (
    <>
      <span>
        {whenText(event, zone, now)}
        {event.allDay || event.startAt === null ? null : ` ${offsetText(event.startAt, zone)}`}
        {event.startAt === null ? null : (
          <>
            {' '}
            (<Time at={event.startAt} />)
          </>
        )}
      </span>
      {verdict === undefined ? (
        <p className={styles['verdict']}>
          <VerdictMark mark={event.verdict} />
        </p>
      ) : (
        <p className={styles['verdict']} data-tone={VERDICT_TONES[verdict.mark.verdict]}>
          <Shape shape={VERDICT_SHAPES[verdict.mark.verdict]} />{' '}
          <bdi className={styles['sentence']}>{verdict.sentence}</bdi>
          {verdict.since === null ? null : (
            <span className={styles['since']}>
              {' '}
              since <Time at={verdict.since} as="moment" /> (<Time at={verdict.since} />)
            </span>
          )}
        </p>
      )}
    </>
  );
}
