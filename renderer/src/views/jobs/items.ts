/** One calendar, event or bot of a job, as views name it. Pure. */
import type { CalendarRef, EventRef, JobItem } from '../../../../shared/actions.ts';

/** The calendar that an item speaks of; null: it does not exist yet, or the item speaks of an event. */
export function calendarOf(item: JobItem): CalendarRef | null {
  return item.calendarId === null ? null : { workspaceId: item.workspaceId, id: item.calendarId };
}

/** The event that an item speaks of, or whose bot it does; null: neither. */
export function eventOf(item: JobItem): EventRef | null {
  return item.eventId === null ? null : { workspaceId: item.workspaceId, id: item.eventId };
}

/** Its mailbox or title, else its id. */
export function itemLabel(item: JobItem): string {
  return item.label ?? item.eventId ?? item.calendarId ?? 'A new calendar';
}

export const itemKey = (item: JobItem): string => String(item.n);
