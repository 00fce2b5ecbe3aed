/** Meetings ahead that will have no bot as long as the incident lasts. */
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { Section } from '../../components/basics/layout.tsx';
import { Time } from '../../components/basics/time.tsx';
import { MeetingsWithoutBot } from '../../components/diagnosis/meetings-without-bot.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';
import styles from './triage.module.css';

/** Beside the list there is room for the soonest of them. */
const IN_PANE = 5;
const ON_PAGE = 20;

/** Nothing once all of its calendars are well again: what is left then is the coverage gap. */
export function AtStake(props: { readonly incident: Incident; readonly page: boolean }): ReactElement | null {
  const { incident, page } = props;
  const { id, open, atRisk } = incident;
  const { data, error } = useCall(
    'incidents.meetings',
    { incidentId: id, limit: page ? ON_PAGE : IN_PANE },
    { enabled: open > 0 && atRisk.meetings > 0 },
  );
  if (open === 0) return null;
  const { meetings, lost, firstAt } = atRisk;
  return (
    <Section title="At stake">
      {meetings === 0 ? (
        <p className={styles['text']}>No meeting ahead with a link lacks its bot so far.</p>
      ) : (
        <p className={styles['text']}>
          <strong>{plural(meetings, 'meeting')}</strong> ahead {meetings === 1 ? 'has' : 'have'} a link and no bot
          {lost === 0 ? null : `, ${lost === meetings ? 'and all of them' : countText(lost)} had one before`}. The first
          begins <Time at={firstAt} /> (<Time at={firstAt} as="moment" />
          ).
        </p>
      )}
      {error === null ? null : <p className={styles['problem']}>{error.message}</p>}
      {meetings === 0 || data === undefined ? null : <MeetingsWithoutBot rows={data.rows} total={data.total} />}
    </Section>
  );
}
