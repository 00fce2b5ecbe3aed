/** Stories of meetings to which nothing special happens: with a bot, without one, or with nothing to record. */
import { DAY_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { GATEWAYS, wrappedLink } from '../../../../electron/simulator/index.ts';
import type { BotOutcome, SimWorkspace } from '../../../../electron/simulator/index.ts';
import type { Course, Stage, Truth } from './stage.ts';

const HAS_BOT = {
  ahead: 'covered scheduled',
  running: 'covered in_progress',
  past: 'covered recorded',
} as const satisfies Course;
const NEVER = { ahead: 'will_be_missed never_scheduled', past: 'missed never_scheduled' } as const satisfies Course;

/** A crowd of meetings from yesterday to in four weeks, most of them with a bot. */
export function crowd(stage: Stage, workspace: SimWorkspace, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const event = stage.event(workspace, { startAt: stage.time(stage.rng.int(0, 20)) });
    if (stage.rng.chance(0.8)) {
      stage.bot(workspace, event);
      stage.claim('ordinary', workspace, event, HAS_BOT);
    } else stage.claim('never scheduled', workspace, event, NEVER);
  }
}

/** What can become of a bot, and what that makes of its meeting. */
const FATES: readonly (readonly [BotOutcome, Truth])[] = [
  [{ kind: 'fatal', subCode: 'meeting_requires_sign_in' }, 'missed bot_failed'],
  [{ kind: 'fatal', subCode: 'a_sub_code_of_next_year' }, 'missed bot_failed'],
  [{ kind: 'not_recorded', subCode: 'timeout_exceeded_waiting_room' }, 'missed not_admitted'],
  [{ kind: 'not_recorded', subCode: 'bot_kicked_from_waiting_room' }, 'missed not_admitted'],
  [{ kind: 'not_recorded', subCode: 'call_ended_by_platform_waiting_room_timeout' }, 'missed not_admitted'],
  [{ kind: 'not_recorded', subCode: 'timeout_exceeded_noone_joined' }, 'missed nobody_joined'],
  [{ kind: 'not_recorded', subCode: 'timeout_exceeded_recording_permission_denied' }, 'missed permission_denied'],
  [{ kind: 'not_recorded', subCode: 'bot_kicked_from_call' }, 'missed removed_by_host'],
  [{ kind: 'not_recorded', subCode: 'timeout_exceeded_in_call_not_recording' }, 'missed not_recorded'],
];

/** Bots that came and did not record, one of each kind on several days. */
export function failures(stage: Stage, workspace: SimWorkspace): void {
  for (const [outcome, past] of FATES) {
    for (const day of [0, 2, 4]) {
      const event = stage.event(workspace, { startAt: stage.time(day) });
      stage.bot(workspace, event, { outcome });
      const label = 'subCode' in outcome ? outcome.subCode : outcome.kind;
      stage.claim(`bot ends with ${label}`, workspace, event, { ...HAS_BOT, past });
    }
  }
}

/** Bots about which less is known than one would wish. */
export function doubtful(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [1, 3]) {
    const gone = stage.event(workspace, { startAt: stage.time(day) });
    const bot = stage.bot(workspace, gone);
    workspace.later(gone.endAt, () => workspace.forgetBot(bot.id));
    stage.claim('Recall forgot the bot', workspace, gone, { ...HAS_BOT, past: 'unknown bot_gone' });

    const expired = stage.event(workspace, { startAt: stage.time(day) });
    const deleted = stage.bot(workspace, expired);
    workspace.later(expired.endAt, () => (deleted.mediaDeletedAt = expired.endAt));
    stage.claim('media deleted at once', workspace, expired, { ...HAS_BOT, past: 'covered recorded_media_gone' });

    // Ends five minutes before a look: too early to disturb Recall about it.
    const fresh = stage.event(workspace, { startAt: stage.before(day, 35), endAt: stage.before(day, 5) });
    stage.bot(workspace, fresh);
    stage.claim('just over', workspace, fresh, (now) =>
      now < fresh.startAt ? HAS_BOT.ahead : now > stage.look(day) ? HAS_BOT.past : 'unknown bot_not_looked_at',
    );

    const running = stage.event(workspace, { startAt: stage.before(day, 20), endAt: stage.look(day) + 40 * MINUTE_MS });
    stage.bot(workspace, running, { outcome: { kind: 'fatal', subCode: 'zoom_internal_error' } });
    stage.claim('under way', workspace, running, { ...HAS_BOT, past: 'missed bot_failed' });
  }
}

/** Nothing can be recorded, each for another reason. */
export function nothingToRecord(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [0, 1, 2, 4, 6, 9]) {
    const startAt = stage.time(day);
    const over = (ahead: Truth): Course => ({ ahead, past: 'over nothing_to_record' });
    const make = (story: string, course: Course, details: object): void =>
      stage.claim(story, workspace, stage.event(workspace, { startAt, ...details }), course);
    make('no link', over('not_recordable no_link'), { meetingUrl: null });
    const midnight = Math.floor(startAt / DAY_MS) * DAY_MS;
    make('all day', over('not_recordable all_day'), {
      startAt: midnight,
      endAt: midnight + DAY_MS,
      allDay: true,
      meetingUrl: null,
    });
    make('unsupported link', over('not_recordable link_unsupported'), {
      meetingUrl: null,
      rawLink: 'https://teams.microsoft.com/l/broadcast/8f2a/join',
    });
    const gateway = stage.rng.pick(GATEWAYS);
    make(`link wrapped by ${gateway}`, over('not_recordable link_wrapped'), {
      meetingUrl: null,
      rawLink: wrappedLink(stage.link(), gateway),
    });
    make('cancelled', { ahead: 'not_recordable cancelled', past: 'not_recordable cancelled' }, { isCancelled: true });
    make('deleted', { ahead: 'not_recordable deleted', past: 'not_recordable deleted' }, { isDeleted: true });
  }
}

/** Recall says less than usual. */
export function told(stage: Stage, workspace: SimWorkspace): void {
  for (const day of [2, 5]) {
    const untold = stage.event(workspace, { startAt: stage.time(day) });
    workspace.answerEventInstead(untold.id, { bots: null });
    stage.claim('bots: null', workspace, untold, () => 'unknown bots_not_told');

    const timeless = stage.event(workspace, { startAt: stage.time(day) });
    workspace.answerEventInstead(timeless.id, { start_time: null, end_time: null });
    stage.claim('no start', workspace, timeless, () => 'unknown no_start');

    const orphan = stage.event(workspace, { startAt: stage.time(day) });
    workspace.answerEventInstead(orphan.id, { calendar_id: stage.rng.uuid() });
    stage.claim('of an unknown calendar', workspace, orphan, () => 'unknown calendar_unknown');
  }
}

export { HAS_BOT, NEVER };
