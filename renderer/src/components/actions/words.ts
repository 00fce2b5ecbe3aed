/** Actions in words: what is on the buttons, and what changed between two previews. Pure. */
import type { ActionKind, ActionPreview, JobItem } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { refText } from '../../address.ts';
import { countText, plural } from '../../format/numbers.ts';
import type { CalendarActionKind } from './asked.ts';

/** What is on the buttons and in the menus that open the dialog; the dots say that nothing happens yet. */
export const ASK_WORDS: Readonly<Record<CalendarActionKind, string>> = {
  'calendar.reconnect': 'Reconnect…',
  'calendar.test_credential': 'Test credential…',
  'calendar.update_credentials': 'Update credentials…',
  'calendar.delete': 'Delete…',
};

/** The dialog's title until the preview brings its own. */
export const DIALOG_TITLES: Readonly<Record<CalendarActionKind, string>> = {
  'calendar.reconnect': 'Reconnect',
  'calendar.test_credential': 'Test credentials',
  'calendar.update_credentials': 'Update credentials',
  'calendar.delete': 'Delete from Recall',
};

/** What is on the one button that begins it: `Reconnect 12 calendars`. */
export function confirmText(kind: ActionKind, count: number): string {
  const calendars = count === 1 ? 'calendar' : plural(count, 'calendar');
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
  }
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
  const changes: string[] = [];
  if (before.count !== after.count) {
    changes.push(`It was ${plural(before.count, 'calendar')}, now it is ${plural(after.count, 'calendar')}.`);
  }
  const gone = missing(before.calendars, after.calendars);
  for (const calendar of gone.slice(0, NAMED)) {
    const key = refText(calendar);
    const why = after.untouched.find(({ calendars }) => calendars.some((other) => refText(other) === key));
    changes.push(`${nameOf(calendar)} is not part of it any more.${why === undefined ? '' : ` ${why.message}`}`);
  }
  if (gone.length > NAMED) changes.push(`${countText(gone.length - NAMED)} more are not part of it any more.`);
  const added = missing(after.calendars, before.calendars);
  if (added.length > 0) {
    const names = added.slice(0, NAMED).map(nameOf).join(', ');
    const more = added.length > NAMED ? ` and ${countText(added.length - NAMED)} more` : '';
    changes.push(`New in it: ${names}${more}.`);
  }
  if (changes.length === 0) changes.push('Something about these calendars changed; what follows was counted anew.');
  return changes;
}

const NAMED = 3;

function missing(here: readonly CalendarRow[], there: readonly CalendarRow[]): readonly CalendarRow[] {
  const keys = new Set(there.map(refText));
  return here.filter((calendar) => !keys.has(refText(calendar)));
}

/** True while something is still to happen with the item. */
export function isOpenItem({ state }: JobItem): boolean {
  return state === 'waiting' || state === 'running' || state === 'unknown' || state === 'verifying';
}
