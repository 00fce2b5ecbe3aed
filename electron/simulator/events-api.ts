/** Calendar events: list, retrieve, schedule and unschedule bots (recall-api.md 3). */
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import type { SimBot, SimEvent } from './model.ts';
import { NOT_FOUND, POOL_EMPTY, invalidRequest, jsonBytes, refused } from './answers.ts';
import {
  Refusal,
  booleanFilter,
  cursorAddress,
  cursorFilter,
  metadataOf,
  objectField,
  stringField,
  textFilter,
  timeFilter,
  uuidFilter,
} from './call.ts';
import { parseMeetingLink } from './meeting-links.ts';
import { cursorPage } from './paging.ts';

/** A bot whose start is nearer than this is taken from the ad-hoc pool (recall-api.md 4.7). */
export const AD_HOC_WITHIN = 10 * 60_000;

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

export function listEvents(call: Call): Answer {
  const calendarId = uuidFilter(call, 'calendar_id');
  const prefix = textFilter(call, 'ical_uid');
  const isDeleted = booleanFilter(call, 'is_deleted');
  const startTime = timeFilter(call, 'start_time');
  const from = timeFilter(call, 'start_time__gte') ?? startTime;
  const to = timeFilter(call, 'start_time__lte') ?? startTime;
  const updatedFrom = timeFilter(call, 'updated_at__gte');
  const page = cursorPage<SimEvent>(
    {
      sorted: call.workspace.events(),
      keyOf: (event) => event.startAt * 1000,
      accepts: (event) =>
        (updatedFrom === null || event.updatedUs >= updatedFrom) &&
        (calendarId === null || event.calendarId === calendarId) &&
        (isDeleted === null || event.isDeleted === isDeleted) &&
        (prefix === null || event.icalUid.startsWith(prefix)) &&
        (startTime === null || event.startAt * 1000 === startTime),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
    },
    cursorFilter(call),
    call.pageSize,
  );
  const next = JSON.stringify(cursorAddress(call, page.next));
  const previous = JSON.stringify(cursorAddress(call, page.previous));
  const parts: Buffer[] = [Buffer.from(`{"next":${next},"previous":${previous},"results":[`)];
  page.items.forEach((event, index) => {
    if (index > 0) parts.push(COMMA);
    parts.push(call.workspace.eventBytes(event));
  });
  parts.push(END);
  return jsonBytes(200, Buffer.concat(parts));
}

function eventOf(call: Call): SimEvent {
  const event = call.workspace.findEvent(call.ids[0] ?? '');
  if (event === null) throw new Refusal(NOT_FOUND);
  return event;
}

function answerWith(call: Call, event: SimEvent): Answer {
  return jsonBytes(200, call.workspace.eventBytes(event));
}

export function retrieveEvent(call: Call): Answer {
  return answerWith(call, eventOf(call));
}

/** The keys that a scheduling call works on: parallel calls that share one get 409 (recall-api.md 3.6). */
export function schedulingKeys(call: Call): readonly string[] {
  const event = call.workspace.findEvent(call.ids[0] ?? '');
  const key = call.body['deduplication_key'];
  const held = (event?.bots ?? []).map((entry) => entry.deduplicationKey);
  return typeof key === 'string' ? [key, ...held] : held;
}

/** Re-posting replaces the whole configuration and moves the bot to the event's time (recall-api.md 3.4). */
export function scheduleBot(call: Call): Answer {
  const { workspace, now } = call;
  const event = eventOf(call);
  const key = stringField(call, 'deduplication_key', { required: true, max: 2000 }) ?? '';
  const config = objectField(call, 'bot_config', true) ?? {};
  refuseUnschedulable(call, event);
  const wanted = config['meeting_url'];
  const meetingUrl = typeof wanted === 'string' ? wanted : event.meetingUrl;
  if (meetingUrl === null)
    throw new Refusal(invalidRequest('Cannot schedule bot as calendar event has no meeting URL.'));
  const link = parseMeetingLink(meetingUrl);
  if (link === null) throw new Refusal(invalidRequest('The meeting URL is not supported.'));
  if (workspace.blockedTenants.has(link['tenant_id'] ?? ''))
    throw new Refusal(refused('teams_blacklisted_tenant', 'This Teams tenant does not allow bots.'));
  if (event.startAt - now <= AD_HOC_WITHIN && workspace.adHocPoolEmpty) throw new Refusal(POOL_EMPTY);

  const shared = workspace.scheduledBot(key);
  if (workspace.otherKey === 'replace') releaseOtherKeys(call, event, key);
  const name = config['bot_name'];
  const botName = typeof name === 'string' ? name : 'Meeting Notetaker';
  const metadata = metadataOf(config['metadata']);
  const bot =
    shared === undefined
      ? workspace.addBot({ joinAt: joinTime(event, now), meetingUrl, deduplicationKey: key, botName, metadata, config })
      : reconfigured(shared, { joinAt: joinTime(event, now), meetingUrl, botName, metadata, config });
  const entry = { botId: bot.id, startAt: event.startAt, deduplicationKey: key, meetingUrl };
  event.bots = [...event.bots.filter((one) => one.botId !== bot.id), entry];
  workspace.touchEvent(event);
  return answerWith(call, event);
}

/** Removes this event's future bots; a bot shared with another event stays there (recall-api.md 3.5). */
export function unscheduleBot(call: Call): Answer {
  const event = eventOf(call);
  if (call.workspace.releaseFutureBots(event)) call.workspace.touchEvent(event);
  return answerWith(call, event);
}

function refuseUnschedulable(call: Call, event: SimEvent): void {
  if (event.endAt <= call.now) throw new Refusal(invalidRequest('Cannot schedule bot as calendar event has ended.'));
  // The three bodies below are unconfirmed (recall-api.md 3.6): the documented envelope with a message of our own.
  if (event.isDeleted || event.isCancelled)
    throw new Refusal(invalidRequest('Cannot schedule bot as calendar event is cancelled.'));
  const calendar = call.workspace.findCalendar(event.calendarId);
  if (calendar?.status === 'disconnected')
    throw new Refusal(invalidRequest('Cannot schedule bot as calendar is disconnected.'));
}

/** A running meeting is joined at once. */
function joinTime(event: SimEvent, now: number): number {
  return Math.max(event.startAt, now + 1_000);
}

function releaseOtherKeys(call: Call, event: SimEvent, key: string): void {
  const kept = event.bots.filter((entry) => entry.deduplicationKey === key);
  event.bots = event.bots.filter((entry) => entry.deduplicationKey !== key);
  call.workspace.releaseFutureBots(event);
  event.bots = [...event.bots, ...kept];
}

function reconfigured(
  bot: SimBot,
  changes: Pick<SimBot, 'joinAt' | 'meetingUrl' | 'botName' | 'metadata' | 'config'>,
): SimBot {
  Object.assign(bot, changes);
  return bot;
}
