/** The chosen incidents and what can be done with them, at the left of the bottom bar. */
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { runCommand } from '../../commands.ts';
import styles from '../../components/actions/actions.module.css';
import { InBottomBar } from '../../components/actions/bar-slot.tsx';
import { ASK_WORDS } from '../../components/actions/words.ts';
import { Button } from '../../components/basics/button.tsx';
import { plural } from '../../format/numbers.ts';
import { actOn } from './act.ts';
import { chosenText, openCalendars } from './words.ts';

export function TriageBar({ chosen }: { readonly chosen: readonly Incident[] }): ReactElement | null {
  if (chosen.length === 0) return null;
  const live = chosen.filter(({ state }) => state !== 'resolved');
  const calendars = openCalendars(chosen);
  return (
    <InBottomBar>
      <div className={styles['selected']} role="status">
        <strong>{chosenText(chosen)}</strong>
        {calendars === 0 ? null : <span className={styles['quiet']}>{plural(calendars, 'calendar')}</span>}
      </div>
      <div className={styles['bar']} role="toolbar" aria-label="Selected incidents">
        {live.every(({ state }) => state === 'acknowledged') ? null : (
          <Button size="small" onClick={() => void runCommand('triage.acknowledge')}>
            Acknowledge
          </Button>
        )}
        {live.every(({ state }) => state === 'snoozed') ? null : (
          <Button size="small" onClick={() => void runCommand('triage.snooze')}>
            Snooze
          </Button>
        )}
        {live.every(({ state }) => state === 'open') ? null : (
          <Button size="small" onClick={() => void runCommand('triage.reopen')}>
            Back to inbox
          </Button>
        )}
        {calendars === 0 ? null : (
          <>
            <Button size="small" onClick={() => void actOn(chosen, 'calendar.reconnect')}>
              {ASK_WORDS['calendar.reconnect']}
            </Button>
            <Button size="small" onClick={() => void actOn(chosen, 'calendar.test_credential')}>
              {ASK_WORDS['calendar.test_credential']}
            </Button>
          </>
        )}
        <Button size="small" kind="quiet" onClick={() => void runCommand('list.uncheckAll')}>
          Clear
        </Button>
      </div>
    </InBottomBar>
  );
}
