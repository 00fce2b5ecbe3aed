import { describe, expect, it } from 'vitest';
import { parseUs } from '../../../electron/simulator/wire-time.ts';
import { bench, DAY, HOUR, MINUTE, MORNING } from './support.ts';
import type { Bench, Json } from './support.ts';

const EVENTS = '/api/v2/calendar-events/';

async function withEvent(options: Parameters<typeof bench>[0] = {}, startAt = MORNING + 3 * HOUR) {
  const made = await bench(options);
  const calendar = made.workspace.addCalendar();
  const event = made.workspace.addEvent({
    calendarId: calendar.id,
    startAt,
    meetingUrl: 'https://meet.google.com/abc-defg-hij',
  });
  const schedule = (key: string, config: unknown = {}, id = event.id) =>
    made.call('POST', `${EVENTS}${id}/bot/`, { deduplication_key: key, bot_config: config });
  return { ...made, calendar, event, schedule };
}

describe('the events list', () => {
  it('gives every event once, in pages of 100', async () => {
    const { simulator, workspace, all } = await bench({
      world: [{ name: 'ACME', calendars: 11, eventsPerCalendar: 100 }],
    });
    const listed = await all(EVENTS);
    expect(new Set(listed.map((event) => event.id))).toEqual(new Set(workspace.events().map((event) => event.id)));
    expect(listed).toHaveLength(1100);
    expect(simulator.stats.of('ACME', 'events.list').requests).toBe(11);
  });

  it('filters as documented', async () => {
    const { workspace, clock, get } = await bench();
    const [a, b] = [workspace.addCalendar(), workspace.addCalendar()];
    const first = workspace.addEvent({ calendarId: a.id, startAt: MORNING + HOUR, icalUid: 'AB-1' });
    const second = workspace.addEvent({ calendarId: b.id, startAt: MORNING + 2 * HOUR, icalUid: 'AB-2' });
    const third = workspace.addEvent({ calendarId: b.id, startAt: MORNING + 3 * HOUR, icalUid: 'ab-3' });
    clock.advance(MINUTE);
    workspace.deleteEvent(third.id);
    const ids = async (query: string): Promise<string[]> => {
      const reply = await get(`${EVENTS}?${query}`);
      expect(reply.status).toBe(200);
      return reply.json.results.map((event: Json) => event.id);
    };
    const time = (ms: number): string => new Date(ms).toISOString();
    expect(await ids('')).toEqual([first.id, second.id, third.id]);
    expect(await ids(`calendar_id=${b.id}`)).toEqual([second.id, third.id]);
    expect(await ids('ical_uid=AB-')).toEqual([first.id, second.id]);
    expect(await ids('is_deleted=true')).toEqual([third.id]);
    expect(await ids('is_deleted=false')).toEqual([first.id, second.id]);
    expect(await ids(`start_time=${time(MORNING + 2 * HOUR)}`)).toEqual([second.id]);
    expect(await ids(`start_time__gte=${time(MORNING + 2 * HOUR)}`)).toEqual([second.id, third.id]);
    expect(await ids(`start_time__lte=${time(MORNING + 2 * HOUR)}`)).toEqual([first.id, second.id]);
    expect(
      await ids(`start_time__gte=${time(MORNING + HOUR + 1)}&start_time__lte=${time(MORNING + 3 * HOUR - 1)}`),
    ).toEqual([second.id]);
    expect(await ids(`updated_at__gte=${time(clock.now())}`)).toEqual([third.id]);
    expect(await ids(`updated_at__gte=${time(clock.now())}&calendar_id=${a.id}`)).toEqual([]);
  });

  it.each(['calendar_id=7', 'is_deleted=perhaps', 'start_time__gte=soon', 'updated_at__gte=2026-01-05T15:00:00+00:00'])(
    'refuses ?%s',
    async (query) => {
      const { get } = await bench();
      expect((await get(`${EVENTS}?${query}`)).status).toBe(400);
    },
  );

  it('refuses a cursor that is none', async () => {
    const { get } = await bench();
    expect(await get(`${EVENTS}?cursor=abc`)).toMatchObject({ status: 404, json: { detail: 'Invalid cursor' } });
  });

  it('keeps the filters in next, on its own address', async () => {
    const { simulator, workspace, get } = await bench({
      world: [{ name: 'ACME', calendars: 2, eventsPerCalendar: 150 }],
    });
    const id = workspace.calendars()[1]?.id ?? '';
    const first = await get(`${EVENTS}?calendar_id=${id}&is_deleted=false`);
    const next = new URL(first.json.next);
    expect([next.origin, next.searchParams.get('calendar_id'), next.searchParams.get('is_deleted')]).toEqual([
      simulator.origin,
      id,
      'false',
    ]);
    expect(first.json.previous).toBeNull();
    const back = await get((await get(first.json.next)).json.previous);
    expect(back.json.results).toEqual(first.json.results);
  });

  it('finds every change by updated_at, microseconds included', async () => {
    const { workspace, clock, all } = await bench({ world: [{ name: 'ACME', calendars: 4, eventsPerCalendar: 50 }] });
    const since = new Date(clock.now()).toISOString();
    const changed = workspace
      .events()
      .filter((_, i) => i % 7 === 0)
      .map((event) => event.id);
    for (const id of changed) workspace.updateEvent(id, { title: 'Changed' });
    const found = await all(`${EVENTS}?updated_at__gte=${since}`);
    expect(new Set(found.map((event) => event.id))).toEqual(new Set(changed));
    // Instants, not strings: a fraction of zero is not written, so texts do not sort by time.
    const [latest] = found
      .map((event) => String(event.updated_at))
      .sort((a, b) => (parseUs(b) ?? 0) - (parseUs(a) ?? 0));
    expect(await all(`${EVENTS}?updated_at__gte=${latest}`)).toHaveLength(1);
  });
});

