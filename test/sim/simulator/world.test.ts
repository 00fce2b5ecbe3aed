import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { genuineEvent, startSimulator } from '../../../electron/simulator/index.ts';
import type { SimCalendar } from '../../../electron/simulator/index.ts';
import { bench, DAY, HandClock, HOUR, MINUTE, MORNING } from './support.ts';

/** From the first to the last of their latest changes, ms. */
function spread(calendars: readonly SimCalendar[]): number {
  const at = calendars.map(({ statusChanges }) => (statusChanges.at(-1)?.at ?? 0) / 1000);
  return Math.max(...at) - Math.min(...at);
}

/** From its creation to its latest change, ms. */
function livedMs({ createdUs, statusChanges }: SimCalendar): number {
  return ((statusChanges.at(-1)?.at ?? 0) - createdUs) / 1000;
}

/** A digest of everything in the training world. */
async function worldOf(seed: number): Promise<string> {
  const simulator = await startSimulator({ seed, clock: new HandClock() });
  const hash = createHash('sha256');
  for (const workspace of simulator.world.workspaces) {
    hash.update(JSON.stringify([workspace.apiKey, workspace.calendars(), workspace.bots()]));
    for (const event of workspace.events()) hash.update(workspace.eventBytes(event));
  }
  await simulator.stop();
  return hash.digest('hex');
}

