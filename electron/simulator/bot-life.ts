/** What becomes of a bot: scripted lives (recall-api.md 4.8 and 4.9) and the bot object that follows from them. */
import type { BotStep, SimBot, V1Meeting } from './model.ts';
import type { Rng } from './rng.ts';
import { parseMeetingLink } from './meeting-links.ts';
import { createRng, seedOf } from './rng.ts';
import { wireMs } from './wire-time.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** Media are kept 168 hours unless the bot says otherwise (recall-api.md 4.5). */
const RETENTION = 168 * HOUR;

export type BotOutcome =
  | { readonly kind: 'recorded'; readonly minutes: number; readonly subCode: string }
  /** Ended without a recording: not admitted, nobody came, permission refused, removed by the host. */
  | { readonly kind: 'not_recorded'; readonly subCode: string }
  /** Joined and records, and nobody ever hears of an end. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'fatal'; readonly subCode: string };

/** Sub-codes that the training world shows. */
const NORMAL_ENDS = [
  'call_ended_by_host',
  'timeout_exceeded_everyone_left',
  'call_ended_by_platform_idle',
  'bot_kicked_from_call',
];
const NEVER_RECORDED = [
  'timeout_exceeded_waiting_room',
  'timeout_exceeded_noone_joined',
  'bot_kicked_from_waiting_room',
  'timeout_exceeded_recording_permission_denied',
];
/** Sub-codes of bots that did not get past the waiting room (recall-api.md 4.9). */
const NEVER_LET_IN = /waiting_room/;
const FATAL = [
  'meeting_requires_sign_in',
  'meeting_not_found',
  'google_meet_bot_blocked',
  'zoom_sdk_app_not_published',
  'microsoft_teams_2fa_required',
  'bot_errored',
  'failed_to_launch_in_time',
];

/** An outcome as common as in practice. */
export function likelyOutcome(rng: Rng, minutes: number): BotOutcome {
  const draw = rng.next();
  if (draw < 0.86)
    return { kind: 'recorded', minutes: Math.max(1, minutes - rng.int(0, 4)), subCode: rng.pick(NORMAL_ENDS) };
  if (draw < 0.95) return { kind: 'not_recorded', subCode: rng.pick(NEVER_RECORDED) };
  return { kind: 'fatal', subCode: rng.pick(FATAL) };
}

function step(after: number, code: string, subCode: string | null = null, message: string | null = null): BotStep {
  return { code, subCode, message, after };
}

/** The status changes that lead to an outcome, from the moment of joining. */
export function stepsTo(outcome: BotOutcome): readonly BotStep[] {
  switch (outcome.kind) {
    case 'recorded': {
      const end = 45 * SECOND + outcome.minutes * 60 * SECOND;
      return [
        step(0, 'joining_call'),
        step(17 * SECOND, 'in_waiting_room'),
        step(40 * SECOND, 'in_call_not_recording'),
        step(45 * SECOND, 'in_call_recording'),
        step(end, 'call_ended', outcome.subCode),
        step(end + 20 * SECOND, 'recording_done'),
        step(end + 45 * SECOND, 'done'),
      ];
    }
    case 'not_recorded': {
      const end = 20 * 60 * SECOND;
      const inside = outcome.subCode.endsWith('permission_denied')
        ? [
            step(40 * SECOND, 'in_call_not_recording'),
            step(50 * SECOND, 'recording_permission_denied', 'zoom_local_recording_request_denied_by_host'),
          ]
        : NEVER_LET_IN.test(outcome.subCode)
          ? []
          : [step(40 * SECOND, 'in_call_not_recording')];
      return [
        step(0, 'joining_call'),
        step(17 * SECOND, 'in_waiting_room'),
        ...inside,
        step(end, 'call_ended', outcome.subCode),
        step(end + 30 * SECOND, 'done'),
      ];
    }
    case 'unfinished':
      return [
        step(0, 'joining_call'),
        step(40 * SECOND, 'in_call_not_recording'),
        step(45 * SECOND, 'in_call_recording'),
      ];
    case 'fatal':
      return [
        step(0, 'joining_call'),
        step(25 * SECOND, 'fatal', outcome.subCode, 'The bot could not join the meeting.'),
      ];
  }
}

/** The steps that lie in the past. */
export function stepsSoFar(bot: SimBot, now: number): readonly BotStep[] {
  return bot.steps.filter((one) => bot.joinAt + one.after <= now);
}

/** The latest status code; `ready` before the first (the list filter's word, recall-api.md 4.8). */
export function statusOf(bot: SimBot, now: number): string {
  const last = stepsSoFar(bot, now).at(-1)?.code ?? 'ready';
  return last === 'done' && mediaGoneAt(bot) <= now ? 'media_expired' : last;
}

export function isOver(bot: SimBot, now: number): boolean {
  return stepsSoFar(bot, now).some((one) => one.code === 'call_ended' || one.code === 'done' || one.code === 'fatal');
}

