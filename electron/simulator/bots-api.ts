/** Bots, screenshots and usage (recall-api.md 4). */
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import type { SimBot } from './model.ts';
import { AD_HOC_WITHIN } from './events-api.ts';
import {
  INVALID_PAGE,
  NO_CONTENT,
  NOT_FOUND,
  POOL_EMPTY,
  invalidField,
  json,
  methodNotAllowed,
  refused,
} from './answers.ts';
import {
  Refusal,
  addressWith,
  choiceFilter,
  isRecord,
  metadataOf,
  stringField,
  textFilter,
  timeFilter,
} from './call.ts';
import { billedSeconds, botPayload, isOver, leaveNow, statusOf, stepsSoFar } from './bot-life.ts';
import { parseMeetingLink, platformOf } from './meeting-links.ts';
import { createRng, seedOf } from './rng.ts';
import { parseUs, wireMs } from './wire-time.ts';

const PLATFORMS =
  'zoom google_meet goto_meeting microsoft_teams microsoft_teams_live webex chime_sdk zoom_rtms google_meet_media_api slack_authenticator slack_huddle_observer'.split(
    ' ',
  );
const STATUSES =
  'ready joining_call in_waiting_room in_call_not_recording recording_permission_allowed recording_permission_denied in_call_recording recording_done call_ended done fatal media_expired analysis_done analysis_failed'.split(
    ' ',
  );
const METADATA = 'metadata__';

function payload(call: Call, bot: SimBot): Record<string, unknown> {
  return botPayload(bot, call.now, call.url.origin, call.workspace.linkSignature);
}

function botOf(call: Call): SimBot {
  const bot = call.workspace.botsById.get(call.ids[0] ?? '');
  if (bot === undefined) throw new Refusal(NOT_FOUND);
  return bot;
}

/** Numbered pages (recall-api.md 1.4), latest join first. */
export function listBots(call: Call): Answer {
  const accepts = botFilter(call);
  const found = call.workspace
    .bots()
    .filter(accepts)
    .sort((a, b) => b.joinAt - a.joinAt || (a.id < b.id ? -1 : 1));
  const pages = Math.max(1, Math.ceil(found.length / call.pageSize));
  const page = Number(textFilter(call, 'page') ?? '1');
  if (!Number.isInteger(page) || page < 1 || page > pages) throw new Refusal(INVALID_PAGE);
  return json(200, {
    count: found.length,
    next: page < pages ? addressWith(call, 'page', String(page + 1)) : null,
    previous: page > 1 ? addressWith(call, 'page', String(page - 1)) : null,
    results: found.slice((page - 1) * call.pageSize, page * call.pageSize).map((bot) => payload(call, bot)),
  });
}

function botFilter(call: Call): (bot: SimBot) => boolean {
  const after = timeFilter(call, 'join_at_after');
  const before = timeFilter(call, 'join_at_before');
  const meetingUrl = textFilter(call, 'meeting_url');
  const platforms = choiceFilter(call, 'platform', PLATFORMS);
  const statuses = choiceFilter(call, 'status', STATUSES);
  const metadata = [...call.url.searchParams].filter(([key]) => key.startsWith(METADATA));
  return (bot) =>
    (after === null || bot.joinAt * 1000 >= after) &&
    (before === null || bot.joinAt * 1000 <= before) &&
    (meetingUrl === null || bot.meetingUrl === meetingUrl) &&
    (platforms === null || platforms.includes(platformOf(bot.meetingUrl) ?? '')) &&
    (statuses === null || statuses.includes(statusOf(bot, call.now))) &&
    metadata.every(([key, value]) => bot.metadata[key.slice(METADATA.length)] === value);
}

export function retrieveBot(call: Call): Answer {
  return json(200, payload(call, botOf(call)));
}

export function createBot(call: Call): Answer {
  const meetingUrl = meetingUrlField(call, true) ?? '';
  const joinAt = joinAtField(call);
  const adHoc = joinAt === null || joinAt - call.now <= AD_HOC_WITHIN;
  if (adHoc && call.workspace.adHocPoolEmpty) throw new Refusal(POOL_EMPTY);
  const botName = stringField(call, 'bot_name', { required: false, max: 100 }) ?? 'Meeting Notetaker';
  const metadata = metadataOf(call.body['metadata']);
  const bot = call.workspace.addBot({
    joinAt: joinAt ?? call.now,
    meetingUrl,
    botName,
    metadata,
    config: call.body,
    adHoc,
  });
  return json(201, payload(call, bot));
}

