/** Writes pages into a database until it is killed; says so when the write-ahead log is large. Argument: database path. */
import { statSync } from 'node:fs';
import { systemClock } from '../../../electron/core/clock.ts';
import { EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { generateEventPage } from '../../../electron/simulator/payloads.ts';
import { silentLog } from '../../support/core-harness.ts';
import { say } from '../children.ts';

const path = process.argv[2] ?? '';
const { store } = openStore({ path, clock: systemClock, log: silentLog });
const { id: workspaceId } = store.addWorkspace(
  {
    name: 'Load',
    region: 'custom',
    baseUrl: 'http://127.0.0.1:1',
    colour: 'blue',
    mode: 'read_only',
    pollIntervalMs: 60_000,
    training: false,
  },
  systemClock.now(),
);
let largest = 0;
for (let page = 0; ; page += 1) {
  const { text } = generateEventPage(2, page, { total: 1_000_000 });
  const { records, quarantined } = readPage(
    { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null },
    'bench',
    EVENT,
  );
  store.applyEvents({ workspaceId, records, quarantined, receivedAt: systemClock.now() });
  const bytes = statSync(`${path}-wal`).size;
  largest = Math.max(largest, bytes);
  // By then the log has been through checkpoints, so its size is as large as it ever gets.
  if (page === 300) say({ walBytes: bytes });
  if (page > 300) await new Promise((resolve) => setTimeout(resolve, 1_000_000));
}
