import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceNotices } from '../../../shared/diagnosis.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { Log, Notice } from '../../../electron/core/deps.ts';
import type { IncidentChange } from '../../../electron/core/store/triage.ts';
import { createIncidentNotices, type IncidentNotices } from '../../../electron/core/triage/incident-notices.ts';
import { isQuiet } from '../../../electron/core/triage/notice-rules.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { createNoticeWorld, type NoticeWorld } from './notice-world.ts';

/** 10:00 of a day in UTC, which is this computer's zone unless a test says otherwise. */
const NOW = Date.UTC(2026, 10, 20, 10);

let clock: VirtualClock;
let world: NoticeWorld;
let said: Notice[];
let logged: string[];
let notices: IncidentNotices;

const log: Log = { write: (level, message) => logged.push(`${level} ${message}`) };
const utcMinutes = (ms: number): number => Math.floor(ms / MINUTE_MS) % 1_440;

function start(localMinutes: (ms: number) => number = utcMinutes): void {
  notices = createIncidentNotices({
    store: world.store,
    clock,
    log,
    notify: (notice) => said.push(notice),
    localMinutes,
  });
}

function set(workspaceId: number, level: WorkspaceNotices['level'], quiet: WorkspaceNotices['quiet'] = null): void {
  const at = world.notices.findIndex((row) => row.workspaceId === workspaceId);
  if (at >= 0) world.notices.splice(at, 1);
  world.notices.push({ workspaceId, level, quiet });
}

const tell = (id: number, what: IncidentChange['what']): void => notices.changed([{ id, what }]);
const titles = (): string[] => said.map(({ title }) => title);

/** `count` calendars of the incident break now, and the tracker says so. */
function breaks(incident: number, count: number, more: Parameters<NoticeWorld['breaks']>[0] | object = {}): string[] {
  const known = world.store.incident(incident) !== null;
  const ids = world.breaks({ ...more, incident, brokeAt: clock.now() }, count);
  tell(incident, known ? 'grew' : 'opened');
  return ids;
}

function recovers(incident: number): void {
  world.recover(incident, clock.now());
  tell(incident, 'resolved');
}

beforeEach(() => {
  clock = createVirtualClock(NOW);
  world = createNoticeWorld();
  world.workspace(1, 'ACME');
  world.workspace(2, 'Globex');
  said = [];
  logged = [];
  start();
});

afterEach(() => {
  notices.stop();
  expect(logged).toEqual([]);
});