describe('a simulated world', () => {
  it('follows from its seed and the clock', async () => {
    const first = await worldOf(1);
    expect(await worldOf(1)).toBe(first);
    expect(await worldOf(2)).not.toBe(first);
  });

  it('has exactly the calendars and events that were asked for, in the window from yesterday to 28 days ahead', async () => {
    const { workspace, clock } = await bench({ world: [{ name: 'Exact', calendars: 7, eventsPerCalendar: 90 }] });
    expect(workspace.calendars()).toHaveLength(7);
    expect(workspace.events()).toHaveLength(630);
    for (const calendar of workspace.calendars()) {
      expect(workspace.events().filter((event) => event.calendarId === calendar.id)).toHaveLength(90);
    }
    for (const event of workspace.events()) {
      expect(event.startAt).toBeGreaterThanOrEqual(clock.now() - 2 * DAY);
      expect(event.startAt).toBeLessThanOrEqual(clock.now() + 28 * DAY);
      expect(event.updatedUs).toBeLessThan(clock.now() * 1000);
      expect(event.createdUs).toBeLessThanOrEqual(event.updatedUs);
    }
  });

  it('shows an event when it enters the 28-day window, with a new updated_at, and drops it 60 days after its end', async () => {
    const { workspace, clock, get } = await bench();
    const calendar = workspace.addCalendar();
    const event = workspace.addEvent({ calendarId: calendar.id, startAt: clock.now() + 30 * DAY });
    const path = `/api/v2/calendar-events/${event.id}/`;
    expect((await get(path)).status).toBe(404);

    clock.advance(2 * DAY);
    const shown = await get(path);
    expect(shown.status).toBe(200);
    expect(Date.parse(shown.json.updated_at)).toBe(clock.now());

    clock.advance(28 * DAY + 59 * DAY);
    expect((await get(path)).status).toBe(200);
    clock.advance(3 * DAY);
    expect((await get(path)).status).toBe(404);
    expect((await get('/api/v2/calendar-events/')).json.results).toEqual([]);
  });

  it('gives every change a later updated_at than the one before, even within one millisecond', async () => {
    const { workspace } = await bench();
    const calendar = workspace.addCalendar();
    const event = workspace.addEvent({ calendarId: calendar.id, startAt: MORNING + HOUR });
    const stamps = [1, 2, 3, 4].map((n) => workspace.updateEvent(event.id, { title: `Version ${n}` }).updatedUs);
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(new Set(stamps).size).toBe(4);
  });

  it('moves an event without its bot, and keeps its length', async () => {
    const { workspace, get } = await bench();
    const calendar = workspace.addCalendar();
    const event = workspace.addEvent({ calendarId: calendar.id, startAt: MORNING + HOUR, endAt: MORNING + 2 * HOUR });
    workspace.putBot(event.id);
    workspace.updateEvent(event.id, {
      startAt: MORNING + 5 * HOUR,
      title: 'Moved',
      meetingUrl: 'https://zoom.us/j/99',
    });
    const { json } = await get(`/api/v2/calendar-events/${event.id}/`);
    expect(Date.parse(json.end_time)).toBe(MORNING + 6 * HOUR);
    expect(Date.parse(json.bots[0].start_time)).toBe(MORNING + HOUR);
    expect(json.bots[0].meeting_url).not.toBe('https://zoom.us/j/99');
    expect(json.meeting_platform).toBe('zoom');
    expect(json.raw.summary ?? json.raw.subject).toBe('Moved');
  });

  it('takes future bots away when an event is deleted or its calendar disconnects, and keeps those that joined', async () => {
    const { workspace, clock } = await bench();
    const calendar = workspace.addCalendar();
    const other = workspace.addCalendar();
    const past = workspace.addEvent({ calendarId: calendar.id, startAt: MORNING - HOUR });
    const future = workspace.addEvent({ calendarId: calendar.id, startAt: MORNING + HOUR });
    const shared = workspace.addEvent({ calendarId: other.id, startAt: MORNING + HOUR, meetingUrl: future.meetingUrl });
    const ran = workspace.putBot(past.id);
    const bot = workspace.putBot(future.id);
    expect(workspace.putBot(shared.id).id).toBe(bot.id);

    clock.advance(MINUTE);
    workspace.setCalendarStatus(calendar.id, 'disconnected', 'google_revoked');
    expect(past.bots.map((entry) => entry.botId)).toEqual([ran.id]);
    expect(future.bots).toEqual([]);
    expect(shared.bots.map((entry) => entry.botId)).toEqual([bot.id]);
    expect(workspace.botsById.has(bot.id)).toBe(true);

    workspace.deleteEvent(shared.id);
    expect(shared.isDeleted).toBe(true);
    expect(workspace.botsById.has(bot.id)).toBe(false);
  });

  it('forgets the events of a removed calendar', async () => {
    const { workspace, get } = await bench({ world: [{ name: 'Two', calendars: 2, eventsPerCalendar: 30 }] });
    const [gone, stays] = workspace.calendars();
    if (gone === undefined || stays === undefined) throw new Error('Two calendars were asked for.');
    workspace.removeCalendar(gone.id);
    expect((await get(`/api/v2/calendars/${gone.id}/`)).status).toBe(404);
    const events = (await get('/api/v2/calendar-events/')).json.results;
    expect(events).toHaveLength(30);
    expect(new Set(events.map((event: { calendar_id: string }) => event.calendar_id))).toEqual(new Set([stays.id]));
  });

  it('carries a genuine payload through unchanged, whatever its age', async () => {
    const { workspace, get } = await bench();
    const calendar = workspace.addCalendar({ platform: 'google_calendar' });
    const raw = {
      id: 'x1',
      summary: 'Genuine',
      start: { dateTime: '2024-05-01T17:30:00-04:00', timeZone: 'America/New_York' },
      end: { dateTime: '2024-05-01T18:00:00-04:00', timeZone: 'America/New_York' },
      hangoutLink: 'https://meet.google.com/abc-defg-hij',
      recurringEventId: 'series-1',
    };
    const event = workspace.addEvent(genuineEvent(calendar.id, 'google_calendar', raw));
    const { json } = await get(`/api/v2/calendar-events/${event.id}/`);
    expect(json.raw).toEqual(raw);
    expect(json.start_time).toBe('2024-05-01T21:30:00Z');
    expect(json.end_time).toBe('2024-05-01T22:00:00Z');
    expect(json.meeting_platform).toBe('google_meet');

    workspace.updateEvent(event.id, { title: 'Renamed' });
    const changed = (await get(`/api/v2/calendar-events/${event.id}/`)).json.raw;
    expect(changed).toMatchObject({ summary: 'Renamed', recurringEventId: 'series-1' });
  });
});

