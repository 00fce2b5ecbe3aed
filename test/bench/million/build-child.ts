/**
 * Builds the large file: 20 workspaces, 10,000 calendars, EVENTS events (argument 2), through the same reading and writing
 * code as a sync. Says the throughput of every 100,000 events (making the payloads is not counted), then works off all idle
 * work (search index, compression) and says the sizes. Argument 1: database path.
 */
import { performance } from 'node:perf_hooks';
import { statSync } from 'node:fs';
import { systemClock } from '../../../electron/core/clock.ts';
import { CALENDAR, EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import type { Reply } from '../../../electron/core/recall/failures.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { calendarPlatformAt, generatedCalendarIds, generateEventPage } from '../../../electron/simulator/payloads.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { silentLog } from '../../support/core-harness.ts';
import { say } from '../children.ts';

const path = process.argv[2] ?? '';
const events = Number(process.argv[3] ?? '1000000');
const WORKSPACES = 20;
const CALENDARS = 500;
const PAGE = 100;

const { store } = openStore({ path, clock: systemClock, log: silentLog });
const from = systemClock.now() - DAY_MS;
const pagesEach = events / WORKSPACES / PAGE;
const ids = Array.from({ length: WORKSPACES }, (_, index) => {
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
    systemClock.now(),
  );
  // Never synced by a host that opens this file.
  store.updateWorkspace(workspace.id, { paused: true });
  const calendars = generatedCalendarIds(index, CALENDARS).map((id, at) => calendarPayload(id, index, at));
  const page = readPage(replyOf(JSON.stringify({ next: null, previous: null, results: calendars })), 'bench', CALENDAR);
  store.applyCalendars({
    workspaceId: workspace.id,
    records: page.records,
    quarantined: page.quarantined,
    receivedAt: systemClock.now(),
  });
  return workspace.id;
});

let jsonBytes = 0;
let written = 0;
let sinceMark = 0;
for (let page = 0; page < pagesEach; page += 1) {
  for (const [index, workspaceId] of ids.entries()) {
    const { text } = generateEventPage(index, page, {
      total: pagesEach * PAGE,
      from,
      to: from + 29 * DAY_MS,
      calendarIds: generatedCalendarIds(index, CALENDARS),
    });
    jsonBytes += text.length;
    const start = performance.now();
    const { records, quarantined } = readPage(replyOf(text), 'bench', EVENT);
    store.applyEvents({ workspaceId, records, quarantined, receivedAt: systemClock.now() });
    sinceMark += performance.now() - start;
    written += records.length;
    if (written % 100_000 === 0) {
      say({
        kind: 'mark',
        written,
        microsPerEvent: (sinceMark * 1000) / 100_000,
        bytes: statSync(path).size,
        jsonBytes,
      });
      sinceMark = 0;
    }
  }
}
const idle = performance.now();
while (store.maintain(200));
const idleMs = performance.now() - idle;
store.close();
say({ kind: 'done', idleMs, bytes: statSync(path).size, jsonBytes });

function calendarPayload(id: string, workspace: number, at: number): Record<string, unknown> {
  const status =
    ['connected', 'connected', 'connected', 'disconnected', 'connecting'][(at * 7 + workspace) % 5] ?? 'connected';
  const createdAt = new Date(from - (at + 1) * 3_600_000).toISOString();
  return {
    id,
    platform: calendarPlatformAt(at),
    platform_email: at % 50 === 0 ? null : `person${at}.ws${workspace}@company${at % 40}.example`,
    oauth_client_id: `client-${workspace}-${at % 3}`,
    oauth_client_secret: 'not-a-secret',
    oauth_refresh_token: 'not-a-token',
    status,
    status_changes: [
      { status: 'connecting', created_at: createdAt },
      { status, created_at: new Date(from + at * 1000).toISOString() },
    ],
    created_at: createdAt,
    updated_at: new Date(from + at * 1000).toISOString(),
  };
}

function replyOf(text: string): Reply {
  return { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null };
}
