/** What verdicts are tested with: odd bots, events that Recall describes oddly, keys of any recipe, links of any mail filter. */
import { describe, expect, it } from 'vitest';
import { GATEWAYS, wrappedLink } from '../../../electron/simulator/index.ts';
import type { KeyRecipe } from '../../../electron/simulator/index.ts';
import { parseMeetingLink } from '../../../electron/simulator/meeting-links.ts';
import { bench, DAY, HOUR, MINUTE, MORNING } from './support.ts';
import type { Bench, Json } from './support.ts';

const LINK = 'https://acme.zoom.us/j/84200000001';

async function withEvent(startAt = MORNING + 3 * HOUR, recipe?: KeyRecipe) {
  const made = await bench({
    world: [{ name: 'ACME', calendars: 0, eventsPerCalendar: 0, ...(recipe === undefined ? {} : { recipe }) }],
  });
  const calendar = made.workspace.addCalendar({ email: 'anna@acme.example' });
  const event = made.workspace.addEvent({ calendarId: calendar.id, startAt, meetingUrl: LINK });
  return { ...made, calendar, event };
}

const eventOf = async ({ get }: Bench, id: string): Promise<Json> => (await get(`/api/v2/calendar-events/${id}/`)).json;
const botOf = async ({ get }: Bench, id: string): Promise<Json> => (await get(`/api/v1/bot/${id}/`)).json;

describe('an event that Recall describes oddly', () => {
  it('is sent with the fields asked for, until that ends', async () => {
    const made = await withEvent();
    const { workspace, event } = made;
    const bot = workspace.putBot(event.id);
    workspace.answerEventInstead(event.id, { bots: null, start_time: null });
    const odd = await eventOf(made, event.id);
    expect(odd).toMatchObject({ id: event.id, bots: null, start_time: null, meeting_url: LINK });
    workspace.answerEventInstead(event.id, { bots: [{ bot_id: bot.id }] });
    expect((await eventOf(made, event.id)).bots).toEqual([{ bot_id: bot.id }]);
    workspace.answerEventInstead(event.id, {});
    const again = await eventOf(made, event.id);
    expect(again.bots[0].bot_id).toBe(bot.id);
    expect(Date.parse(again.updated_at)).toBeGreaterThanOrEqual(Date.parse(odd.updated_at));
  });

  it('comes back after its deletion, without the bot that it had', async () => {
    const made = await withEvent();
    made.workspace.putBot(made.event.id);
    made.workspace.deleteEvent(made.event.id);
    const deleted = await eventOf(made, made.event.id);
    made.workspace.restoreEvent(made.event.id);
    const restored = await eventOf(made, made.event.id);
    expect([deleted.is_deleted, restored.is_deleted]).toEqual([true, false]);
    expect(restored.bots).toEqual([]);
    expect(restored.updated_at > deleted.updated_at).toBe(true);
  });

  it('changes calendars as often as its owner does, under one id and with its bots', async () => {
    const made = await withEvent();
    const bot = made.workspace.putBot(made.event.id);
    for (const heir of [made.workspace.addCalendar(), made.workspace.addCalendar()]) {
      made.workspace.updateEvent(made.event.id, { calendarId: heir.id });
      const moved = await eventOf(made, made.event.id);
      expect(moved.calendar_id).toBe(heir.id);
      expect(moved.bots.map((entry: Json) => entry.bot_id)).toEqual([bot.id]);
    }
  });
});

describe('an event that is used again', () => {
  it('gathers the bots of its occurrences as it moves from day to day', async () => {
    const made = await withEvent(MORNING + HOUR);
    const { workspace, event, clock } = made;
    const bots = [];
    for (let day = 0; day < 4; day += 1) {
      bots.push(
        workspace.putBot(event.id, { outcome: { kind: 'recorded', minutes: 20, subCode: 'call_ended_by_host' } }),
      );
      clock.advance(DAY);
      workspace.updateEvent(event.id, { startAt: event.startAt + DAY });
    }
    const { bots: entries } = await eventOf(made, event.id);
    expect(entries.map((entry: Json) => [entry.bot_id, Date.parse(entry.start_time)])).toEqual(
      bots.map((bot, day) => [bot.id, MORNING + HOUR + day * DAY]),
    );
    for (const bot of bots) expect((await botOf(made, bot.id)).recordings).toHaveLength(1);
  });
});