describe('a world of shared OAuth clients', () => {
  it('gives all calendars of a platform the one client, over all workspaces, unless one is named', async () => {
    const client = { outlookClientId: 'outlook-app', googleClientId: 'google-app' };
    const { simulator, workspace } = await bench({
      world: [
        { name: 'One', calendars: 9, eventsPerCalendar: 0, ...client },
        { name: 'Two', calendars: 9, eventsPerCalendar: 0, ...client },
      ],
    });
    workspace.addCalendar({ platform: 'microsoft_outlook' });
    const calendars = simulator.world.workspaces.flatMap((one) => one.calendars());
    expect(new Set(calendars.map(({ platform, oauthClientId }) => `${platform} ${oauthClientId}`))).toEqual(
      new Set(['microsoft_outlook outlook-app', 'google_calendar google-app']),
    );
    expect(workspace.addCalendar({ oauthClientId: 'own' }).oauthClientId).toBe('own');
  });

  it.each([2, 99])(
    'disconnects %i of its Outlook calendars for an expired secret, as far as there are so many',
    async (expiredSecrets) => {
      const { workspace, get } = await bench({
        world: [{ name: 'One', calendars: 12, eventsPerCalendar: 5, expiredSecrets }],
      });
      const outlook = workspace.calendars().filter(({ platform }) => platform === 'microsoft_outlook');
      const broken = workspace.calendars().filter(({ status }) => status === 'disconnected');
      expect(broken).toHaveLength(Math.min(expiredSecrets, outlook.length));
      expect(broken.every(({ trouble }) => trouble === 'outlook_secret_expired')).toBe(true);
      const { json } = await get(`/api/v2/calendars/${broken[0]?.id}/`);
      expect(JSON.stringify(json.status_changes.at(-1))).toContain('AADSTS7000222');
    },
  );
});

describe('a world of several customers', () => {
  it('gives each mail domain an equal share of the calendars, on both platforms', async () => {
    const { workspace } = await bench({
      world: [{ name: 'One', calendars: 20, eventsPerCalendar: 0, domains: ['acme.example', 'vandelay.example'] }],
    });
    const shares = Map.groupBy(workspace.calendars(), ({ mailbox }) => mailbox.split('@')[1]);
    expect(new Set(shares.keys())).toEqual(new Set(['acme.example', 'vandelay.example']));
    for (const calendars of shares.values()) {
      expect(calendars).toHaveLength(10);
      expect(new Set(calendars.map(({ platform }) => platform)).size).toBe(2);
    }
  });
});

