/** One calendar of a job, as views name it. Pure. */
import type { CalendarRef, JobItem } from '../../../../shared/actions.ts';

/** The calendar that an item speaks of; null: it does not exist yet. */
export function calendarOf(item: JobItem): CalendarRef | null {
  return item.calendarId === null ? null : { workspaceId: item.workspaceId, id: item.calendarId };
}

/** Its mailbox, else its id. */
export function itemLabel(item: JobItem): string {
  return item.label ?? item.calendarId ?? 'A new calendar';
}

export const itemKey = (item: JobItem): string => String(item.n);
