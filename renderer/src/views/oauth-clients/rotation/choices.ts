/** Calendars to choose from, as a rotation names them. Pure. */
import type { CalendarRow } from '../../../../../shared/entities.ts';
import type { JobItem } from '../../../../../shared/actions.ts';

/** A calendar by name. */
export interface Choice {
  readonly workspaceId: number;
  readonly id: string;
  /** Its mailbox, or its id where Recall has not said the mailbox. */
  readonly label: string;
}

export function namesOf(row: Pick<CalendarRow, 'workspaceId' | 'id' | 'email' | 'oauthEmail'>): Choice {
  return { workspaceId: row.workspaceId, id: row.id, label: row.email ?? row.oauthEmail ?? row.id };
}

/** Null for an item whose calendar does not exist yet. */
export function itemNames({ workspaceId, calendarId, label }: JobItem): Choice | null {
  return calendarId === null ? null : { workspaceId, id: calendarId, label: label ?? calendarId };
}
