/** Notices from the tracker and the store as they are, without anything in their place. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { Notice } from '../../../electron/core/deps.ts';
import type { CalendarRecord } from '../../../electron/core/records.ts';
import type { Store } from '../../../electron/core/store/types.ts';
import { createIncidentNotices } from '../../../electron/core/triage/incident-notices.ts';
import { createTracker } from '../../../electron/core/triage/tracker.ts';
import type { TriageTracker } from '../../../electron/core/triage/types.ts';
import { silentLog } from '../../support/core-harness.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { aCalendar, applyCalendars, newStore, TEST_NOW } from '../store/fixture.ts';

const EXPIRED = 'AADSTS7000222: The provided client secret keys for app are expired.';
const CONNECTED = { status: 'connected', at: TEST_NOW - 2 * DAY_MS, detail: null } as const;

let clock: VirtualClock;
let store: Store;
let workspaceId: number;
let tracker: TriageTracker;
let said: Notice[];

function outlook(id: string, changes: CalendarRecord['statusChanges']): CalendarRecord {
  return aCalendar({
    id,
    platform: 'microsoft_outlook',
    platformEmail: `${id}@acme.com`,
    oauthClientId: 'app-1',
    status: changes.at(-1)?.status ?? 'connected',
    statusChanges: changes,
    updatedAt: clock.now(),
    payload: JSON.stringify({ id }),
  });
}

/** What Recall answers now, applied and looked at as after every page. */
function answer(ids: readonly string[], entriesOf: (id: string) => CalendarRecord['statusChanges']): void {
  applyCalendars(
    store,
    workspaceId,
    ids.map((id) => outlook(id, entriesOf(id))),
    clock.now(),
  );
  tracker.heard('calendars', workspaceId, ids);
}

const names = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user-${from + index}`);

beforeEach(() => {
  const opened = newStore();
  [workspaceId = 0] = opened.ids;
  store = opened.store;
  clock = createVirtualClock(TEST_NOW);
  said = [];
  const notices = createIncidentNotices({
    store,
    clock,
    log: silentLog,
    notify: (notice) => said.push(notice),
    localMinutes: (ms) => Math.floor(ms / MINUTE_MS) % 1_440,
  });
  tracker = createTracker({
    store,
    clock,
    log: silentLog,
    changed: () => undefined,
    told: (changes) => notices.changed(changes),
  });
});

describe('a client secret that expires under 37 calendars', () => {
  const down = (at: number) => [CONNECTED, { status: 'disconnected', at, detail: EXPIRED }];

  it('is one notice and its end one more, with a calendar that broke twice counted once', async () => {
    answer(names(1, 37), () => [CONNECTED]);
    await clock.advance(HOUR_MS);
    for (let minute = 0; minute < 4; minute += 1) {
      const at = clock.now();
      answer(names(1 + minute * 9, minute === 3 ? 10 : 9), () => down(at));
      await clock.advance(MINUTE_MS);
    }
    await clock.advance(5 * MINUTE_MS);
    expect(said).toEqual([
      {
        title: expect.stringMatching(/^.+: \d+ Outlook calendars in Workspace 1$/),
        body: expect.stringContaining('No meeting ahead is at risk.'),
        route: expect.stringMatching(/^\/triage\/\d+$/),
      },
    ]);

    const brokeAt = clock.now() - 9 * MINUTE_MS;
    const again = clock.now() - MINUTE_MS;
    answer(['user-1'], () => [
      ...down(brokeAt),
      { status: 'connected', at: again - MINUTE_MS, detail: null },
      { status: 'disconnected', at: again, detail: EXPIRED },
    ]);
    await clock.advance(2 * MINUTE_MS);
    expect(said).toHaveLength(1);

    const healed = { status: 'connected', at: clock.now(), detail: null };
    answer(['user-1'], () => [
      ...down(brokeAt),
      { status: 'connected', at: again - MINUTE_MS, detail: null },
      { status: 'disconnected', at: again, detail: EXPIRED },
      healed,
    ]);
    answer(names(2, 36), () => [...down(brokeAt), healed]);
    await clock.advance(HOUR_MS);
    expect(said.slice(1)).toEqual([
      {
        title: '37 Outlook calendars in Workspace 1 are connected again',
        body: expect.stringMatching(/^It was: .+\.$/),
        route: said[0]?.route,
      },
    ]);
  });

  it('is no news when they were broken before Callboard first saw them', async () => {
    answer(names(1, 37), () => down(TEST_NOW - HOUR_MS));
    await clock.advance(HOUR_MS);
    expect(store.incident(1)).toMatchObject({ size: 37 });
    expect(said).toEqual([]);
  });
});