describe('scheduling a bot', () => {
  it('adds the bot, and moves it with its new configuration when it is posted again', async () => {
    const { workspace, event, schedule, get } = await withEvent();
    const first = await schedule('k', { bot_name: 'Note', metadata: { event: event.id } });
    expect(first).toMatchObject({
      status: 200,
      json: { bots: [{ deduplication_key: 'k', meeting_url: event.meetingUrl }] },
    });
    const botId = first.json.bots[0].bot_id;
    workspace.updateEvent(event.id, { startAt: MORNING + 5 * HOUR });
    const again = await schedule('k', {});
    expect(again.json.bots.map((bot: Json) => [bot.bot_id, Date.parse(bot.start_time)])).toEqual([
      [botId, MORNING + 5 * HOUR],
    ]);
    const bot = (await get(`/api/v1/bot/${botId}/`)).json;
    expect(bot).toMatchObject({
      bot_name: 'Meeting Notetaker',
      metadata: {},
      meeting_url: { platform: 'google_meet', meeting_id: 'abc-defg-hij' },
    });
    expect(Date.parse(bot.join_at)).toBe(MORNING + 5 * HOUR);
  });

  it('shares one bot between events with one key, until the last of them lets go', async () => {
    const { workspace, calendar, event, schedule, call } = await withEvent();
    const twin = workspace.addEvent({ calendarId: calendar.id, startAt: event.startAt, meetingUrl: event.meetingUrl });
    const one = (await schedule('k')).json.bots[0].bot_id;
    expect((await schedule('k', {}, twin.id)).json.bots[0].bot_id).toBe(one);
    expect((await call('DELETE', `${EVENTS}${event.id}/bot/`)).json.bots).toEqual([]);
    expect(workspace.botsById.has(one)).toBe(true);
    await call('DELETE', `${EVENTS}${twin.id}/bot/`);
    expect(workspace.botsById.has(one)).toBe(false);
    expect((await call('DELETE', `${EVENTS}${twin.id}/bot/`)).status).toBe(200);
  });

  it('replaces the bot of another key, or adds one, as the workspace is told', async () => {
    const { workspace, schedule } = await withEvent();
    await schedule('old');
    expect((await schedule('new')).json.bots.map((bot: Json) => bot.deduplication_key)).toEqual(['new']);
    expect(workspace.bots()).toHaveLength(1);
    workspace.otherKey = 'add';
    expect((await schedule('more')).json.bots.map((bot: Json) => bot.deduplication_key)).toEqual(['new', 'more']);
  });

  it('answers as documented when the event has ended', async () => {
    const { event, schedule, clock } = await withEvent();
    clock.at = event.endAt;
    expect((await schedule('k')).json).toEqual({
      code: 'invalid_request_data',
      message: 'Unable to process request because invalid data was submitted. Check `errors` field for more details.',
      errors: { non_field_errors: ['Cannot schedule bot as calendar event has ended.'] },
    });
  });

  it.each([
    ['the event is deleted', ({ workspace }: Bench, id: string) => workspace.deleteEvent(id)],
    ['the event is cancelled', ({ workspace }: Bench, id: string) => workspace.updateEvent(id, { isCancelled: true })],
    ['there is no link', ({ workspace }: Bench, id: string) => workspace.updateEvent(id, { meetingUrl: null })],
    [
      'the calendar is disconnected',
      ({ workspace }: Bench) => workspace.setCalendarStatus(workspace.calendars()[0]?.id ?? '', 'disconnected'),
    ],
  ])('is refused when %s', async (_case, prepare) => {
    const made = await withEvent();
    prepare(made, made.event.id);
    expect(await made.schedule('k')).toMatchObject({ status: 400, json: { code: 'invalid_request_data' } });
    expect(made.workspace.bots()).toHaveLength(0);
  });

  it('requires a key and a configuration', async () => {
    const { event, call } = await withEvent();
    const path = `${EVENTS}${event.id}/bot/`;
    expect((await call('POST', path, { bot_config: {} })).json).toEqual({
      deduplication_key: ['This field is required.'],
    });
    expect((await call('POST', path, { deduplication_key: 'k' })).json).toEqual({
      bot_config: ['This field is required.'],
    });
    expect((await call('POST', path, { deduplication_key: 'k', bot_config: [] })).status).toBe(400);
    expect((await call('POST', `${EVENTS}nowhere/bot/`, { deduplication_key: 'k', bot_config: {} })).status).toBe(404);
  });

  it('answers 507 within 10 minutes of the start when the pool is empty, and never earlier', async () => {
    const { workspace, clock, event, schedule } = await withEvent();
    workspace.adHocPoolEmpty = true;
    clock.at = event.startAt - 10 * MINUTE - 1;
    expect((await schedule('k')).status).toBe(200);
    clock.at = event.startAt - 10 * MINUTE;
    expect((await schedule('k')).status).toBe(507);
  });

  it('refuses a Teams tenant that forbids bots', async () => {
    const { workspace, event, schedule } = await withEvent();
    const tenant = '11111111-2222-4333-8444-555555555555';
    workspace.blockedTenants.add(tenant);
    workspace.updateEvent(event.id, {
      meetingUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22${tenant}%22%2c%22Oid%22%3a%22o%22%7d`,
    });
    expect(await schedule('k')).toMatchObject({ status: 400, json: { code: 'teams_blacklisted_tenant' } });
  });

  it('answers 409 to parallel calls with one key, and to no others', async () => {
    const { workspace, calendar, event, schedule } = await withEvent({ latencyMs: 30 });
    const twin = workspace.addEvent({ calendarId: calendar.id, startAt: event.startAt, meetingUrl: event.meetingUrl });
    const same = await Promise.all([schedule('k'), schedule('k', {}, twin.id)]);
    expect(same.map((reply) => reply.status)).toEqual(expect.arrayContaining([200, 409]));
    const different = await Promise.all([schedule('x'), schedule('y', {}, twin.id)]);
    expect(different.map((reply) => reply.status)).toEqual([200, 200]);
  });

  it('leaves bots that recorded earlier occurrences alone', async () => {
    const { workspace, clock, event, schedule, call } = await withEvent();
    const ran = workspace.putBot(event.id);
    clock.advance(7 * DAY);
    workspace.updateEvent(event.id, { startAt: clock.now() + HOUR });
    const bots = (await schedule('next')).json.bots.map((bot: Json) => bot.bot_id);
    expect(bots).toHaveLength(2);
    expect(bots[0]).toBe(ran.id);
    expect((await call('DELETE', `${EVENTS}${event.id}/bot/`)).json.bots.map((bot: Json) => bot.bot_id)).toEqual([
      ran.id,
    ]);
  });
});
