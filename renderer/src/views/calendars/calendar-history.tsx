/** What Recall reported, what Callboard saw and tested, and what was done through it, in one line of time. */
import { useState, type ReactElement } from 'react';
import type { CalendarDiagnosis } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { Button } from '../../components/basics/button.tsx';
import { Timeline } from '../../components/detail/timeline.tsx';
import { countText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import { auditQuestion } from './audit-question.ts';
import styles from './calendars.module.css';
import { historyMoments } from './history.tsx';

/** Entries that are drawn before somebody asks for more. */
const FIRST = 30;

export function CalendarHistory(props: {
  readonly calendar: CalendarRow;
  readonly diagnosis: CalendarDiagnosis;
}): ReactElement {
  const { calendar, diagnosis } = props;
  const { data } = useCall('audit.list', auditQuestion(calendar));
  const [all, setAll] = useState(false);
  const { timeline, timelineTotal } = diagnosis;
  const moments = historyMoments(timeline, data?.rows ?? []);
  const left = moments.length - FIRST;
  return (
    <>
      <Timeline
        moments={all ? moments : moments.slice(0, FIRST)}
        empty="Nothing has happened to this calendar that Recall reported or Callboard saw."
      />
      {all || left <= 0 ? null : (
        <div className={styles['older']}>
          <Button size="small" onClick={() => setAll(true)}>
            Show {countText(left)} older
          </Button>
        </div>
      )}
      {timelineTotal <= timeline.length ? null : (
        <p className={styles['older']}>
          The newest {countText(timeline.length)} of {countText(timelineTotal)} entries are here; all that Recall still
          reports stand in the Raw part.
        </p>
      )}
    </>
  );
}
