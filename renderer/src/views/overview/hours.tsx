/** Meetings at risk in the next 24 hours, hour by hour. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Overview } from '../../../../shared/diagnosis.ts';
import { HOUR_MS } from '../../../../shared/time.ts';
import { Section } from '../../components/basics/layout.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { clockText, dayText, type Zone } from '../../format/time.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { Cursor } from './cursor.tsx';
import styles from './overview.module.css';

type Hour = Overview['hours'][number];

/** Every so many hours the clock stands below. */
const LABEL_EVERY = 3;

export function Hours({ hours, now }: { readonly hours: readonly Hour[]; readonly now: number }): ReactElement {
  const { zone } = useTimeZone();
  const most = Math.max(0, ...hours.map(({ meetings }) => meetings));
  return (
    <Section
      title="Meetings at risk, next 24 hours"
      aside={
        most === 0 ? null : (
          <Link to="/triage" search={{ sort: 'first_meeting' }} className={styles['link']}>
            Whose they are, soonest first
          </Link>
        )
      }
    >
      {most === 0 ? (
        <p className={styles['calm']}>
          None. Every meeting with a link that begins by then has a bot, or its calendar is connected.
        </p>
      ) : (
        <>
          <Cursor
            label="Meetings at risk by hour"
            count={hours.length}
            first={Math.max(
              0,
              hours.findIndex(({ meetings }) => meetings > 0),
            )}
            className={styles['hours']}
            textOf={(index) => hourText(hours[index], zone, now)}
          >
            {hours.map((hour) => (
              <Bar key={hour.from} hour={hour} most={most} />
            ))}
          </Cursor>
          <div className={styles['clocks']} aria-hidden="true">
            {hours.map(({ from }, index) => (
              <span key={from}>{index % LABEL_EVERY === 0 ? clockText(from, zone) : ''}</span>
            ))}
          </div>
          <p className={styles['legend']}>
            <span data-part="lost" /> had a bot that is gone <span data-part="never" /> no bot was ever seen
            <Link to="/events" search={{ coverage: 'no_bot', when: '24h' }} className={styles['link']}>
              All meetings without a bot
            </Link>
          </p>
        </>
      )}
    </Section>
  );
}

/** Solid below: had a bot; outlined above: no bot was ever seen. */
function Bar({ hour, most }: { readonly hour: Hour; readonly most: number }): ReactElement {
  const { meetings, lost } = hour;
  return (
    <span className={styles['hour']}>
      {meetings === 0 ? null : (
        <>
          <span className={styles['count']}>{countText(meetings)}</span>
          <span className={styles['bar']} style={{ height: `${(meetings / most) * 100}%` }}>
            {meetings > lost && <span data-part="never" style={{ flexGrow: meetings - lost }} />}
            {lost > 0 && <span data-part="lost" style={{ flexGrow: lost }} />}
          </span>
        </>
      )}
    </span>
  );
}

function hourText(hour: Hour | undefined, zone: Zone, now: number): string {
  if (hour === undefined) return '';
  const when = `${dayText(hour.from, zone, now)} ${clockText(hour.from, zone)}–${clockText(hour.from + HOUR_MS, zone)}`;
  if (hour.meetings === 0) return `${when}: none`;
  const lost = hour.lost === 0 ? 'no bot was ever seen' : `${countText(hour.lost)} had a bot`;
  return `${when}: ${plural(hour.meetings, 'meeting')}, ${lost}`;
}
