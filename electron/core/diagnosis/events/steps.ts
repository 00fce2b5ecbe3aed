/** The one safe next step for an event, and why this one. Nothing is ever sent to the past. Pure. */
import { isLive, isMissing, isSpent } from './came.ts';
import { duplicateStep } from './duplicate-steps.ts';
import { planEndOf } from './plans.ts';
import { step } from './step.ts';
import type { Step } from './step.ts';
import { botAdvice } from './bot-words.ts';
import type { EventFacts, EventOccurrence, Judgement } from './types.ts';

const PAST = 'The meeting is over. Nothing can be scheduled for the past.';

const none = (why: string): Step => step('none', 'Nothing to do', why);

/** `present`: the occurrence that was judged; `now` in ms UTC. */
export function stepOf(judgement: Judgement, facts: EventFacts, present: EventOccurrence, now: number): Step {
  const ahead = present.startAt !== null && now < planEndOf(present.startAt, present.endAt);
  switch (judgement.verdict) {
    case 'covered':
      return coveredStep(judgement);
    case 'will_be_missed':
      return scheduleStep(judgement, facts);
    case 'missed':
      return ahead ? againStep(judgement, facts) : missedStep(judgement, facts);
    case 'wrong_time':
      return ahead ? moveStep(judgement, facts, present) : staleStep(judgement, now);
    case 'duplicate':
      return duplicateStep(judgement, facts);
    case 'not_recordable':
      return obstacleStep(judgement, facts, present, now);
    case 'over':
      return none('The event has passed, and nothing was to be recorded.');
    case 'unknown':
      return unknownStep(judgement);
  }
}

function coveredStep({ reason }: Judgement): Step {
  switch (reason) {
    case 'recorded':
      return none('The meeting is recorded.');
    case 'recorded_media_gone':
      return none('It was recorded. Recall deletes recordings after the time set for them, for good.');
    case 'other_events_bot':
      return none('The meeting is covered. A bot of this event’s own would be one more.');
    default:
      return none('The bot comes by itself.');
  }
}

/** Recall schedules nothing for a calendar that is not connected. */
function brokenStep({ calendar }: EventFacts): Step | null {
  if (calendar.deletedAt !== null) {
    return step(
      'look_at_calendar',
      'Look at the calendar',
      'It is gone from Recall. Its mailbox has to be connected anew.',
    );
  }
  if (calendar.known && calendar.status === 'disconnected') {
    return step(
      'reconnect',
      'Reconnect the calendar',
      'Recall schedules no bot while it is not connected. Its bots do not come back by themselves: schedule them afterwards.',
    );
  }
  return null;
}

function scheduleStep({ reason }: Judgement, facts: EventFacts): Step {
  const broken = brokenStep(facts);
  if (broken !== null) return broken;
  switch (reason) {
    case 'pool_empty':
      return step(
        'schedule',
        'Try again to schedule a bot',
        'At short notice bots come out of a shared pool, which fills again.',
      );
    case 'refused':
      return step(
        'schedule',
        'Schedule a bot',
        'Read what Recall answered first: it refuses again unless that has changed.',
      );
    case 'bot_removed_by_disconnect':
      return step(
        'schedule',
        'Schedule the bot again',
        'The calendar is connected again, and the bot did not come back.',
      );
    case 'bot_removed':
      return step('schedule', 'Schedule the bot again', 'Unless somebody took it away on purpose.');
    default:
      return step('schedule', 'Schedule a bot', 'Until the meeting ends a bot can still join.');
  }
}

/** Its bot is lost and the meeting goes on. */
function againStep({ entry }: Judgement, facts: EventFacts): Step {
  const advice = entry?.entry.bot == null ? null : botAdvice(entry.entry.bot);
  const why = `The meeting goes on, and another bot can still join. ${advice?.text ?? ''}`.trim();
  return brokenStep(facts) ?? step('schedule', 'Schedule another bot', why);
}

function missedStep({ reason, entry }: Judgement, facts: EventFacts): Step {
  switch (reason) {
    case 'bot_failed':
    case 'not_admitted':
    case 'nobody_joined':
    case 'permission_denied':
    case 'removed_by_host':
    case 'not_recorded':
      return step(
        'look_at_bot',
        'Look at the bot',
        'Its status history says what happened, and what to do so that it goes better the next time.',
        entry?.entry.botId ?? null,
      );
    default: {
      const broken = brokenStep(facts);
      return broken ?? none(PAST);
    }
  }
}

function moveStep({ reason, entry }: Judgement, facts: EventFacts, { meetingUrl }: EventOccurrence): Step {
  if (meetingUrl === null) {
    const why = 'The event has no link any more, and its bot would go to the old one.';
    return step('unschedule', 'Take the bot away', why, entry?.entry.botId ?? null);
  }
  const label =
    reason === 'old_link'
      ? 'Send the bot to the new link'
      : reason === 'old_time'
        ? 'Move the bot to the new time'
        : 'Move the bot to the new time and link';
  const why = 'Recall does not move bots when an event changes; scheduling it again does.';
  return brokenStep(facts) ?? step('reschedule', label, why);
}

function staleStep({ entry }: Judgement, now: number): Step {
  if (entry === null) return none(PAST);
  const { botId, bot, startAt, goneAt } = entry.entry;
  if (goneAt === null && startAt !== null && startAt > now) {
    return step('retire_bot', 'Retire the old bot', 'The meeting is over, and it is still to come.', botId);
  }
  if (bot !== null) return none(PAST);
  return step('look_at_bot', 'Look at the bot', 'It may have recorded the meeting all the same.', botId);
}

function obstacleStep({ reason }: Judgement, facts: EventFacts, present: EventOccurrence, now: number): Step {
  const left = present.entries.find(
    (one) =>
      isLive(one, present, facts.calendar) &&
      !isSpent(one) &&
      !isMissing(one) &&
      one.entry.goneAt === null &&
      (one.entry.startAt ?? present.startAt ?? now) > now,
  );
  if (left !== undefined) {
    return step('unschedule', 'Take the bot away', 'It would come all the same.', left.entry.botId);
  }
  switch (reason) {
    case 'no_link':
      return none('Once somebody adds a meeting link to the event, a bot can be scheduled.');
    case 'link_wrapped':
      return none('Ask the organiser for the plain link in the invitation; then a bot can be scheduled.');
    case 'link_unsupported':
      return none(
        'Recall joins Zoom, Google Meet, Microsoft Teams, Webex and GoTo meetings. Ask the organiser for a link to one.',
      );
    default:
      return none('There is nothing to record.');
  }
}

function unknownStep({ reason, entry }: Judgement): Step {
  switch (reason) {
    case 'bot_not_looked_at':
    case 'bot_unfinished':
      return step(
        'look_at_bot',
        'Look at the bot',
        'Callboard looks by itself about 10 minutes after the meeting; you can look now.',
        entry?.entry.botId ?? null,
      );
    case 'beyond_window':
      return step('wait', 'Wait until it is within 28 days', 'Until then Recall may not tell of its changes.');
    case 'bots_not_told':
    case 'calendar_unknown':
      return step('wait', 'Wait for the next sync', 'It is asked for again by itself.');
    case 'bot_gone':
      return none('What Recall has deleted cannot be asked for any more.');
    default:
      return none('Recall has to send more about the event first.');
  }
}
