/** Meetings ahead of a calendar: which will lack a bot while it is not connected, and which lost theirs when it broke. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CalendarDiagnosis } from '../../../../shared/diagnosis.ts';
import type { CalendarDetail as Detail, CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { Dimmed, Section } from '../../components/basics/layout.tsx';
import { Time } from '../../components/basics/time.tsx';
import styles from '../../components/detail/detail.module.css';
import { MeetingsWithoutBot } from '../../components/diagnosis/meetings-without-bot.tsx';
import { countText, plural, totalText } from '../../format/numbers.ts';
import { useCall } from '../../queries.ts';

/** As many as one can take in; the schedule has the others. */
const SHOWN = 10;

export interface StakeProps {
  readonly detail: Detail;
  /** Undefined where it could not be had. */
  readonly diagnosis: CalendarDiagnosis | undefined;
}

export function Stake({ detail, diagnosis }: StakeProps): ReactElement {
  const { calendar, upcoming } = detail;
  const outage = diagnosis?.outage ?? null;
  const open = outage !== null && outage.endedAt === null;
  const atRisk = diagnosis?.atRisk.meetings ?? 0;
  return (
    <>
      <Section
        title={open ? 'At stake' : 'Ahead'}
        aside={
          <Link className={styles['link']} to="/events" search={{ cal: refText(calendar) }}>
            Show in the schedule
          </Link>
        }
      >
        {open && diagnosis !== undefined && atRisk > 0 ? (
          <>
            <AtRiskWords atRisk={diagnosis.atRisk} />
            <AtRiskRows calendar={calendar} />
          </>
        ) : (
          <Upcoming upcoming={upcoming} />
        )}
      </Section>
      {outage === null || outage.endedAt === null ? null : <Gap calendar={calendar} brokeAt={outage.brokeAt} />}
    </>
  );
}

function AtRiskWords({ atRisk }: { readonly atRisk: CalendarDiagnosis['atRisk'] }): ReactElement {
  const { meetings, lost, firstAt } = atRisk;
  return (
    <p className={styles['line']}>
      <span className={styles['warning']}>{plural(meetings, 'meeting')} ahead without a bot</span>
      {firstAt === null ? null : (
        <>
          , the first <Time at={firstAt} as="moment" /> (<Time at={firstAt} />)
        </>
      )}
      {lost === 0 ? '.' : `. ${countText(lost)} of them had one before.`}
    </p>
  );
}

function AtRiskRows({ calendar }: { readonly calendar: CalendarRow }): ReactElement | null {
  const { workspaceId, id } = calendar;
  const { data } = useCall('calendars.atRisk', { workspaceId, id, limit: SHOWN });
  return data === undefined || data.rows.length === 0 ? null : <MeetingsWithoutBot {...data} />;
}

/** What a reconnect leaves behind. Recall's pages say nothing about it (recall-api.md 2.4, "Reconnect and bots"). */
function Gap({ calendar, brokeAt }: { readonly calendar: CalendarRow; readonly brokeAt: number }): ReactElement | null {
  const { workspaceId, id } = calendar;
  const { data } = useCall('calendars.gap', { of: { calendar: { workspaceId, id } }, limit: SHOWN });
  if (data === undefined) return null;
  const { rows, total } = data;
  return (
    <Section title="Coverage gap">
      {rows.length === 0 ? (
        <Dimmed>
          No meeting ahead lacks a bot that it lost when the calendar broke at <Time at={brokeAt} as="moment" />.
        </Dimmed>
      ) : (
        <>
          <p className={styles['line']}>
            <span className={styles['warning']}>
              {totalText(total)} {total.count === 1 ? 'meeting' : 'meetings'} ahead had a bot before{' '}
              <Time at={brokeAt} as="moment" /> and {total.count === 1 ? 'has' : 'have'} none now.
            </span>{' '}
            Recall does not say whether such bots come back after a reconnect. Until one is there again, expect to
            schedule it anew.
          </p>
          <MeetingsWithoutBot rows={rows} total={total} />
        </>
      )}
    </Section>
  );
}

function Upcoming({ upcoming }: { readonly upcoming: Detail['upcoming'] }): ReactElement {
  const more = upcoming.exact ? '' : ' or more';
  if (upcoming.events === 0) return <Dimmed>No events ahead.</Dimmed>;
  return (
    <>
      {plural(upcoming.events, 'event')}
      {more} ahead,{' '}
      {upcoming.withoutBot === 0 ? (
        'all with a link have a bot.'
      ) : (
        <span className={styles['warning']}>
          {countText(upcoming.withoutBot)}
          {more} with a link but no bot.
        </span>
      )}
    </>
  );
}