describe('a bot', () => {
  it('of Calendar V1 names its meeting, and every other bot names none', async () => {
    const made = await withEvent();
    const { workspace, event } = made;
    const v1 = workspace.addBot({
      joinAt: event.startAt,
      meetingUrl: LINK,
      v1: { id: 'v1-meeting', startAt: event.startAt, endAt: event.endAt, externalId: 'user-17' },
    });
    const sent = await botOf(made, v1.id);
    expect(sent.calendar_meetings).toEqual([
      {
        id: 'v1-meeting',
        start_time: expect.any(String),
        end_time: expect.any(String),
        calendar_user: { id: expect.any(String), external_id: 'user-17' },
      },
    ]);
    expect(Date.parse(sent.calendar_meetings[0].start_time)).toBe(event.startAt);
    expect((await botOf(made, workspace.putBot(event.id).id)).calendar_meetings).toEqual([]);
  });

  it('that Recall forgot answers 404, and its event goes on naming it', async () => {
    const made = await withEvent();
    const bot = made.workspace.putBot(made.event.id);
    made.workspace.forgetBot(bot.id);
    expect((await made.get(`/api/v1/bot/${bot.id}/`)).status).toBe(404);
    expect((await eventOf(made, made.event.id)).bots).toHaveLength(1);
  });

  it('that nobody hears the end of is in the call for ever', async () => {
    const made = await withEvent();
    const bot = made.workspace.putBot(made.event.id, { outcome: { kind: 'unfinished' } });
    made.clock.advance(2 * DAY);
    const { status_changes: changes, recordings } = await botOf(made, bot.id);
    expect(changes.at(-1).code).toBe('in_call_recording');
    expect(recordings[0].completed_at).toBeNull();
  });

  it.each([
    ['bot_kicked_from_call', true],
    ['timeout_exceeded_in_call_not_recording', true],
    ['timeout_exceeded_noone_joined', true],
    ['timeout_exceeded_waiting_room', false],
    ['bot_kicked_from_waiting_room', false],
    ['call_ended_by_platform_waiting_room_timeout', false],
  ])('that ended with %s without a recording was in the call: %s', async (subCode, inside) => {
    const made = await withEvent();
    const bot = made.workspace.putBot(made.event.id, { outcome: { kind: 'not_recorded', subCode } });
    made.clock.advance(DAY);
    const sent = await botOf(made, bot.id);
    expect(sent.recordings).toEqual([]);
    const codes = sent.status_changes.map(({ code }: Json) => code);
    expect(codes.includes('in_call_not_recording')).toBe(inside);
    expect(sent.status_changes.find(({ code }: Json) => code === 'call_ended').sub_code).toBe(subCode);
  });
});

describe("a workspace's keys", () => {
  const startAt = MORNING + 3 * HOUR;
  it.each<[string, KeyRecipe | undefined, string]>([
    ['by default', undefined, `2026-11-20T12:00:00Z-${LINK}`],
    ['per domain', { template: 'per_domain' }, `2026-11-20T12:00:00Z-${LINK}-acme.example`],
    ['of a template', { template: 'meeting:{calendar_id}/{unknown}' }, 'meeting:CALENDAR/{unknown}'],
    ['with milliseconds', { template: 'shared', time: 'milliseconds' }, `2026-11-20T12:00:00.000Z-${LINK}`],
    ['with an offset', { template: 'shared', time: 'offset' }, `2026-11-20T12:00:00+00:00-${LINK}`],
    ['in seconds', { template: '{start_time}', time: 'unix' }, '1795176000'],
  ])('follow its recipe %s', async (_, recipe, expected) => {
    const { workspace, event, calendar } = await withEvent(startAt, recipe);
    workspace.putBot(event.id);
    expect(event.bots.map((entry) => entry.deduplicationKey)).toEqual([expected.replace('CALENDAR', calendar.id)]);
  });

  it('are another for each event where each event has its own bot', async () => {
    const { workspace, event } = await withEvent(startAt, { template: 'per_event' });
    const twin = workspace.addEvent({ calendarId: event.calendarId, startAt, meetingUrl: LINK });
    expect(workspace.putBot(event.id).id).not.toBe(workspace.putBot(twin.id).id);
    expect(event.bots[0]?.deduplicationKey).toContain(event.id);
  });
});

describe('a mail filter', () => {
  it.each(GATEWAYS)('%s hides a link from Recall', (gateway) => {
    const wrapped = wrappedLink(`${LINK}?pwd=a_b-c.1`, gateway);
    expect(URL.canParse(wrapped)).toBe(true);
    expect(parseMeetingLink(wrapped)).toBeNull();
  });

  it('leaves its link in the payload of an event without one', async () => {
    const made = await withEvent();
    const rawLink = wrappedLink(LINK, 'proofpoint_v2');
    const event = made.workspace.addEvent({
      calendarId: made.calendar.id,
      startAt: MORNING + 10 * MINUTE,
      meetingUrl: null,
      rawLink,
    });
    const sent = await eventOf(made, event.id);
    expect(sent.meeting_url).toBeNull();
    expect(JSON.stringify(sent.raw)).toContain(rawLink);
  });
});
