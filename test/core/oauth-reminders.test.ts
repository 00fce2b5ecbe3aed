import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../shared/time.ts';
import type { Log, Notice } from '../../electron/core/deps.ts';
import { runOauthReminders } from '../../electron/core/oauth-reminders.ts';
import type { CalendarRecord } from '../../electron/core/records.ts';
import { openStore } from '../../electron/core/store/index.ts';
import type { Store } from '../../electron/core/store/types.ts';
import { silentLog } from '../support/core-harness.ts';
import { makeTempDir } from '../support/temp-dir.ts';
import { aCalendar, addWorkspaces, applyCalendars } from './store/fixture.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

const NOW = Date.UTC(2026, 10, 1, 9);
const EXPIRES = NOW + 40 * DAY_MS;

let dir: ReturnType<typeof makeTempDir>;
let clock: VirtualClock;
let store: Store;
let notices: Notice[];
let stopping: AbortController;
let running: Promise<void>;

const open = (): Store => openStore({ path: `${dir.path}/callboard.db`, clock, log: silentLog }).store;

function register(secretExpiresAt: number | null, id: number | null = null): number {
  return store.saveOauthClient(
    { clientId: 'app-1', name: 'Outlook production', platform: 'microsoft_outlook', secretExpiresAt, workspaceIds: [] },
    id,
  );
}

function start(log: Log = silentLog): void {
  stopping = new AbortController();
  running = runOauthReminders(store, clock, (notice) => notices.push(notice), log, stopping.signal);
}

async function stop(): Promise<void> {
  stopping.abort();
  await running;
}

beforeEach(() => {
  dir = makeTempDir('reminders');
  clock = createVirtualClock(NOW);
  store = open();
  notices = [];
});

afterEach(async () => {
  await stop();
  store.close();
  dir.remove();
});

const titles = (): string[] => notices.map(({ title }) => title);

describe('reminders of an expiring secret', () => {
  it('come 30, 14 and 3 days ahead and at the end, once each', async () => {
    register(EXPIRES);
    start();
    await clock.advance(50 * DAY_MS);
    expect(titles()).toEqual([
      'The secret of Outlook production expires in 30 days',
      'The secret of Outlook production expires in 14 days',
      'The secret of Outlook production expires in 3 days',
      'The secret of Outlook production has expired',
    ]);
    expect(new Set(notices.map(({ route }) => route))).toEqual(new Set(['/oauth-clients']));
  });

  it('are not given again after a restart', async () => {
    register(NOW + 10 * DAY_MS);
    start();
    await clock.advance(HOUR_MS);
    expect(titles()).toEqual(['The secret of Outlook production expires in 10 days']);
    await stop();
    store.close();
    store = open();
    start();
    await clock.advance(DAY_MS);
    expect(notices).toHaveLength(1);
  });

  it('begin anew when another date is entered', async () => {
    const id = register(NOW + 2 * DAY_MS);
    start();
    await clock.advance(HOUR_MS);
    register(NOW + 13 * DAY_MS, id);
    await clock.advance(HOUR_MS);
    register(NOW + 400 * DAY_MS, id);
    await clock.advance(DAY_MS);
    expect(titles()).toEqual([
      'The secret of Outlook production expires in 2 days',
      'The secret of Outlook production expires in 12 days',
    ]);
  });

  it('never promise more time than there is', async () => {
    register(NOW + DAY_MS + 1);
    start();
    await clock.advance(HOUR_MS);
    expect(titles()).toEqual(['The secret of Outlook production expires in 1 day']);
    await stop();
    notices = [];
    register(NOW + 20 * HOUR_MS, 1);
    start();
    await clock.advance(HOUR_MS);
    expect(titles()).toEqual(['The secret of Outlook production expires within a day']);
  });

  it('say how many calendars are at stake', async () => {
    const [first = 0, second = 0] = addWorkspaces(store, 2);
    const ofClient = (id: string): CalendarRecord =>
      aCalendar({ id, platform: 'microsoft_outlook', oauthClientId: 'app-1' });
    applyCalendars(store, first, [ofClient('a'), ofClient('b'), aCalendar({ id: 'c' })]);
    applyCalendars(store, second, [ofClient('d')]);
    register(NOW + 5 * DAY_MS);
    start();
    await clock.advance(HOUR_MS);
    expect(notices[0]?.body).toMatch(/^3 calendars in 2 workspaces use it\. .*before then/);
    await clock.advance(5 * DAY_MS);
    expect(notices.at(-1)?.body).toMatch(/^3 calendars in 2 workspaces use it\. .*cannot connect/);
  });

  it('say so where nothing is at stake', async () => {
    register(NOW + 5 * DAY_MS);
    start();
    await clock.advance(HOUR_MS);
    expect(notices[0]?.body).toBe('No calendar uses it at present.');
  });

  it('keep quiet about a secret without a date', async () => {
    register(null);
    start();
    await clock.advance(60 * DAY_MS);
    expect(notices).toEqual([]);
  });

  it('go on after a look that failed, and say so in the log', async () => {
    register(NOW + 5 * DAY_MS);
    const lines: string[] = [];
    let failures = 2;
    const flaky = new Proxy(store, {
      get: (target, name: keyof Store) => {
        if (name === 'noteReminder' && failures > 0) {
          return () => {
            failures -= 1;
            throw new Error('disk full');
          };
        }
        return target[name];
      },
    });
    stopping = new AbortController();
    const log: Log = { write: (level, message) => lines.push(`${level} ${message}`) };
    running = runOauthReminders(flaky, clock, (notice) => notices.push(notice), log, stopping.signal);
    await clock.advance(HOUR_MS + 1);
    expect(notices).toEqual([]);
    await clock.advance(2 * HOUR_MS);
    expect(notices).toHaveLength(1);
    expect(lines).toEqual([
      'warn reminders of expiring secrets were not looked at',
      'warn reminders of expiring secrets were not looked at',
    ]);
  });

  it('end with the core', async () => {
    start();
    await clock.advance(HOUR_MS);
    await stop();
    expect(clock.pending).toBe(0);
  });
});
