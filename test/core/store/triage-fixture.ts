/** Calendars in trouble: outages and incidents as triage writes them, with plausible defaults. */
import type Database from 'better-sqlite3';
import type { IncidentGroup, Outage, StoredOutage } from '../../../electron/core/store/triage.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import type { CalendarRef } from '../../../shared/actions.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, applyCalendars, TEST_NOW } from './fixture.ts';

/** A disconnected calendar; its mailbox is `<id>@acme.com`. */
export function aBrokenCalendar(
  store: Store,
  workspaceId: number,
  id: string,
  change: Parameters<typeof aCalendar>[0] = {},
): CalendarRef {
  applyCalendars(store, workspaceId, [
    aCalendar({ id, platformEmail: `${id}@acme.com`, status: 'disconnected', statusChanges: [], ...change }),
  ]);
  return { workspaceId, id };
}

export function pkOf(db: Database.Database, { workspaceId, id }: CalendarRef): number {
  const pk = db.prepare('SELECT pk FROM calendar WHERE workspace_id = ? AND id = ?').pluck().get(workspaceId, id);
  return Number(pk);
}

/** An outage that broke an hour ago and goes on. */
export function anOutage(calendarPk: number, workspaceId: number, change: Partial<Outage> = {}): Outage {
  const base = {
    calendarPk,
    workspaceId,
    brokeAt: TEST_NOW - HOUR_MS,
    brokeBasis: 'observed',
    connectedAt: null,
    endedAt: null,
    endedBy: null,
    cause: { code: 'google_invalid_grant', basis: 'observed', besides: [] },
    family: 'family-1',
    platform: 'google_calendar',
    oauthClientId: 'client-1',
    domain: 'acme.com',
  } satisfies Outage;
  return { ...base, ...change };
}

/** Saves outages of one calendar. */
export function breakDown(
  store: Store,
  db: Database.Database,
  ref: CalendarRef,
  ...changes: Partial<Outage>[]
): StoredOutage[] {
  const pk = pkOf(db, ref);
  const outages = (changes.length === 0 ? [{}] : changes).map((change) => anOutage(pk, ref.workspaceId, change));
  return store.triage((writer) => writer.saveOutages(pk, outages, TEST_NOW));
}

/** Makes one incident of outages that were saved; returns its id. */
export function join(store: Store, outages: readonly StoredOutage[], change: Partial<IncidentGroup> = {}): number {
  const [first] = outages;
  if (first === undefined) throw new Error('An incident has at least one outage.');
  const { cause, family, platform, oauthClientId, domain } = first;
  const group: IncidentGroup = {
    incident: null,
    absorbs: [],
    family,
    scope: new Set(outages.map(({ calendarPk }) => calendarPk)).size > 1 ? 'client' : 'mailbox',
    cause,
    platform,
    oauthClientId,
    domain,
    outages: outages.map(({ id }) => id),
    joins: outages.flatMap(({ id, incident }) => (incident !== null && incident === change.incident ? [] : [id])),
    changed: true,
    ...change,
  };
  const [made] = store.triage((writer) => writer.saveGroups([], [group], TEST_NOW));
  const id = group.incident ?? made?.id;
  if (id === undefined) throw new Error('No incident was made.');
  return id;
}

/** A broken calendar as a single case; returns the incident's id. */
export function aCase(store: Store, db: Database.Database, ref: CalendarRef, ...changes: Partial<Outage>[]): number {
  aBrokenCalendar(store, ref.workspaceId, ref.id);
  return join(store, breakDown(store, db, ref, ...changes));
}
