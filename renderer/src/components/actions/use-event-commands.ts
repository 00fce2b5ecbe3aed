/** The commands that act on events, for whichever view knows which events are meant. */
import type { EventTargets } from '../../../../shared/actions.ts';
import type { CommandId } from '../../../../shared/commands.ts';
import { useCommand } from '../../commands.ts';
import { askFor, type EventsActionKind } from './asked.ts';

export const EVENT_COMMAND_OF = {
  'event.schedule_bot': 'event.schedule',
  'event.unschedule_bot': 'event.unschedule',
} as const satisfies Readonly<Record<EventsActionKind, CommandId>>;

/** @param targets What they act on; null: nothing at the moment. */
export function useEventCommands(targets: EventTargets | null): void {
  const ask = (kind: EventsActionKind): void => {
    if (targets !== null) askFor({ dialog: 'events', wanted: { kind, targets } });
  };
  const enabled = targets !== null;
  useCommand(EVENT_COMMAND_OF['event.schedule_bot'], () => ask('event.schedule_bot'), enabled);
  useCommand(EVENT_COMMAND_OF['event.unschedule_bot'], () => ask('event.unschedule_bot'), enabled);
}
