/** The instances of the series that an event belongs to, by start, each with what becomes of it. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EventRow } from '../../../../shared/entities.ts';
import { VERDICTS } from '../../../../shared/values.ts';
import { refText } from '../../address.ts';
import { RemoteText } from '../../components/basics/layout.tsx';
import { Mark } from '../../components/basics/marks.tsx';
import { DetailSkeleton, EmptyState, ErrorState } from '../../components/basics/states.tsx';
import detail from '../../components/detail/detail.module.css';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../components/verdict/look.ts';
import { VerdictMark } from '../../components/verdict/verdict-mark.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { VERDICT_WORDS } from '../../format/words.ts';
import { useCall } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useNow } from '../../use-now.ts';
import { whenText } from './columns.tsx';
import styles from './event.module.css';
import { seriesQuestion } from './series-question.ts';

export function EventSeries({ event }: { readonly event: EventRow }): ReactElement {
  const { zone } = useTimeZone();
  const now = useNow();
  const query = useCall('events.series', seriesQuestion(event), { keepPrevious: false });
  const { data, error } = query;
  if (data === undefined) {
    if (error === null) return <DetailSkeleton label="Reading the series" />;
    return <ErrorState title="The series could not be read" failure={error} onRetry={() => void query.refetch()} />;
  }
  if (data.by === null || data.rows.length === 0) {
    return <EmptyState title="Not part of a series" text="Callboard knows no other instance of this event." />;
  }
  return (
    <>
      <div className={styles['counts']}>
        <strong>{plural(data.rows.length, 'instance')}</strong>
        {VERDICTS.filter((verdict) => data.counts[verdict] > 0).map((verdict) => (
          <Mark
            key={verdict}
            shape={VERDICT_SHAPES[verdict]}
            word={`${countText(data.counts[verdict])} ${VERDICT_WORDS[verdict].toLowerCase()}`}
            tone={VERDICT_TONES[verdict]}
          />
        ))}
      </div>
      <ol className={styles['instances']} aria-label="Instances of the series, by start">
        {data.rows.map((row) => {
          const here = refText(row) === refText(event);
          return (
            <li key={refText(row)} aria-current={here ? 'true' : undefined}>
              <span className={styles['instanceWhen']}>
                <Link
                  className={detail['link']}
                  to="/events/$workspaceId/$id"
                  params={{ workspaceId: String(row.workspaceId), id: row.id }}
                >
                  {whenText(row, zone, now)}
                </Link>
              </span>
              <VerdictMark mark={row.verdict} compact />
              <span className={styles['instanceTitle']}>
                {row.title === event.title ? null : <RemoteText text={row.title} empty="No title" />}
                {here ? ' this event' : null}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={styles['explain']}>
        {data.by === 'series_id'
          ? 'Told by the provider’s series id.'
          : 'Told by the iCal UID, which the provider gives to all instances of a series: there is no series id.'}
        {data.more ? ' There are more instances; these are the ones nearest to now.' : null}
      </p>
    </>
  );
}
