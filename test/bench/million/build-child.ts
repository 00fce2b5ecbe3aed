/**
 * Builds the large file: 20 workspaces, 10,000 calendars, EVENTS events (argument 2), through the same reading and writing
 * code as a sync. Says the throughput of every 100,000 events (making the payloads is not counted), then infers recipes, moves
 * some events away from their bots, judges everything, works off all idle work (search index, compression) and says the
 * sizes. Argument 1: database path.
 */
import { performance } from 'node:perf_hooks';
import { statSync } from 'node:fs';
import { systemClock } from '../../../electron/core/clock.ts';
import { CALENDAR, EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import type { Reply } from '../../../electron/core/recall/failures.ts';
import { inferRecipe } from '../../../electron/core/diagnosis/events/recipes.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { calendarPlatformAt, generatedCalendarIds, generateEventPage } from '../../../electron/simulator/payloads.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { silentLog } from '../../support/core-harness.ts';
import { say } from '../children.ts';
import { concludeWaiting } from '../verdicts/conclude.ts';

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
for (const workspaceId of ids) {
  const { template, sampled, share } = inferRecipe(store.keySamples(workspaceId, systemClock.now(), 500));
  store.saveInferredRecipe(workspaceId, template, sampled, share);
}
for (const [index, workspaceId] of ids.entries()) moveSome(index, workspaceId);
const judging = performance.now();
const judged = concludeWaiting(store, systemClock.now());
const judgeMicros = ((performance.now() - judging) * 1000) / Math.max(1, judged);
const idle = performance.now();
while (store.maintain(200));
const idleMs = performance.now() - idle;
store.close();
say({ kind: 'done', judged, judgeMicros, idleMs, bytes: statSync(path).size, jsonBytes });

/** A page of events that starts an hour later than its bots were told: wrong times are rare, and there are some. */
function moveSome(index: number, workspaceId: number): void {
  const { text } = generateEventPage(index, Math.floor(pagesEach / 3), {
    total: pagesEach * PAGE,
    from,
    to: from + 29 * DAY_MS,
    calendarIds: generatedCalendarIds(index, CALENDARS),
    updatedLater: DAY_MS,
  });
  // The shape is the generator's.
  const page = JSON.parse(text) as { results: { start_time: string; end_time: string }[] };
  for (const event of page.results) {
    event.start_time = new Date(Date.parse(event.start_time) + HOUR_MS).toISOString();
    event.end_time = new Date(Date.parse(event.end_time) + HOUR_MS).toISOString();
  }
  const { records, quarantined } = readPage(replyOf(JSON.stringify(page)), 'bench', EVENT);
  store.applyEvents({ workspaceId, records, quarantined, receivedAt: systemClock.now() });
}

function calendarPayload(id: string, workspace: number, at: number): Record<string, unknown> {
  const status =
    ['connected', 'connected', 'connected', 'disconnected', 'connecting'][(at * 7 + workspace) % 5] ?? 'connected';
  const createdAt = new Date(from - (at + 1) * 3_600_000).toISOString();
  return {
    id,
    platform: calendarPlatformAt(at),
    platform_email: at % 50 === 0 ? null : `person${at}.ws${workspace}@company${at % 4 === 0 ? 0 : at % 40}.example`,
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
