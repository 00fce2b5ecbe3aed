/** Writes 2,000 changed events a second into the large file until it is stopped. Argument: database path. */
import { systemClock } from '../../../electron/core/clock.ts';
import { EVENT, readPage } from '../../../electron/core/recall/pages.ts';
import { openStore } from '../../../electron/core/store/index.ts';
import { generatedCalendarIds, generateEventPage } from '../../../electron/simulator/payloads.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { silentLog } from '../../support/core-harness.ts';
import { say } from '../children.ts';

const PAGES_PER_SECOND = 20;
const { store } = openStore({ path: process.argv[2] ?? '', clock: systemClock, log: silentLog });
const ids = store.workspaces().map((workspace) => workspace.id);
const from = systemClock.now();
let page = 0;
say({ writing: true });
setInterval(() => {
  const index = page % ids.length;
  const { text } = generateEventPage(index, Math.floor(page / ids.length) % 40, {
    total: 50_000,
    from,
    to: from + 29 * DAY_MS,
    calendarIds: generatedCalendarIds(index, 500),
    updatedLater: page * 1000 + DAY_MS * 60,
  });
  const { records, quarantined } = readPage(
    { status: 200, contentType: 'application/json', text, retryAfter: undefined, serverNow: null },
    'bench',
    EVENT,
  );
  store.applyEvents({ workspaceId: ids[index] ?? 1, records, quarantined, receivedAt: systemClock.now() });
  page += 1;
}, 1000 / PAGES_PER_SECOND);
process.on('SIGTERM', () => {
  store.close();
  process.exit(0);
});