describe('a shared incident', () => {
  it('of 37 calendars that break within four minutes is one notice, and its recovery one more', async () => {
    for (let minute = 0; minute < 4; minute += 1) {
      breaks(7, minute === 3 ? 10 : 9);
      await clock.advance(MINUTE_MS);
    }
    await clock.advance(30 * MINUTE_MS);
    expect(said).toHaveLength(1);
    recovers(7);
    await clock.advance(2 * HOUR_MS);
    expect(titles()).toEqual([
      expect.stringMatching(/^Client secret expired: \d+ Outlook calendars in ACME$/),
      '37 Outlook calendars in ACME are connected again',
    ]);
  });

  it('that grows from 2 to 37 within a minute says 37, what is at stake, from when on, and what to do', async () => {
    breaks(7, 2, { meetings: 7, firstMeetingAt: NOW + 30 * MINUTE_MS });
    await clock.advance(40_000);
    breaks(7, 35);
    await clock.advance(20_000);
    expect(said).toEqual([
      {
        title: 'Client secret expired: 37 Outlook calendars in ACME',
        body: '14 meetings at risk, the first at 10:30. Rotate the client secret.',
        route: '/triage/7',
      },
    ]);
  });

  it('names the day of a first meeting that is not today', async () => {
    breaks(7, 2, { meetings: 1, firstMeetingAt: NOW + 22 * HOUR_MS });
    breaks(8, 2, { meetings: 1, firstMeetingAt: NOW + 3 * DAY_MS });
    await clock.advance(MINUTE_MS);
    expect(said.map(({ body }) => body.split('. ')[0])).toEqual([
      '2 meetings at risk, the first tomorrow at 08:00',
      '2 meetings at risk, the first in 2 days',
    ]);
  });

  it('is spoken of again when it is at least twice as large and five more, at most once an hour', async () => {
    breaks(7, 4);
    await clock.advance(2 * MINUTE_MS);
    breaks(7, 20);
    await clock.advance(58 * MINUTE_MS);
    expect(said).toHaveLength(1);
    breaks(7, 1);
    await clock.advance(5 * MINUTE_MS);
    expect(titles()[1]).toBe('Client secret expired: now 25 Outlook calendars in ACME');
    await clock.advance(2 * HOUR_MS);
    breaks(7, 24);
    await clock.advance(5 * MINUTE_MS);
    expect(said).toHaveLength(2);
    breaks(7, 1);
    await clock.advance(5 * MINUTE_MS);
    expect(titles()[2]).toBe('Client secret expired: now 50 Outlook calendars in ACME');
  });

  it('that people know from an earlier run is no news until it is a different matter', async () => {
    world.breaks({ incident: 7, brokeAt: NOW - DAY_MS }, 10);
    breaks(7, 3);
    await clock.advance(5 * MINUTE_MS);
    expect(said).toEqual([]);
    breaks(7, 7);
    await clock.advance(5 * MINUTE_MS);
    expect(titles()).toEqual(['Client secret expired: now 20 Outlook calendars in ACME']);
  });

  it('that began as a single case is news when a second calendar joins', async () => {
    breaks(7, 1);
    await clock.advance(10 * MINUTE_MS);
    expect(said).toEqual([]);
    breaks(7, 1);
    await clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['Client secret expired: 2 Outlook calendars in ACME']);
  });

  it('that is over before anybody was told needs no word', async () => {
    breaks(7, 5);
    recovers(7);
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });

  it('that became part of another one needs no word', async () => {
    breaks(7, 5);
    world.forget(7);
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });

  it('says at its end what was deleted and which meetings still lack their bot', async () => {
    const [first = ''] = breaks(7, 5);
    breaks(7, 2, { workspaceId: 2 });
    await clock.advance(MINUTE_MS);
    world.remove([first], clock.now());
    world.gap.push(1, 1, 1, 2);
    recovers(7);
    await clock.advance(MINUTE_MS);
    expect(said[1]).toEqual({
      title: '6 Outlook calendars in ACME and Globex are connected again',
      body: 'It was: Client secret expired. 1 more was deleted. 4 meetings ahead lost their bot and have none now.',
      route: '/triage/7',
    });
  });

  it('whose calendars were all deleted did not recover', async () => {
    const ids = breaks(7, 3);
    await clock.advance(MINUTE_MS);
    world.remove(ids, clock.now());
    tell(7, 'resolved');
    await clock.advance(HOUR_MS);
    expect(said).toHaveLength(1);
  });

  it('does not name a workspace in which nothing recovered', async () => {
    breaks(7, 3);
    const gone = breaks(7, 2, { workspaceId: 2 });
    await clock.advance(MINUTE_MS);
    world.remove(gone, clock.now());
    recovers(7);
    await clock.advance(MINUTE_MS);
    expect(titles()[1]).toBe('3 Outlook calendars in ACME are connected again');
  });

  it('that flaps is not spoken of at every turn, and the last word is true', async () => {
    breaks(7, 3);
    await clock.advance(5 * MINUTE_MS);
    recovers(7);
    await clock.advance(5 * MINUTE_MS);
    for (let turn = 0; turn < 3; turn += 1) {
      world.forget(7);
      world.breaks({ incident: 7, brokeAt: clock.now() }, 3);
      tell(7, 'reopened');
      await clock.advance(5 * MINUTE_MS);
      if (turn === 2) break;
      recovers(7);
      await clock.advance(5 * MINUTE_MS);
    }
    expect(said).toHaveLength(2);
    await clock.advance(HOUR_MS);
    expect(titles()).toEqual([
      'Client secret expired: 3 Outlook calendars in ACME',
      '3 Outlook calendars in ACME are connected again',
      'Client secret expired: 3 Outlook calendars in ACME',
    ]);
  });
});

