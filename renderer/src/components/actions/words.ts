/** Actions in words: what is on the buttons, and what changed between two previews. Pure. */
import type { ActionKind, ActionPreview, JobItem } from '../../../../shared/actions.ts';
import type { CalendarRow, EventRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { countText, plural } from '../../format/numbers.ts';
import type { CalendarActionKind, EventActionKind, EventsActionKind } from './asked.ts';

/** What an action is counted in. */
export type Noun = 'calendar' | 'event' | 'bot';

/** What an action of this kind is counted in. */
export function nounOf(kind: ActionKind): Noun {
  switch (kind) {
    case 'event.schedule_bot':
    case 'event.unschedule_bot':
      return 'event';
    case 'event.retire_bot':
      return 'bot';
    case 'calendar.reconnect':
    case 'calendar.test_credential':
    case 'calendar.update_credentials':
    case 'calendar.delete':
    case 'calendar.connect':
    case 'oauth_client.rotate_secret':
      return 'calendar';
    default:
      return kind satisfies never;
  }
}

/** In the order in which they are offered. */
export const CALENDAR_ACTIONS: readonly CalendarActionKind[] = [
  'calendar.reconnect',
  'calendar.test_credential',
  'calendar.update_credentials',
  'calendar.delete',
];
export const EVENTS_ACTIONS: readonly EventsActionKind[] = ['event.schedule_bot', 'event.unschedule_bot'];

/** What is on the buttons and in the menus that open the dialog; the dots say that nothing happens yet. */
export const ASK_WORDS: Readonly<Record<CalendarActionKind | EventsActionKind, string>> = {
  'calendar.reconnect': 'Reconnect…',
  'calendar.test_credential': 'Test credential…',
  'calendar.update_credentials': 'Update credentials…',
  'calendar.delete': 'Delete…',
  'event.schedule_bot': 'Schedule bot…',
  'event.unschedule_bot': 'Unschedule bot…',
};

/** The same where it is said how many are meant: `Schedule 14…`. Calendars say that beside the buttons alone. */
export function askWords(kind: CalendarActionKind | EventsActionKind, count: string): string {
  switch (kind) {
    case 'event.schedule_bot':
      return `Schedule ${count}…`;
    case 'event.unschedule_bot':
      return `Unschedule ${count}…`;
    default:
      return ASK_WORDS[kind];
  }
}

/** The dialog's title until the preview brings its own. */
export const DIALOG_TITLES: Readonly<Record<CalendarActionKind | EventActionKind, string>> = {
  'calendar.reconnect': 'Reconnect',
  'calendar.test_credential': 'Test credentials',
  'calendar.update_credentials': 'Update credentials',
  'calendar.delete': 'Delete from Recall',
  'event.schedule_bot': 'Schedule bots',
  'event.unschedule_bot': 'Unschedule bots',
  'event.retire_bot': 'Retire a bot',
};

/**
 * What is on the one button that begins it: `Reconnect 12 calendars`.
 * @param again Every event has a bot already, which is to be moved or configured anew.
 */
export function confirmText(kind: ActionKind, count: number, again = false): string {
  const calendars = count === 1 ? 'calendar' : plural(count, 'calendar');
  const bots = count === 1 ? 'bot' : `bots of ${plural(count, 'event')}`;
  switch (kind) {
    case 'calendar.reconnect':
      return `Reconnect ${calendars}`;
    case 'calendar.test_credential':
      return count === 1 ? 'Test credential' : `Test ${plural(count, 'credential')}`;
    case 'calendar.update_credentials':
      return `Update ${calendars}`;
    case 'calendar.delete':
      return `Delete ${calendars}`;
    case 'calendar.connect':
      return 'Connect calendar';
    case 'oauth_client.rotate_secret':
      return `Rotate the secret of ${calendars}`;
    case 'event.schedule_bot':
      return `${again ? 'Reschedule' : 'Schedule'} ${bots}`;
    case 'event.unschedule_bot':
      return `Unschedule ${bots}`;
    case 'event.retire_bot':
      return count === 1 ? 'Retire bot' : `Retire ${plural(count, 'bot')}`;
    default:
      return kind satisfies never;
  }
}

/** What the bottom bar says once many are under way. `first`: the one that is tried before the others. */
export function startedText(kind: ActionKind, count: number, first: string | null = null): string {
  const calendars = plural(count, 'calendar');
  if (first !== null)
    return `Trying ${first} first; ${plural(count - 1, 'other calendar')} ${count === 2 ? 'waits' : 'wait'} for it.`;
  switch (kind) {
    case 'calendar.reconnect':
      return `Reconnecting ${calendars}.`;
    case 'calendar.test_credential':
      return `Testing ${plural(count, 'credential')}.`;
    case 'calendar.update_credentials':
      return `Updating ${calendars}.`;
    case 'calendar.delete':
      return `Deleting ${calendars}.`;
    case 'calendar.connect':
      return `Connecting ${calendars}.`;
    case 'oauth_client.rotate_secret':
      return `Rotating the secret of ${calendars}.`;
    case 'event.schedule_bot':
      return `Scheduling bots of ${plural(count, 'event')}, the soonest first.`;
    case 'event.unschedule_bot':
      return `Unscheduling bots of ${plural(count, 'event')}.`;
    case 'event.retire_bot':
      return `Retiring ${plural(count, 'bot')}.`;
    default:
      return kind satisfies never;
  }
}

/** An event by the name that people know it by. */
export function eventName(event: EventRow): string {
  return event.title ?? 'No title';
}

/** A calendar by the name that people know it by. */
export function nameOf(calendar: CalendarRow): string {
  return calendar.email ?? calendar.oauthEmail ?? calendar.id;
}

/**
 * What is different in the second preview, one sentence each; never empty, because the core would not have refused the plan
 * for nothing.
 */
export function previewChanges(before: ActionPreview, after: ActionPreview): readonly string[] {
  const noun = nounOf(after.kind);
  const changes: string[] = [];
  if (before.count !== after.count) {
    changes.push(`It was ${plural(before.count, noun)}, now it is ${plural(after.count, noun)}.`);
  }
  const gone = missing(named(before), named(after));
  for (const { key, name } of gone.slice(0, NAMED)) {
    const why = after.untouched.find(({ calendars, events }) =>
      [...calendars, ...events].some((other) => refText(other) === key),
    );
    changes.push(`${name} is not part of it any more.${why === undefined ? '' : ` ${why.message}`}`);
  }
  if (gone.length > NAMED) changes.push(`${countText(gone.length - NAMED)} more are not part of it any more.`);
  const added = missing(named(after), named(before));
  if (added.length > 0) {
    const names = added
      .slice(0, NAMED)
      .map(({ name }) => name)
      .join(', ');
    const more = added.length > NAMED ? ` and ${countText(added.length - NAMED)} more` : '';
    changes.push(`New in it: ${names}${more}.`);
  }
  if (changes.length === 0) {
    changes.push(
      noun === 'calendar'
        ? 'Something about these calendars changed; what follows was counted anew.'
        : 'Something about these events or their bots changed; what follows was counted anew.',
    );
  }
  return changes;
}

const NAMED = 3;

/** A calendar or event of a preview. */
interface Named {
  readonly key: string;
  readonly name: string;
}

function named({ calendars, events }: ActionPreview): readonly Named[] {
  return [
    ...calendars.map((calendar) => ({ key: refText(calendar), name: nameOf(calendar) })),
    ...events.map(({ event }) => ({ key: refText(event), name: eventName(event) })),
  ];
}

function missing(here: readonly Named[], there: readonly Named[]): readonly Named[] {
  const keys = new Set(there.map(({ key }) => key));
  return here.filter(({ key }) => !keys.has(key));
}

/** True while something is still to happen with the item. */
export function isOpenItem({ state }: JobItem): boolean {
  return state === 'waiting' || state === 'running' || state === 'unknown' || state === 'verifying';
}
