/** The commands that act on calendars, for whichever view knows which calendars are meant. */
import type { CalendarTargets } from '../../../../shared/actions.ts';
import type { CommandId } from '../../../../shared/commands.ts';
import { useCommand } from '../../commands.ts';
import { askFor, type CalendarActionKind } from './asked.ts';

export const COMMAND_OF = {
  'calendar.reconnect': 'calendar.reconnect',
  'calendar.test_credential': 'calendar.test',
  'calendar.update_credentials': 'calendar.update',
  'calendar.delete': 'calendar.delete',
} as const satisfies Readonly<Record<CalendarActionKind, CommandId>>;

/** @param targets What they act on; null: nothing at the moment. */
export function useCalendarCommands(targets: CalendarTargets | null): void {
  const ask = (kind: CalendarActionKind): void => {
    if (targets !== null) askFor({ dialog: 'act', kind, targets });
  };
  const enabled = targets !== null;
  useCommand(COMMAND_OF['calendar.reconnect'], () => ask('calendar.reconnect'), enabled);
  useCommand(COMMAND_OF['calendar.test_credential'], () => ask('calendar.test_credential'), enabled);
  useCommand(COMMAND_OF['calendar.update_credentials'], () => ask('calendar.update_credentials'), enabled);
  useCommand(COMMAND_OF['calendar.delete'], () => ask('calendar.delete'), enabled);
}
