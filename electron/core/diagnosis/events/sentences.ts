/** The verdict on an event as one sentence: what becomes of it, and why. Times stand beside it, worded by the window. Pure. */
import type { Verdict } from '../../../../shared/verdicts.ts';
import { subCodeTitle, within } from './bot-codes/index.ts';
import type { Judgement } from './types.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  covered: 'Covered',
  will_be_missed: 'Will be missed',
  missed: 'Missed',
  wrong_time: 'Wrong time',
  duplicate: 'Duplicate',
  not_recordable: 'Not recordable',
  over: 'Over',
  unknown: 'Not known',
};

/** `Will be missed: the bot was removed when the calendar disconnected`. `now` in ms UTC. */
export function sentenceOf(judgement: Judgement, now: number): string {
  const { verdict, reason } = judgement;
  const heading = verdict === 'wrong_time' && reason === 'old_link' ? 'Wrong link' : VERDICTS[verdict];
  return `${heading}: ${whyOf(judgement, now)}`;
}

function whyOf(judgement: Judgement, now: number): string {
  const past = judgement.verdict === 'missed';
  switch (judgement.reason) {
    case 'scheduled':
      return 'a bot is scheduled for this time and link';
    case 'shared_bot':
      return 'a bot is scheduled, and other events share it';
    case 'other_events_bot':
      if (judgement.coveredBy === null) return 'Calendar V1 sends a bot to the same meeting';
      return 'another event’s bot is for the same meeting, and both share one key';
    case 'in_progress':
      return 'the meeting is under way, and its bot was scheduled for it';
    case 'recorded':
      return 'the bot recorded it';
    case 'recorded_media_gone':
      return 'the bot recorded it; the recording has been deleted at Recall since';
    case 'never_scheduled':
      return past ? 'Callboard never saw a bot for it' : 'no bot is scheduled, and Callboard never saw one';
    case 'bot_removed':
      return 'a bot was scheduled and is gone';
    case 'bot_removed_by_disconnect':
      return 'the bot was removed when the calendar disconnected';
    case 'calendar_disconnected':
      return past
        ? 'the calendar was not connected, so that no bot could be scheduled'
        : 'the calendar is not connected, so that no bot can be scheduled';
    case 'calendar_deleted':
      return 'the calendar was deleted at Recall, and its bots with it';
    case 'last_minute_change':
      return 'it changed less than 10 minutes before it began, and no bot was scheduled again';
    case 'pool_empty':
      return 'Recall had no bot free at such short notice';
    case 'refused':
      return 'Recall refused to schedule a bot';
    case 'bot_failed':
      return `the bot failed${becauseOf(judgement)}`;
    case 'not_admitted':
      return `the bot was not let in${becauseOf(judgement)}`;
    case 'nobody_joined':
      return 'the bot was there and nobody joined';
    case 'permission_denied':
      return `the bot was not allowed to record${becauseOf(judgement)}`;
    case 'removed_by_host':
      return 'somebody removed the bot before it recorded';
    case 'not_recorded':
      return `the bot came and recorded nothing${becauseOf(judgement)}`;
    case 'old_time':
    case 'old_link':
    case 'old_time_and_link':
      return staleWhy(judgement, now);
    case 'two_entries':
      return 'two bots are scheduled for this one event';
    case 'old_bot_remains':
      return 'the bot for the new time is there, and the one for the old time comes as well';
    case 'other_key':
      return 'another event of the same meeting has another key, and so a bot of its own';
    case 'same_mailbox':
      return 'the same mailbox is connected twice, and both connections send a bot';
    case 'other_workspace':
      return 'a bot of another workspace comes to the same meeting';
    case 'calendar_v1':
      return 'Calendar V1 sends a bot of its own to the same meeting';
    case 'deleted':
      return 'the event is deleted';
    case 'cancelled':
      return 'the meeting is cancelled';
    case 'all_day':
      return 'it is an all-day event, which has no time for a bot to join';
    case 'no_link':
      return 'the event has no meeting link';
    case 'link_wrapped':
      return 'a mail scanner wrapped the meeting link, and Recall does not recognise it';
    case 'link_unsupported':
      return 'the event has a link that Recall does not recognise as a meeting';
    case 'nothing_to_record':
      return 'it has passed, and there was nothing to record';
    case 'beyond_window':
      return 'it lies further ahead than the 28 days that Recall keeps up to date';
    case 'no_start':
      return 'Recall sent no start time';
    case 'bots_not_told':
      return 'Recall has not said which bots it has';
    case 'bot_not_looked_at':
      return judgement.entry === null
        ? 'a bot is named, but nobody can say when it comes until somebody looks at it'
        : 'its bot was scheduled, and nobody has looked yet what it recorded';
    case 'bot_gone':
      return 'Recall has its bot no longer, and Callboard did not see what became of it';
    case 'bot_unfinished':
      return judgement.entry?.entry.bot?.outcome === 'unknown'
        ? 'Recall describes its bot in words that Callboard does not know'
        : 'its bot had not finished when Callboard last looked';
    case 'calendar_unknown':
      return 'Callboard has not seen its calendar yet, so it cannot say why there is no bot';
  }
}

/** That the event changed is said only where Callboard saw it. */
function staleWhy({ reason, since, entry }: Judgement, now: number): string {
  const is = (entry?.entry.startAt ?? now) < now ? 'was' : 'is';
  switch (reason) {
    case 'old_time':
      return since === null
        ? `its bot ${is} for another time than the event has`
        : `the event moved, and its bot ${is} for the old time`;
    case 'old_link':
      return since === null
        ? `its bot ${is} for another link than the event has`
        : `the event’s link changed, and its bot ${is} for the old one`;
    default:
      return since === null
        ? `its bot ${is} for another time and link than the event has`
        : `the event’s time and link changed, and its bot ${is} for the old ones`;
  }
}

/** Recall's own reason behind the verdict, in brackets; empty where it says nothing more. */
function becauseOf({ entry, reason }: Judgement): string {
  const subCode = entry?.entry.bot?.subCode ?? null;
  if (subCode === null) return '';
  const title = within(subCodeTitle(subCode));
  return reason === 'not_recorded' || reason === 'bot_failed' || !title.startsWith('not ') ? ` (${title})` : '';
}
