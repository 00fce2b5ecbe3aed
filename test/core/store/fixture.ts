/** A store in the test's own folder, and short ways to fill it. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock, Log } from '../../../electron/core/deps.ts';
import type { CalendarRecord, EventRecord } from '../../../electron/core/records.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import type { Applied, Store } from '../../../electron/core/store/types.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { TEST_NOW } from '../../support/records.ts';
import { testDir } from '../../support/test-dir.ts';

export { anEvent, TEST_NOW } from '../../support/records.ts';

export const silent: Log = { write: () => undefined };

/** A clock that stands still; `monotonic` moves by itself so that budgets in ms end. */
export function fixedClock(now = TEST_NOW): Clock {
  let ticks = 0;
  return {
    now: () => now,
    monotonic: () => (ticks += 0.05),
    sleep: () => Promise.reject(new Error('Tests of the store do not sleep.')),
  };
}

export interface Opened {
  readonly store: Store;
  readonly path: string;
  readonly db: () => Database.Database;
  /** Workspace ids, in the order asked for. */
  readonly ids: readonly number[];
}

export function open(path: string, clock = fixedClock(), onReplaced?: () => void): Omit<Opened, 'ids'> {
  const { store, connection } = openStore({
    path,
    clock,
    log: silent,
    ...(onReplaced === undefined ? {} : { onReplaced }),
  });
  onTestFinished(() => store.close());
  return { store, path, db: connection };
}

/** A fresh store with `workspaces` empty workspaces. */
export function newStore(workspaces = 1): Opened {
  const opened = open(join(testDir('store'), 'callboard.db'));
  return { ...opened, ids: addWorkspaces(opened.store, workspaces) };
}

export function addWorkspaces(store: Store, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) =>
      store.addWorkspace(
        {
          name: `Workspace ${index + 1}`,
          region: 'us-east-1',
          baseUrl: 'https://us-east-1.recall.ai',
          colour: 'blue',
          mode: 'read_only',
          pollIntervalMs: 60_000,
          training: false,
        },
        TEST_NOW,
      ).id,
  );
}

export function applyEvents(
  store: Store,
  workspaceId: number,
  records: readonly EventRecord[],
  receivedAt = TEST_NOW,
): Applied {
  return store.applyEvents({ workspaceId, records, quarantined: [], receivedAt });
}

export function applyCalendars(
  store: Store,
  workspaceId: number,
  records: readonly CalendarRecord[],
  receivedAt = TEST_NOW,
): Applied {
  return store.applyCalendars({ workspaceId, records, quarantined: [], receivedAt });
}

export function aCalendar(change: Partial<CalendarRecord> = {}): CalendarRecord {
  const base = {
    id: 'cal-1',
    platform: 'google_calendar',
    platformEmail: 'anna@acme.com',
    oauthEmail: null,
    oauthClientId: 'client-1',
    status: 'connected',
    statusChanges: [
      { status: 'connecting', at: TEST_NOW - 3 * HOUR_MS, detail: null },
      { status: 'connected', at: TEST_NOW - 2 * HOUR_MS, detail: null },
    ],
    createdAt: TEST_NOW - 3 * HOUR_MS,
    updatedAt: TEST_NOW - 2 * HOUR_MS,
    payload: '{"id":"cal-1"}',
  } satisfies CalendarRecord;
  return { ...base, ...change };
}

/** Works off all idle work. */
export function settle(store: Store): void {
  for (let slice = 0; store.maintain(50); slice += 1) {
    if (slice > 10_000) throw new Error('Idle work does not end.');
  }
}

/** Every row of the tables that hold what Recall sent, without keys of our own: equal dumps are equal replicas. */
export function dump(db: Database.Database): unknown {
  const all = (sql: string): unknown[] => db.prepare(sql).all();
  return {
    events: all(`SELECT e.workspace_id, e.id, c.id AS calendar, e.facet, e.start_at, e.end_at, e.updated_at, e.flags,
      e.bot_count, e.attendee_count, e.platform, e.title, e.meeting_url, e.organizer_email, e.series_id, e.fingerprint,
      e.bots_fingerprint, e.created_at, e.meeting_platform, e.own_response, e.platform_id, e.ical_uid, e.extra, e.checksum
      FROM event e JOIN calendar c ON c.pk = e.calendar_pk ORDER BY 1, 2`),
    bots: all(`SELECT e.workspace_id, e.id, b.bot_id, b.start_at, b.deduplication_key, b.meeting_url
      FROM bot_entry b JOIN event e ON e.pk = b.event_pk WHERE b.gone_at IS NULL ORDER BY 1, 2, 3, 4`),
    calendars: all(`SELECT workspace_id, id, facet, email, status, updated_at, fingerprint FROM calendar
      WHERE facet < 1000 ORDER BY 1, 2`),
    counts: all('SELECT workspace_id, facet, n FROM tally WHERE kind IN (0, 1) AND n <> 0 ORDER BY 1, 2'),
  };
}
