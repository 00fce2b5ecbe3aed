/** What became of an incident whose calendars are connected again: how long it took, and which meetings still lack their bot. */
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { Section } from '../../components/basics/layout.tsx';
import { Time } from '../../components/basics/time.tsx';
import { MeetingsWithoutBot } from '../../components/diagnosis/meetings-without-bot.tsx';
import { durationText } from '../../format/time.ts';
import { useCall } from '../../queries.ts';
import styles from './triage.module.css';
import { recoveredText } from './words.ts';

const SHOWN = 20;

/** Nothing while none of them is well. */
export function Recovery({ incident }: { readonly incident: Incident }): ReactElement | null {
  const { id, size, open, firstAt, resolvedAt } = incident;
  const some = open < size;
  const { data, error } = useCall('calendars.gap', { of: { incidentId: id }, limit: SHOWN }, { enabled: some });
  if (!some) return null;
  return (
    <Section title="Recovery">
      <p className={styles['text']}>
        {recoveredText(incident)}
        {resolvedAt === null ? null : (
          <>
            {' '}
            The last of them was well again <Time at={resolvedAt} />, {durationText(resolvedAt - firstAt)} after the
            first broke.
          </>
        )}
      </p>
      {error === null ? null : <p className={styles['problem']}>{error.message}</p>}
      {data === undefined ? null : data.total.count === 0 ? (
        <p className={styles['text']}>No meeting ahead lost its bot and is still without one.</p>
      ) : (
        <>
          <h3 className={styles['subhead']}>Meetings that lost their bot and still have none</h3>
          <MeetingsWithoutBot rows={data.rows} total={data.total} />
        </>
      )}
    </Section>
  );
}