describe('the training world', () => {
  it('has one Outlook client in all workspaces whose secret expired in two of them, and calendars that other clients hold', async () => {
    const simulator = await startSimulator({ seed: 1, clock: new HandClock() });
    try {
      const outlook = simulator.world.workspaces.map((workspace) =>
        workspace.calendars().filter(({ platform }) => platform === 'microsoft_outlook'),
      );
      const [shared] = outlook[2]?.map(({ oauthClientId }) => oauthClientId) ?? [];
      const using = outlook.map((calendars) => calendars.filter(({ oauthClientId }) => oauthClientId === shared));
      for (const calendars of using) expect(calendars.some(({ status }) => status === 'connected')).toBe(true);
      const expired = using.map((calendars) => calendars.filter(({ trouble }) => trouble === 'outlook_secret_expired'));
      expect(expired.map(({ length }) => length)).toEqual([6, 0, 5]);
      expect(spread(expired.flat())).toBeLessThan(4 * MINUTE);
      expect(using.flat().length).toBeGreaterThan(40);
      expect(using.flat().length).toBeLessThan(outlook.flat().length);
    } finally {
      await simulator.stop();
    }
  });

  it('has calendars that belong together: one customer whose administrator blocks the app, a client in Testing, a fault of the provider', async () => {
    const simulator = await startSimulator({ seed: 1, clock: new HandClock() });
    try {
      const [acme, globex] = simulator.world.workspaces.map((workspace) =>
        workspace.calendars().filter(({ status }) => status === 'disconnected'),
      );
      const blocked = acme?.filter(({ mailbox }) => mailbox.endsWith('@vandelay.example')) ?? [];
      expect(blocked.map(({ trouble }) => trouble)).toEqual(Array(4).fill('outlook_conditional_access'));
      const testing = acme?.filter(({ trouble }) => trouble === 'google_testing_expired') ?? [];
      expect(new Set(testing.map(({ oauthClientId }) => oauthClientId)).size).toBe(1);
      expect(testing.map(livedMs).map((ms) => Math.round(ms / DAY))).toEqual([7, 7, 7]);
      const struck = [...(acme ?? []), ...(globex ?? [])].filter(
        (one) => one.trouble === 'outlook_transient' && (one.statusChanges.at(-1)?.at ?? 0) / 1000 > MORNING - HOUR,
      );
      expect(struck).toHaveLength(6);
      expect(spread(struck)).toBeLessThanOrEqual(MINUTE);
    } finally {
      await simulator.stop();
    }
  });

  it('has a calendar that changed its mind six times in two days', async () => {
    const simulator = await startSimulator({ seed: 1, clock: new HandClock() });
    try {
      const changes = simulator.world
        .workspace(0)
        .calendars()
        .map(({ statusChanges }) =>
          statusChanges.filter(({ at }) => at / 1000 > MORNING - 2 * DAY).map(({ status }) => status),
        );
      const [restless, ...others] = changes.filter(({ length }) => length > 2);
      expect(restless).toEqual(['connected', 'disconnected', 'connected', 'disconnected', 'connected', 'disconnected']);
      expect(others).toEqual([]);
    } finally {
      await simulator.stop();
    }
  });

  it('loses bots in its first minute: of the calendars that share a cause, and of those that came back yesterday', async () => {
    const clock = new HandClock();
    const simulator = await startSimulator({ seed: 1, clock });
    try {
      const globex = simulator.world.workspace('Globex staging EU');
      const back = globex.calendars().filter(({ statusChanges }) => statusChanges.length === 5);
      expect(back.map(({ status }) => status)).toEqual(Array(4).fill('connected'));
      const ids = new Set(back.map(({ id }) => id));
      const ahead = globex
        .events()
        .filter(({ calendarId, startAt }) => ids.has(calendarId) && startAt > MORNING + HOUR);
      const covered = ahead.filter(({ bots }) => bots.length > 0);
      const before = new Map(covered.map(({ id, updatedUs }) => [id, updatedUs]));
      expect(covered.length).toBeGreaterThan(10);
      clock.advance(MINUTE);
      globex.calendars();
      expect(ahead.filter(({ bots }) => bots.length > 0)).toEqual([]);
      // A sweep by `updated_at` finds every one of them.
      for (const { id, updatedUs } of covered) {
        expect(updatedUs).toBeGreaterThan(before.get(id) ?? Infinity);
        expect(updatedUs).toBeGreaterThanOrEqual(clock.now() * 1000);
      }
    } finally {
      await simulator.stop();
    }
  });

  it('shows what a support team meets: every cause, stuck calendars, stale bots, shared bots and missing links', async () => {
    const simulator = await startSimulator({ seed: 1, clock: new HandClock() });
    try {
      expect(simulator.workspaces.map((workspace) => workspace.name)).toHaveLength(3);
      for (const workspace of simulator.world.workspaces) {
        expect(workspace.calendars().length).toBeGreaterThanOrEqual(20);
        expect(workspace.calendars().length).toBeLessThanOrEqual(60);
      }
      const acme = simulator.world.workspace('ACME production');
      const calendars = acme.calendars();
      const events = acme.events();
      const future = events.filter((event) => event.startAt > MORNING && !event.isDeleted);
      expect(new Set(calendars.map((calendar) => calendar.trouble)).size).toBeGreaterThan(12);
      expect(
        calendars.filter((calendar) => calendar.status === 'connecting' && calendar.platformEmail === null),
      ).toHaveLength(2);
      const mailboxes = calendars.map((calendar) => calendar.mailbox);
      expect(mailboxes.length - new Set(mailboxes).size).toBe(1);
      expect(future.filter((event) => event.bots.some((bot) => bot.startAt !== event.startAt)).length).toBeGreaterThan(
        2,
      );
      expect(events.filter((event) => event.bots.length > 3)).toHaveLength(1);
      expect(future.filter((event) => event.meetingUrl === null && event.rawLink !== null).length).toBeGreaterThan(1);
      for (const kind of ['allDay', 'isCancelled', 'isDeleted'] as const)
        expect(events.some((event) => event[kind])).toBe(true);
      expect(events.some((event) => event.seriesId !== null)).toBe(true);
      const holders = new Map<string, number>();
      for (const bot of events.flatMap((event) => event.bots))
        holders.set(bot.botId, (holders.get(bot.botId) ?? 0) + 1);
      expect([...holders.values()].some((count) => count >= 3)).toBe(true);
    } finally {
      await simulator.stop();
    }
  });

  it('leaves no bot for the future on a calendar that is disconnected, once Recall has noticed', async () => {
    const clock = new HandClock();
    const simulator = await startSimulator({ seed: 3, clock });
    try {
      clock.advance(MINUTE);
      for (const workspace of simulator.world.workspaces) {
        for (const event of workspace.events()) {
          if (workspace.findCalendar(event.calendarId)?.status !== 'disconnected') continue;
          expect(event.bots.filter((bot) => bot.startAt > clock.now())).toEqual([]);
        }
      }
    } finally {
      await simulator.stop();
    }
  });
});
