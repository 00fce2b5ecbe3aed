/** Why calendars are not connected, how often that began lately, and how long it lasts. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Overview } from '../../../../shared/diagnosis.ts';
import { Section } from '../../components/basics/layout.tsx';
import { PartyMark } from '../../components/diagnosis/party-mark.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { durationText } from '../../format/time.ts';
import styles from './overview.module.css';

const SHOWN = 8;

export function Causes({ causes }: { readonly causes: Overview['causes'] }): ReactElement {
  const more = causes.length - SHOWN;
  return (
    <Section title="Causes">
      {causes.length === 0 ? (
        <p className={styles['calm']}>Every calendar is connected, so there is no cause to name.</p>
      ) : (
        <>
          <table className={styles['lines']}>
            <thead>
              <tr>
                <th scope="col">Cause</th>
                <th scope="col">Who acts</th>
                <th scope="col" className={styles['number']}>
                  Not connected now
                </th>
                <th scope="col" className={styles['number']}>
                  Began in 30 days
                </th>
              </tr>
            </thead>
            <tbody>
              {causes.slice(0, SHOWN).map(({ code, title, party, open, lately }) => (
                <tr key={code}>
                  <th scope="row">
                    <Link to="/triage" search={{ cause: code }} className={styles['title']}>
                      {title}
                    </Link>
                  </th>
                  <td>
                    <PartyMark party={party} />
                  </td>
                  <td className={styles['number']}>
                    <Link
                      to="/calendars"
                      search={{ cause: code }}
                      className={styles['link']}
                      aria-label={`${plural(open, 'calendar')}: ${title}`}
                    >
                      {countText(open)}
                    </Link>
                  </td>
                  <td className={styles['number']}>{countText(lately)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && (
            <p className={styles['calm']}>
              And {plural(more, 'rarer cause')}; the filters of{' '}
              <Link to="/triage" className={styles['inline']}>
                triage
              </Link>{' '}
              name them.
            </p>
          )}
        </>
      )}
    </Section>
  );
}

/** A sentence: three numbers need no chart. */
export function Recovery({ recovery }: { readonly recovery: Overview['recovery'] }): ReactElement {
  return (
    <Section title="Time to recover, last 30 days">
      <p className={styles['sentence']}>{recoveryText(recovery)}</p>
    </Section>
  );
}

function recoveryText({ count, medianMs, p90Ms, exact }: Overview['recovery']): string {
  if (count === 0 || medianMs === null) return 'No outage ended in the last 30 days, as far as Callboard knows.';
  if (count === 1) return `One outage ended, after ${lengthText(medianMs)}.`;
  const of = exact ? `the ${countText(count)} outages that ended` : `the newest ${countText(count)} outages that ended`;
  const most = p90Ms === null ? '' : `, nine of ten within ${lengthText(p90Ms)}`;
  return `Of ${of}, half were over within ${lengthText(medianMs)}${most}.`;
}

/** Not torn apart at the end of a line. */
const lengthText = (ms: number): string => durationText(ms).replaceAll(' ', '\u00a0');