describe('what was broken before', () => {
  it('is no news in the first fill, and one line per workspace where everything is wanted', async () => {
    set(1, 'all');
    const fill = (incident: number, workspaceId: number, count: number): void => {
      world.breaks({ incident, workspaceId, brokeAt: NOW - 3 * DAY_MS, firstSeenAt: clock.now() }, count);
      tell(incident, 'opened');
    };
    fill(1, 1, 5);
    fill(2, 2, 8);
    await clock.advance(50_000);
    fill(3, 1, 1);
    await clock.advance(30_000);
    fill(4, 1, 6);
    await clock.advance(HOUR_MS);
    expect(said).toEqual([
      {
        title: '12 calendars in ACME were found not connected',
        body: 'They broke before Callboard looked. Triage sorts them by what is at stake.',
        route: '/triage',
      },
    ]);
  });

  it('is no news of a calendar that came broken a moment ago', async () => {
    breaks(7, 3, { firstSeenAt: NOW - 5 * MINUTE_MS });
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });

  it('is news when it recovers', async () => {
    world.breaks({ incident: 7, brokeAt: NOW - DAY_MS }, 3);
    tell(7, 'opened');
    await clock.advance(HOUR_MS);
    recovers(7);
    await clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['3 Outlook calendars in ACME are connected again']);
  });

  it('and recovered long ago is no news either', async () => {
    world.breaks({ incident: 7, brokeAt: NOW - DAY_MS }, 3);
    world.recover(7, NOW - 5 * HOUR_MS);
    tell(7, 'resolved');
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });
});

describe('single cases', () => {
  it('are not spoken of unless they are wanted', async () => {
    for (const id of [1, 2, 3]) breaks(id, 1);
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });

  it('are one summary per workspace where they are wanted', async () => {
    set(1, 'all');
    set(2, 'all');
    for (const id of [1, 2, 3, 4, 5]) breaks(id, 1, { meetings: 1, firstMeetingAt: NOW + HOUR_MS });
    breaks(6, 1, { workspaceId: 2 });
    await clock.advance(MINUTE_MS);
    expect(said).toEqual([
      {
        title: '5 calendars in ACME broke, each for itself',
        body: '5 meetings at risk, the first at 11:00. cal-1@example.com: Client secret expired. cal-2@example.com: Client secret expired. cal-3@example.com: Client secret expired. And 2 more.',
        route: '/triage',
      },
      {
        title: 'cal-6@example.com in Globex: Client secret expired',
        body: 'No meeting ahead is at risk.',
        route: '/triage/6',
      },
    ]);
  });

  it('are summed up again only after a quarter of an hour, without those that are well by then', async () => {
    set(1, 'all');
    breaks(1, 1);
    await clock.advance(2 * MINUTE_MS);
    for (const id of [2, 3, 4]) breaks(id, 1);
    await clock.advance(5 * MINUTE_MS);
    recovers(3);
    expect(said).toHaveLength(1);
    await clock.advance(HOUR_MS);
    expect(titles().slice(1)).toEqual(['2 calendars in ACME broke, each for itself']);
  });
});

describe('each workspace', () => {
  it('hears only what it wants to hear, and a notice names only those that do', async () => {
    set(1, 'none');
    breaks(7, 30, { meetings: 2, firstMeetingAt: NOW + HOUR_MS });
    breaks(7, 4, { workspaceId: 2, meetings: 1, firstMeetingAt: NOW + 2 * HOUR_MS });
    await clock.advance(MINUTE_MS);
    expect(said).toEqual([
      {
        title: 'Client secret expired: 4 Outlook calendars in Globex',
        body: '4 meetings at risk, the first at 12:00. Rotate the client secret.',
        route: '/triage/7',
      },
    ]);
    set(2, 'none');
    recovers(7);
    await clock.advance(HOUR_MS);
    expect(said).toHaveLength(1);
  });

  it('that was removed is not named', async () => {
    breaks(7, 3, { workspaceId: 9 });
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
  });
});

