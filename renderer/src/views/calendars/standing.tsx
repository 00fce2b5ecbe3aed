/** How a calendar is, in one glance: status, since when, why, and who must act. */
import type { ReactElement } from 'react';
import type { AtRisk, CalendarDiagnosis } from '../../../../shared/diagnosis.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { Mark, StatusMark } from '../../components/basics/marks.tsx';
import { Time } from '../../components/basics/time.tsx';
import { plural } from '../../format/numbers.ts';
import { CALENDAR_PLATFORM_WORDS, PARTY_SENTENCES } from '../../format/words.ts';
import styles from './calendars.module.css';
import { sortFindings } from './leading.ts';

export interface StandingProps {
  readonly calendar: CalendarRow;
  /** Undefined until it is there. */
  readonly diagnosis: CalendarDiagnosis | undefined;
}

const NOTHING_AT_RISK: AtRisk = { meetings: 0, lost: 0, firstAt: null };

export function Standing({ calendar, diagnosis }: StandingProps): ReactElement {
  const gone = calendar.deletedAt !== null;
  return (
    <>
      {gone ? <Mark shape="✕" word="Gone from Recall" tone="plain" /> : <StatusMark calendar={calendar} />}
      <span>
        {gone ? `was ${calendar.statusRaw} ` : null}
        since <Time at={calendar.statusSince} as="moment" unknown="an unknown time" />
        {calendar.statusSince === null ? null : (
          <>
            {' '}
            (<Time at={calendar.statusSince} />)
          </>
        )}
      </span>
      <span>{calendar.platform === 'other' ? calendar.platformRaw : CALENDAR_PLATFORM_WORDS[calendar.platform]}</span>
      <Why calendar={calendar} diagnosis={diagnosis} />
    </>
  );
}

/** The cause as far as the row itself knows it: there with the first frame; the diagnosis says the rest into the same line. */
function Why({ calendar, diagnosis }: StandingProps): ReactElement | null {
  if (calendar.deletedAt !== null || calendar.status === 'connected') return null;
  const cause = calendar.cause ?? sortFindings(calendar, diagnosis?.findings ?? []).leading;
  // The line is there before there is something to say, so that nothing moves.
  if (cause === null) return <p className={styles['why']}>&nbsp;</p>;
  const { meetings, firstAt } = diagnosis?.atRisk ?? NOTHING_AT_RISK;
  return (
    <p className={styles['why']}>
      <strong>{cause.title}.</strong> {PARTY_SENTENCES[cause.party]}
      {meetings === 0 ? null : (
        <span className={styles['risk']}>
          {plural(meetings, 'meeting')} at risk, the first <Time at={firstAt} as="moment" />.
        </span>
      )}
      {/* What nobody can name is at least said as it was said to us. */}
      {cause.party === 'unknown' && calendar.statusDetail !== null ? (
        <span className={styles['said']}>
          Recall says: <bdi>{calendar.statusDetail}</bdi>
        </span>
      ) : null}
    </p>
  );
}
