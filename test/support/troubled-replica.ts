/**
 * A replica in trouble: calendars in open outages (most of them single cases, some shared incidents), outages that ended in the
 * 90 days before, and meetings ahead that lost their bots. Calendars and events are written by the store, troubles by
 * direct SQL, because concluding 60,000 outages one by one takes minutes.
 */
import type Database from 'better-sqlite3';
import { CAUSES } from '../../electron/core/diagnosis/catalogue/index.ts';
import type { CalendarRecord, EventRecord } from '../../electron/core/records.ts';
import type { Store } from '../../electron/core/store/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts';
import { anEvent } from './records.ts';

export interface TroubledOptions {
  readonly workspaces: number;
  readonly calendarsEach: number;
  /** Sizes of shared incidents that are open. */
  readonly shared: readonly number[];
  /** Single cases that are open. */
  readonly single: number;
  /** Outages that ended, each calendar having as many as the next; every tenth is part of a shared incident of ten. */
  readonly ended: number;
  /** Meetings ahead of each calendar in an open outage; every other one lost its bot. */
  readonly meetings: number;
}

const CLIENTS = 10;
const DOMAINS = 200;
const PAGE = 100;
const NO_RISK = 8_640_000_000_000_001;

interface Trouble {
  readonly calendar: number;
  readonly brokeAt: number;
  readonly endedAt: number | null;
  readonly cause: string;
}

/** Fills an empty store; returns the workspaces' ids. `now` is when everything is looked at. */
export function fillTroubled(store: Store, db: Database.Database, options: TroubledOptions, now: number): number[] {
  const broken = options.single + options.shared.reduce((sum, size) => sum + size, 0);
  const ids = Array.from({ length: options.workspaces }, (_, index) => {
    const workspace = store.addWorkspace(
      {
        name: `Workspace ${index + 1}`,
        region: 'us-east-1',
        baseUrl: 'https://us-east-1.recall.ai',
        colour: 'blue',
        mode: 'read_only',
        pollIntervalMs: 60_000,
        training: false,
      },
      now,
    );
    return workspace.id;
  });
  const count = options.workspaces * options.calendarsEach;
  for (const [index, workspaceId] of ids.entries()) {
    // Broken ones are spread over all workspaces, as their numbers are.
    const own = Array.from({ length: options.calendarsEach }, (_, at) => at * options.workspaces + index);
    store.applyCalendars({
      workspaceId,
      records: own.map((n) => calendarAt(n, n < broken, now)),
      quarantined: [],
      receivedAt: now - DAY_MS,
    });
    const events = own.filter((n) => n < broken).flatMap((n) => eventsAt(n, options.meetings, now));
    for (const [bots, receivedAt] of [
      [true, now - DAY_MS],
      [false, now - HOUR_MS],
    ] as const) {
      for (let from = 0; from < events.length; from += PAGE) {
        const records = events.slice(from, from + PAGE).map((event) => (bots ? event : withoutBots(event)));
        store.applyEvents({ workspaceId, records, quarantined: [], receivedAt });
      }
    }
  }
  db.transaction(() => writeTroubles(db, options, count, now))();
  return ids;
}

const platformAt = (n: number): CalendarRecord['platform'] => (n % 2 === 0 ? 'google_calendar' : 'microsoft_outlook');
const domainAt = (n: number): string => `company-${n % DOMAINS}.example`;
const clientAt = (n: number): string => `client-${n % CLIENTS}`;

function calendarAt(n: number, isBroken: boolean, now: number): CalendarRecord {
  const status = isBroken ? 'disconnected' : 'connected';
  const at = now - 2 * HOUR_MS;
  return {
    id: `calendar-${n}`,
    platform: platformAt(n),
    platformEmail: `person.${n}@${domainAt(n)}`,
    oauthEmail: null,
    oauthClientId: clientAt(n),
    status,
    statusChanges: [{ status, at, detail: isBroken ? 'invalid_grant' : null }],
    createdAt: now - 300 * DAY_MS,
    updatedAt: at,
    payload: `{"id":"calendar-${n}"}`,
  };
}

/** Over the coming week; every other one had a bot. */
function eventsAt(n: number, meetings: number, now: number): EventRecord[] {
  return Array.from({ length: meetings }, (_, index) => {
    const id = `event-${n}-${index}`;
    const bot = { botId: `bot-${n}-${index}`, startAt: null, deduplicationKey: null, meetingUrl: null };
    const startAt = now + ((index * 16 + (n % 16)) * HOUR_MS + MINUTE_MS);
    const record = anEvent({ id, calendarId: `calendar-${n}`, startAt, bots: index % 2 === 0 ? [bot] : [] });
    return { ...record, updatedAt: now - 2 * DAY_MS };
  });
}

const withoutBots = (event: EventRecord): EventRecord => ({
  ...event,
  updatedAt: (event.updatedAt ?? 0) + 1,
  bots: [],
});