describe('quiet hours', () => {
  const night = { from: 22 * 60, to: 7 * 60 };

  it('end with one summary of what happened in them', async () => {
    set(1, 'incidents', night);
    set(2, 'all', night);
    await clock.advance(13 * HOUR_MS);
    breaks(7, 5);
    await clock.advance(HOUR_MS);
    breaks(8, 3, { workspaceId: 2 });
    breaks(9, 1, { workspaceId: 2 });
    breaks(10, 1);
    await clock.advance(HOUR_MS);
    recovers(7);
    await clock.advance(5 * HOUR_MS + 58 * MINUTE_MS);
    expect(said).toEqual([]);
    await clock.advance(3 * MINUTE_MS);
    expect(said).toEqual([
      {
        title: 'During quiet hours in ACME and Globex: 2 incidents, 1 still open, 1 single case',
        body: 'Client secret expired: 5 calendars (over). Client secret expired: 3 calendars.',
        route: '/triage',
      },
    ]);
    await clock.advance(DAY_MS);
    expect(said).toHaveLength(1);
  });

  it('lead to the one incident that began in them', async () => {
    set(1, 'incidents', { from: 10 * 60, to: 11 * 60 });
    breaks(7, 5);
    await clock.advance(2 * HOUR_MS);
    expect(said).toEqual([
      {
        title: 'During quiet hours in ACME: 1 incident, still open',
        body: 'Client secret expired: 5 calendars.',
        route: '/triage/7',
      },
    ]);
  });

  it('of one workspace leave the others their notice', async () => {
    set(1, 'incidents', { from: 10 * 60, to: 11 * 60 });
    breaks(7, 5);
    breaks(7, 2, { workspaceId: 2 });
    await clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['Client secret expired: 2 Outlook calendars in Globex']);
    await clock.advance(HOUR_MS);
    expect(titles()).toHaveLength(2);
  });

  it('in which nothing happened end without a word', async () => {
    set(1, 'all', night);
    await clock.advance(2 * DAY_MS);
    expect(said).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('end when the wall clock says so, also in a night in which it is changed', async () => {
    notices.stop();
    const change = Date.UTC(2026, 10, 21, 1);
    start((ms) => utcMinutes(ms < change ? ms + 2 * HOUR_MS : ms + HOUR_MS));
    set(1, 'incidents', night);
    await clock.advance(12 * HOUR_MS);
    breaks(7, 5);
    // 22:00 UTC is 00:00 here; 07:00 comes an hour later than in other nights, at 06:00 UTC.
    await clock.advance(7 * HOUR_MS + 58 * MINUTE_MS);
    expect(said).toEqual([]);
    await clock.advance(3 * MINUTE_MS);
    expect(said).toHaveLength(1);
  });

  it('hold from their first minute to before their last, also over midnight', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(minute, minute, minute, (from, to, now) => {
        const quiet = isQuiet({ workspaceId: 1, level: 'all', quiet: { from, to } }, now);
        const length = (to - from + 1_440) % 1_440;
        expect(quiet).toBe((now - from + 1_440) % 1_440 < length);
      }),
      { seed: 41 },
    );
  });
});

describe('notices', () => {
  it('end with the core, whatever was collected', async () => {
    breaks(7, 5);
    notices.stop();
    await clock.advance(HOUR_MS);
    expect(said).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('go on after an incident that could not be read, and say so in the log', async () => {
    const { incident } = world.store;
    const broken = {
      ...world.store,
      incident: (id: number) => {
        if (id === 7) throw new Error('disk I/O error');
        return incident(id);
      },
    };
    notices = createIncidentNotices({ store: broken, clock, log, notify: (notice) => said.push(notice) });
    world.breaks({ incident: 7, brokeAt: NOW }, 2);
    tell(7, 'opened');
    world.breaks({ incident: 8, brokeAt: NOW }, 2);
    tell(8, 'opened');
    await clock.advance(HOUR_MS);
    expect(said).toHaveLength(1);
    expect(logged.splice(0)).toEqual(['warn an incident was not notified of']);
  });

  it('sum up hundreds of single cases in one line', async () => {
    set(1, 'all');
    for (let id = 1; id <= 400; id += 1) breaks(id, 1);
    await clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['400 calendars in ACME broke, each for itself']);
  });
});