function at(bot: SimBot, code: string): number | null {
  const found = bot.steps.find((one) => one.code === code);
  return found === undefined ? null : bot.joinAt + found.after;
}

function mediaGoneAt(bot: SimBot): number {
  return bot.mediaDeletedAt ?? (at(bot, 'done') ?? Infinity) + RETENTION;
}

/** Seconds between `joining_call` and `done` or `fatal` inside the span: what is billed (recall-api.md 4.10). */
export function billedSeconds(bot: SimBot, from: number, to: number, now: number): number {
  const end = Math.min(at(bot, 'done') ?? at(bot, 'fatal') ?? now, to, now);
  return Math.max(0, end - Math.max(bot.joinAt, from)) / SECOND;
}

/** Cuts the bot's life short at `now` because it was told to leave. */
export function leaveNow(bot: SimBot, now: number): void {
  const left = now - bot.joinAt;
  bot.steps = [
    ...stepsSoFar(bot, now),
    step(left, 'call_ended', 'bot_received_leave_call'),
    step(left + 30 * SECOND, 'done'),
  ];
}

/** `origin` is where download links point; `signature` makes each of them recognisable. */
export function botPayload(bot: SimBot, now: number, origin: string, signature: string): Record<string, unknown> {
  const changes: Record<string, unknown>[] = stepsSoFar(bot, now).map((one) => ({
    code: one.code,
    message: one.message,
    created_at: wireMs(bot.joinAt + one.after),
    sub_code: one.subCode,
  }));
  const gone = mediaGoneAt(bot);
  if (changes.length > 0 && gone <= now && at(bot, 'done') !== null) {
    changes.push({ code: 'media_expired', message: null, created_at: wireMs(gone), sub_code: null });
  }
  const { metadata: _metadata, bot_name: _name, join_at: _join, meeting_url: _url, ...config } = bot.config;
  return {
    id: bot.id,
    meeting_url: parseMeetingLink(bot.meetingUrl),
    bot_name: bot.botName,
    join_at: changes.length === 0 ? wireMs(bot.joinAt) : null,
    recording_config: DEFAULT_RECORDING,
    status_changes: changes,
    recordings: recordings(bot, now, gone, origin, signature),
    automatic_leave: DEFAULT_LEAVE,
    variant: null,
    calendar_meetings: bot.v1 === null ? [] : [v1Payload(bot.id, bot.v1)],
    output_media: null,
    automatic_video_output: null,
    automatic_audio_output: null,
    chat: null,
    zoom: null,
    google_meet: null,
    breakout_room: null,
    slack_team: null,
    ...config,
    metadata: bot.metadata,
  };
}

/** The shape of recall-api.md 4.3. */
function v1Payload(botId: string, meeting: V1Meeting): Record<string, unknown> {
  return {
    id: meeting.id,
    start_time: wireMs(meeting.startAt),
    end_time: wireMs(meeting.endAt),
    calendar_user: { id: createRng(seedOf(botId, 'calendar user')).uuid(), external_id: meeting.externalId },
  };
}

const DEFAULT_RECORDING = {
  transcript: null,
  realtime_endpoints: [],
  retention: { type: 'timed', hours: 168 },
  video_mixed_layout: 'speaker_view',
  video_mixed_mp4: {},
  participant_events: {},
  meeting_metadata: {},
  start_recording_on: 'participant_join',
};
const DEFAULT_LEAVE = {
  waiting_room_timeout: 1200,
  noone_joined_timeout: 1200,
  everyone_left_timeout: { timeout: 2, activate_after: null },
  in_call_not_recording_timeout: 3600,
  recording_permission_denied_timeout: 30,
  silence_detection: { timeout: 3600, activate_after: 1200 },
  bot_detection: { using_participant_events: { timeout: 600, activate_after: 1200 } },
};

function recordings(bot: SimBot, now: number, gone: number, origin: string, signature: string): unknown[] {
  const started = at(bot, 'in_call_recording');
  if (started === null || started > now) return [];
  const ended = at(bot, 'call_ended');
  const completed = ended !== null && ended <= now ? ended : null;
  const done = at(bot, 'done');
  const deleted = gone <= now;
  const code = deleted ? 'deleted' : done !== null && done <= now ? 'done' : 'processing';
  const status = { code, sub_code: null, updated_at: wireMs(deleted ? gone : (completed ?? started)) };
  const link = code === 'done' ? `${origin}/media/${bot.videoId}.mp4?X-Signature=${signature}` : null;
  return [
    {
      id: bot.recordingId,
      created_at: wireMs(started),
      started_at: wireMs(started),
      completed_at: completed === null ? null : wireMs(completed),
      expires_at: done === null ? null : wireMs(done + RETENTION),
      status,
      media_shortcuts: {
        video_mixed: {
          id: bot.videoId,
          created_at: wireMs(started),
          status,
          metadata: {},
          data: { download_url: link },
          format: 'mp4',
        },
        transcript: null,
        participant_events: null,
        meeting_metadata: null,
        audio_mixed: null,
      },
      metadata: {},
    },
  ];
}
