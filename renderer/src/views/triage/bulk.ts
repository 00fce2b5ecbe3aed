/** What can be done with the calendars of several incidents at once. Pure: the pages of calendars are handed in. */
import type { CalendarRef } from '../../../../shared/actions.ts';
import type { Incident, IncidentCalendar } from '../../../../shared/diagnosis.ts';
import { refText } from '../../address.ts';
import { isSingle } from './lines.ts';

export type BulkAction = 'calendar.reconnect' | 'calendar.test_credential';

/** A page of an incident's calendars: those that are not connected yet first. */
export type ReadCalendars = (
  incidentId: number,
  after: string | null,
) => Promise<{ readonly rows: readonly IncidentCalendar[]; readonly next: string | null }>;

/** What all of them need, where it is the same; else another try, which harms none of them. */
export function bulkActionOf(incidents: readonly Incident[]): BulkAction {
  const all = incidents.length > 0 && incidents.every(({ action }) => action?.kind === 'test_credential');
  return all ? 'calendar.test_credential' : 'calendar.reconnect';
}

/**
 * The calendars of these incidents that are not connected, each once.
 * @param most No more are read than are needed to know that there are more than this.
 */
export async function openCalendarsOf(
  incidents: readonly Incident[],
  read: ReadCalendars,
  most: number,
): Promise<readonly CalendarRef[]> {
  const found = new Map<string, CalendarRef>();
  const add = ({ workspaceId, id }: CalendarRef): void => {
    found.set(refText({ workspaceId, id }), { workspaceId, id });
  };
  for (const incident of incidents) {
    if (incident.open === 0) continue;
    if (isSingle(incident) && incident.calendar !== null) {
      add(incident.calendar);
      continue;
    }
    let after: string | null = null;
    do {
      const { rows, next }: Awaited<ReturnType<ReadCalendars>> = await read(incident.id, after);
      const open = rows.filter(({ recoveredAt }) => recoveredAt === null);
      for (const { calendar } of open) add(calendar);
      // Those that are well again come last.
      after = open.length === rows.length ? next : null;
    } while (after !== null && found.size <= most);
  }
  return [...found.values()];
}
