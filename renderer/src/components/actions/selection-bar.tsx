/** The selection and what can be done with it, at the left of the bottom bar. */
import type { ReactElement } from 'react';
import type { CommandId } from '../../../../shared/commands.ts';
import { runCommand } from '../../commands.ts';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';
import type { CalendarActionKind, EventsActionKind } from './asked.ts';
import { countOf, selectionText } from './selection.ts';
import { calendarSelection, eventSelection, useSelection, type SelectionStore } from './selection-store.ts';
import { COMMAND_OF } from './use-calendar-commands.ts';
import { EVENT_COMMAND_OF } from './use-event-commands.ts';
import { askWords, CALENDAR_ACTIONS, EVENTS_ACTIONS } from './words.ts';

/** Nothing while no list is on screen, or nothing is selected and nothing became of a selection. */
export function SelectionBar(): ReactElement {
  return (
    <>
      <Selected store={calendarSelection} actions={CALENDAR_ACTIONS} commandOf={COMMAND_OF} />
      <Selected store={eventSelection} actions={EVENTS_ACTIONS} commandOf={EVENT_COMMAND_OF} />
    </>
  );
}

function Selected<Kind extends CalendarActionKind | EventsActionKind, Filter>(props: {
  readonly store: SelectionStore<Filter>;
  readonly actions: readonly Kind[];
  readonly commandOf: Readonly<Record<Kind, CommandId>>;
}): ReactElement | null {
  const { store, actions, commandOf } = props;
  const { selection, shown, note } = useSelection(store);
  if (shown === null) return null;
  const chosen = selection.kind !== 'none';
  return (
    <>
      <div className={styles['selected']} role="status" data-empty={chosen || note !== null ? undefined : ''}>
        {chosen ? <strong>{selectionText(selection, store.noun)}</strong> : null}
        {note === null ? null : <span className={styles['quiet']}>{note}</span>}
      </div>
      {chosen ? (
        <div className={styles['bar']} role="toolbar" aria-label={`Selected ${store.noun}s`}>
          {shown.offer === null ? null : (
            <Button size="small" kind="quiet" onClick={() => void runCommand('list.checkMatching')}>
              {shown.offer}
            </Button>
          )}
          {actions.map((kind) => (
            <Button key={kind} size="small" onClick={() => void runCommand(commandOf[kind])}>
              {askWords(kind, countOf(selection))}
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