function writeTroubles(db: Database.Database, options: TroubledOptions, count: number, now: number): void {
  const codes = CAUSES.map(({ code }) => code);
  const causeAt = (n: number): string => codes[n % codes.length] ?? 'unknown';
  const write = incidentWriter(db, options.meetings, now);
  let next = 0;
  for (const [index, size] of options.shared.entries()) {
    const first = now - (index + 1) * HOUR_MS;
    const cause = causeAt(index);
    write(
      Array.from({ length: size }, (_, at): Trouble => {
        const brokeAt = first + Math.floor((at * 4 * MINUTE_MS) / size);
        return { calendar: next + at, brokeAt, endedAt: null, cause };
      }),
    );
    next += size;
  }
  for (let index = 0; index < options.single; index += 1) {
    const brokeAt = now - DAY_MS - index * 7 * MINUTE_MS;
    write([{ calendar: next + index, brokeAt, endedAt: null, cause: causeAt(index * 7) }]);
  }
  const spacing = Math.floor((80 * DAY_MS) / Math.max(1, options.ended));
  const ended = Array.from({ length: options.ended }, (_, index): Trouble => {
    const endedAt = now - 9 * DAY_MS - index * spacing;
    const lasted = ((index * 37) % 600) * MINUTE_MS + MINUTE_MS;
    return { calendar: index % count, brokeAt: endedAt - lasted, endedAt, cause: causeAt(index) };
  });
  for (let index = 0; index < ended.length; index += 1) {
    const trouble = ended[index];
    if (trouble === undefined) continue;
    if (index % 100 >= 10) write([trouble]);
    else if (index % 100 === 0) write(ended.slice(index, index + 10).map((one) => ({ ...one, cause: trouble.cause })));
  }
}

/** Writes one incident with its outages, as `store/incident-write.ts` would leave them. */
function incidentWriter(db: Database.Database, meetings: number, now: number): (troubles: readonly Trouble[]) => void {
  const calendar = db
    .prepare<unknown[], [pk: number, workspaceId: number]>('SELECT pk, workspace_id FROM calendar WHERE id = ? LIMIT 1')
    .raw();
  const places = new Map<number, readonly [pk: number, workspaceId: number]>();
  const placeOf = (n: number): readonly [pk: number, workspaceId: number] => {
    const known = places.get(n) ?? calendar.get(`calendar-${n}`);
    if (known === undefined) throw new Error(`There is no calendar ${n}.`);
    places.set(n, known);
    return known;
  };
  const addIncident =
    db.prepare(`INSERT INTO incident (family, scope, cause, cause_basis, platform, oauth_client_id, domain,
      list_key, size, open, first_at, last_at, state, state_at, state_size, resolved_at, stake, lost, first_risk_at, opened_at)
    VALUES (?, ?, ?, 'observed', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addOutage =
    db.prepare(`INSERT INTO outage (calendar_pk, workspace_id, broke_at, broke_basis, connected_at, ended_at,
      ended_by, cause, cause_basis, besides, family, platform, oauth_client_id, domain, incident, at_risk, lost, first_risk_at, seen_at)
    VALUES (?, ?, ?, 'observed', ?, ?, ?, ?, 'observed', '[]', ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const addWorkspace =
    db.prepare(`INSERT INTO incident_workspace (incident, workspace_id, count, resolved, list_key, last_at, cause,
      platform) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const setCause = db.prepare("UPDATE calendar SET cause = ?, cause_basis = 'observed' WHERE pk = ?");
  return (troubles) => {
    const [one] = troubles;
    if (one === undefined) return;
    const { cause } = one;
    const isOpen = one.endedAt === null;
    const size = troubles.length;
    const list = size > 1 ? 0 : 1;
    const firstAt = Math.min(...troubles.map(({ brokeAt }) => brokeAt));
    const lastAt = Math.max(...troubles.map(({ brokeAt }) => brokeAt));
    const endedAt = isOpen ? null : Math.max(...troubles.map((trouble) => trouble.endedAt ?? 0));
    const platform = platformAt(one.calendar);
    const atRisk = isOpen ? meetings : 0;
    const lost = isOpen ? Math.ceil(meetings / 2) : 0;
    const riskAt = (n: number): number => (atRisk === 0 ? NO_RISK : now + (n % 16) * HOUR_MS + MINUTE_MS);
    const family = JSON.stringify([cause, platform, clientAt(one.calendar)]);
    const id = Number(
      addIncident.run(
        ...[family, size > 1 ? 'client' : 'mailbox', cause, platform, clientAt(one.calendar)],
        ...[size > 1 ? null : domainAt(one.calendar), list, size, isOpen ? size : 0, firstAt, lastAt],
        ...[isOpen ? 'open' : 'resolved', endedAt ?? firstAt, size, endedAt, atRisk * size, lost * size],
        ...[Math.min(...troubles.map(({ calendar: n }) => riskAt(n))), firstAt],
      ).lastInsertRowid,
    );
    const perWorkspace = new Map<number, number>();
    for (const trouble of troubles) {
      const n = trouble.calendar;
      const [pk, workspaceId] = placeOf(n);
      perWorkspace.set(workspaceId, (perWorkspace.get(workspaceId) ?? 0) + 1);
      addOutage.run(
        ...[pk, workspaceId, trouble.brokeAt, trouble.brokeAt - (n % 20) * DAY_MS, trouble.endedAt],
        ...[trouble.endedAt === null ? null : 'connected', cause, family, platformAt(n), clientAt(n), domainAt(n), id],
        ...[atRisk, lost, riskAt(n), trouble.brokeAt],
      );
      if (isOpen) setCause.run(cause, pk);
    }
    for (const [workspaceId, calendars] of perWorkspace) {
      addWorkspace.run(id, workspaceId, calendars, isOpen ? 0 : 1, list, lastAt, cause, platform);
    }
  };
}
