/** The selection and what can be done with it, at the left of the bottom bar. */
import type { ReactElement } from 'react';
import { runCommand } from '../../commands.ts';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';
import type { CalendarActionKind } from './asked.ts';
import { COMMAND_OF } from './use-calendar-commands.ts';
import { selectionText } from './selection.ts';
import { useSelection } from './selection-store.ts';
import { ASK_WORDS } from './words.ts';

const ORDER: readonly CalendarActionKind[] = [
  'calendar.reconnect',
  'calendar.test_credential',
  'calendar.update_credentials',
  'calendar.delete',
];

/** Nothing while the list is not on screen, or nothing is selected and nothing became of a selection. */
export function SelectionBar(): ReactElement | null {
  const { selection, shown, note } = useSelection();
  if (shown === null) return null;
  const chosen = selection.kind !== 'none';
  return (
    <>
      <div className={styles['selected']} role="status" data-empty={chosen || note !== null ? undefined : ''}>
        {chosen ? <strong>{selectionText(selection)}</strong> : null}
        {note === null ? null : <span className={styles['quiet']}>{note}</span>}
      </div>
      {chosen ? (
        <div className={styles['bar']} role="toolbar" aria-label="Selected calendars">
          {shown.offer === null ? null : (
            <Button size="small" kind="quiet" onClick={() => void runCommand('list.checkMatching')}>
              {shown.offer}
            </Button>
          )}
          {ORDER.map((kind) => (
            <Button key={kind} size="small" onClick={() => void runCommand(COMMAND_OF[kind])}>
              {ASK_WORDS[kind]}
            </Button>
          ))}
          <Button size="small" kind="quiet" onClick={() => void runCommand('list.uncheckAll')}>
            Clear
          </Button>
        </div>
      ) : null}
    </>
  );
}
