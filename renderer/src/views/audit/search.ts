/** The address of the audit log: filters and selection. */
import type { AuditFilter } from '../../../../shared/actions.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { AUDIT_STATES, type AuditState } from '../../../../shared/values.ts';
import { pickInt, pickOneOf, pickText, readRef, refText } from '../../address.ts';
import { dayBounds, type Zone } from '../../format/time.ts';

export interface AuditSearch {
  /** Part of target, workspace, user or summary. */
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  readonly state?: AuditState | undefined;
  /** Number of a job, as text. */
  readonly job?: string | undefined;
  /** One calendar, `workspace:id`. */
  readonly cal?: string | undefined;
  /** One event with its bots, `workspace:id`. */
  readonly event?: string | undefined;
  /** First and last day (`2026-11-24`), both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Number of the selected entry, as text. */
  readonly sel?: string | undefined;
}

/** Shortest text that the contract filters by. */
const SHORTEST_TEXT = 2;

/** Picks the log's parameters out of an address; what cannot be understood is left out. */
export function validateAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const q = pickText(search, 'q', 200);
  const action = pickText(search, 'action', 100);
  const state = pickOneOf(search, 'state', AUDIT_STATES);
  const job = pickInt(search, 'job');
  const cal = readRef(pickText(search, 'cal'));
  const event = readRef(pickText(search, 'event'));
  const from = readDay(pickText(search, 'from'));
  const to = readDay(pickText(search, 'to'));
  const sel = pickInt(search, 'sel');
  return {
    ...(q === undefined ? {} : { q }),
    ...(action === undefined ? {} : { action }),
    ...(state === undefined ? {} : { state }),
    ...(job === undefined ? {} : { job: String(job) }),
    ...(cal === undefined ? {} : { cal: refText(cal) }),
    ...(event === undefined ? {} : { event: refText(event) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(sel === undefined ? {} : { sel: String(sel) }),
  };
}

function readDay(text: string | undefined): string | undefined {
  return text !== undefined && dayBounds(text, 'UTC') !== null ? text : undefined;
}

/** The contract's filter for an address; days are days of `zone`. A text that is too short to filter by is left out. */
export function auditFilterOf(search: AuditSearch, workspaces: WorkspaceScope, zone: Zone): AuditFilter {
  const text = search.q?.trim() ?? '';
  const calendar = readRef(search.cal);
  const event = readRef(search.event);
  const from = search.from === undefined ? undefined : dayBounds(search.from, zone)?.from;
  const to = search.to === undefined ? undefined : dayBounds(search.to, zone)?.to;
  return {
    workspaces,
    ...(text.length < SHORTEST_TEXT ? {} : { text }),
    ...(search.action === undefined ? {} : { action: search.action }),
    ...(search.state === undefined ? {} : { state: search.state }),
    ...(search.job === undefined ? {} : { jobId: Number(search.job) }),
    ...(calendar === undefined ? {} : { calendar: { workspaceId: calendar.workspaceId, id: calendar.id } }),
    ...(event === undefined ? {} : { event: { workspaceId: event.workspaceId, id: event.id } }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Lifts every limit that {@link isAuditFiltered} speaks of. */
export const NO_AUDIT_FILTERS: AuditSearch = {
  q: undefined,
  action: undefined,
  state: undefined,
  job: undefined,
  cal: undefined,
  event: undefined,
  from: undefined,
  to: undefined,
};

/** True when the address leaves entries out (by more than the workspaces in scope). */
export function isAuditFiltered(search: AuditSearch): boolean {
  return Object.keys(auditFilterOf(search, 'all', 'UTC')).length > 1;
}