export function updateBot(call: Call): Answer {
  const bot = botOf(call);
  if (bot.joinAt <= call.now)
    throw new Refusal(refused('update_bot_failed', 'Only bots that were not dispatched can be updated.'));
  const meetingUrl = meetingUrlField(call, false);
  const joinAt = joinAtField(call);
  if (joinAt !== null && joinAt - call.now <= AD_HOC_WITHIN) {
    throw new Refusal(refused('update_bot_failed', 'There is not enough time to launch a new bot.'));
  }
  bot.botName = stringField(call, 'bot_name', { required: false, max: 100 }) ?? bot.botName;
  bot.joinAt = joinAt ?? bot.joinAt;
  bot.meetingUrl = meetingUrl ?? bot.meetingUrl;
  if ('metadata' in call.body) bot.metadata = metadataOf(call.body['metadata']);
  bot.config = { ...bot.config, ...call.body };
  return json(200, payload(call, bot));
}

export function deleteBot(call: Call): Answer {
  const bot = botOf(call);
  if (bot.joinAt <= call.now) throw new Refusal(methodNotAllowed('DELETE'));
  call.workspace.removeBot(bot.id);
  return NO_CONTENT;
}

export function leaveCall(call: Call): Answer {
  const bot = botOf(call);
  if (bot.joinAt > call.now)
    throw new Refusal(
      refused('cannot_command_unstarted_bot', 'Cannot send a command to a bot which has not been started.'),
    );
  if (isOver(bot, call.now))
    throw new Refusal(refused('cannot_command_completed_bot', 'Cannot send a command to a bot which has completed.'));
  leaveNow(bot, call.now);
  return json(200, payload(call, bot));
}

export function deleteMedia(call: Call): Answer {
  const bot = botOf(call);
  bot.mediaDeletedAt ??= call.now;
  return json(200, payload(call, bot));
}

interface Screenshot {
  readonly id: string;
  readonly at: number;
}

/** One screenshot per status change; none for bots that run natively. */
function screenshotsOf(bot: SimBot, now: number): readonly Screenshot[] {
  return stepsSoFar(bot, now).map((step) => ({
    id: createRng(seedOf(bot.id, step.after)).uuid(),
    at: bot.joinAt + step.after,
  }));
}

function screenshotPayload(call: Call, shot: Screenshot): Record<string, unknown> {
  return {
    id: shot.id,
    recorded_at: wireMs(shot.at),
    url: `${call.url.origin}/media/${shot.id}.jpg?X-Signature=${call.workspace.linkSignature}`,
  };
}

export function listScreenshots(call: Call): Answer {
  const after = timeFilter(call, 'recorded_at_after');
  const before = timeFilter(call, 'recorded_at_before');
  const shots = screenshotsOf(botOf(call), call.now).filter(
    (shot) => (after === null || shot.at * 1000 >= after) && (before === null || shot.at * 1000 <= before),
  );
  return json(200, { next: null, previous: null, results: shots.map((shot) => screenshotPayload(call, shot)) });
}

export function retrieveScreenshot(call: Call): Answer {
  const shot = screenshotsOf(botOf(call), call.now).find((one) => one.id === call.ids[1]);
  if (shot === undefined) throw new Refusal(NOT_FOUND);
  return json(200, screenshotPayload(call, shot));
}

/** Seconds of all bots between `start` and `end` (recall-api.md 4.10). */
export function usage(call: Call): Answer {
  const from = timeFilter(call, 'start');
  const to = timeFilter(call, 'end');
  const span: readonly [number, number] = [from === null ? 0 : from / 1000, to === null ? call.now : to / 1000];
  const total = call.workspace.bots().reduce((sum, bot) => sum + billedSeconds(bot, span[0], span[1], call.now), 0);
  return json(200, { bot_total: Math.round(total) });
}

function meetingUrlField(call: Call, isRequired: boolean): string | null {
  const text = stringField(call, 'meeting_url', { required: isRequired, max: 2000 });
  if (text === null) return null;
  const link = parseMeetingLink(text);
  if (link === null) throw new Refusal(invalidField('meeting_url', 'The meeting URL is not supported.'));
  if (call.workspace.blockedTenants.has(link['tenant_id'] ?? '')) {
    throw new Refusal(refused('teams_blacklisted_tenant', 'This Teams tenant does not allow bots.'));
  }
  return text;
}

function joinAtField(call: Call): number | null {
  const value = call.body['join_at'];
  if (value === undefined || value === null) return null;
  const us = typeof value === 'string' ? parseUs(value) : null;
  if (us === null) throw new Refusal(invalidField('join_at', 'Datetime has wrong format.'));
  const joinAt = us / 1000;
  if (joinAt < call.now) throw new Refusal(invalidField('join_at', 'The time must be in the future.'));
  return joinAt;
}

/** Whether a firewall would refuse the body: any address on the sender's own machine (recall-api.md 1.5). */
export function namesLocalhost(body: unknown): boolean {
  if (typeof body === 'string') return /^[a-z]+:\/\/(localhost|127\.0\.0\.1)\b/i.test(body);
  if (Array.isArray(body)) return body.some(namesLocalhost);
  return isRecord(body) && Object.values(body).some(namesLocalhost);
}
