/** What the history and the audit tab of a calendar ask the audit log. */
import type { CalendarRef } from '../../../../shared/actions.ts';
import type { Input } from '../../../../shared/contract.ts';

/** Entries that are read at first. */
export const AUDIT_FIRST = 50;

/** The calendar's latest entries. */
export function auditQuestion({ workspaceId, id }: CalendarRef, limit = AUDIT_FIRST): Input<'audit.list'> {
  return { filter: { workspaces: [workspaceId], calendar: { workspaceId, id } }, after: null, limit };
}
