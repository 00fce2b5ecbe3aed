/** Calendars that a request names, one by one or by a filter. */
import { MAX_TARGETS } from '../../../../shared/actions.ts';
import type { CalendarTargets } from '../../../../shared/actions.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { labelOf } from '../types.ts';
import type { Candidates, PlannedItem, World } from '../types.ts';

/** Present ones are to be worked on, deleted ones are left alone. Throws CallboardError `invalid_input` for too many. */
export function namedCalendars(targets: CalendarTargets, { store }: World): Candidates {
  const rows = store.calendarsForAction(targets, MAX_TARGETS + 1);
  if (rows.length > MAX_TARGETS) {
    throw new CallboardError(
      'invalid_input',
      `More than ${MAX_TARGETS.toLocaleString('en-US')} calendars match. Narrow the filter and act in parts.`,
    );
  }
  return {
    items: rows.filter((row) => row.deletedAt === null).map(itemOf),
    untouched: rows.filter((row) => row.deletedAt !== null).map((row) => ({ reason: 'deleted', row })),
  };
}

export function itemOf(row: CalendarRow): PlannedItem {
  return {
    workspaceId: row.workspaceId,
    calendarId: row.id,
    eventId: null,
    botId: null,
    label: labelOf(row),
    row,
    event: null,
    plan: null,
    stake: null,
  };
}

/** The calendar of an item that has one. Throws for one that has none: its definition makes calendars instead. */
export function idOf({ calendarId }: { readonly calendarId: string | null }): string {
  if (calendarId === null) throw new Error('This action needs a calendar, and the item has none.');
  return calendarId;
}
