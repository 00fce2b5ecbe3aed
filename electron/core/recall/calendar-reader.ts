/** Wire → record for calendars (recall-api.md 2.2 and 2.3). Pure; its input has lost its secrets already. */
import { parseInstant } from '../../../shared/time.ts';
import type { CalendarRecord, StatusChangeRecord } from '../records.ts';
import { byTime, dict, textLeaves } from './open-records.ts';
import type { CalendarWire } from './wire.ts';

/** Reads one checked calendar. `safe` is the same calendar as it was sent, without its secrets. */
export function readCalendar(wire: CalendarWire, safe: unknown): CalendarRecord {
  return {
    id: wire.id,
    platform: wire.platform,
    platformEmail: wire.platform_email ?? null,
    oauthEmail: wire.oauth_email ?? null,
    oauthClientId: wire.oauth_client_id ?? null,
    status: wire.status,
    statusChanges: byTime(entriesOf(wire.status_changes).map(readStatusChange)),
    createdAt: parseInstant(wire.created_at),
    updatedAt: parseInstant(wire.updated_at),
    payload: JSON.stringify(safe),
  };
}

/** A list in practice; the specification types it not at all, so an object is taken for what it holds (recall-api.md 2.3). */
function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : Object.values(dict(value) ?? {});
}

/** An open record: `status` and `created_at` are all that Recall documents, the detail's field has no known name. */
function readStatusChange(entry: unknown): StatusChangeRecord {
  const change = dict(entry);
  if (change === null) return { status: typeof entry === 'string' ? entry : 'unknown', at: null, detail: null };
  const status = change['status'];
  return {
    status: typeof status === 'string' ? status : 'unknown',
    at: parseInstant(change['created_at']),
    detail: textLeaves(change, ['status', 'created_at']),
  };
}
