/** What became of a bot, in words: for pills, lists and the bot's own page. Times are worded by the window. Pure. */
import type { BotDetail } from '../../../../shared/entities.ts';
import { MINUTE_MS } from '../../../../shared/time.ts';
import type { RecordingRecord } from '../../records.ts';
import { subCodeOf, subCodeTitle, within } from './bot-codes/index.ts';
import { recordedMs } from './bot-outcome.ts';
import type { BotFacts } from './types.ts';

/** What was seen so long ago may have changed since (ms). */
const FRESH_MS = 5 * MINUTE_MS;

/**
 * A few words: `Recorded 42 min`. Null facts: nobody looked at it yet. `startAt`: when the meeting begins that it is for, where its own
 * join time is not known.
 */
export function botTitle(facts: BotFacts | null, now: number, startAt: number | null): string {
  if (facts === null) return 'Never looked at';
  switch (facts.outcome) {
    case 'scheduled': {
      const joinAt = facts.joinAt ?? startAt;
      if (joinAt === null || now < joinAt) return 'Scheduled';
      return facts.lookedAt < joinAt + FRESH_MS
        ? 'Was scheduled when last looked at'
        : 'Had not begun when last looked at';
    }
    case 'under_way':
      return now - facts.lookedAt < FRESH_MS ? 'Under way' : 'Was under way when last looked at';
    case 'recorded':
      return `${recorded(facts)}${breakOf(facts)}`;
    case 'media_gone':
      return `${recorded(facts)}, media deleted`;
    case 'not_recorded':
      return facts.subCode === null ? 'Nothing recorded' : notRecordedTitle(facts.subCode);
    case 'failed':
      return facts.subCode === null ? 'Failed' : `Failed: ${within(subCodeTitle(facts.subCode))}`;
    case 'gone':
      return 'No longer at Recall';
    case 'unknown':
      return 'State not known';
  }
}

const recorded = (facts: BotFacts): string => {
  const ms = recordedMs(facts);
  return ms === null ? 'Recorded' : `Recorded ${spell(ms)}`;
};

function breakOf({ subCode }: BotFacts): string {
  switch (subCodeOf(subCode)?.kind) {
    case 'failed':
      return ', then broke off';
    case 'removed_by_host':
      return ', then removed';
    default:
      return '';
  }
}

/** An ordinary end says nothing about why there is no recording. */
function notRecordedTitle(subCode: string): string {
  const known = subCodeOf(subCode);
  if (known === null || known.kind === 'normal') return `Nothing recorded: ${within(subCodeTitle(subCode))}`;
  return known.title;
}

/** A length of time: `42 min`, `1 h 5 min`, `40 s`. */
export function spell(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.round(ms / 1_000))} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** What became of a bot for all that the last look told, as a sentence or two. */
export function botSentence(facts: BotFacts): string {
  const known = subCodeOf(facts.subCode);
  const why =
    facts.subCode === null ? '' : ` ${known === null ? `Recall’s word for it is “${facts.subCode}”.` : known.meaning}`;
  switch (facts.outcome) {
    case 'scheduled':
      return facts.joinAt !== null && facts.joinAt <= facts.lookedAt
        ? 'Its time had come, and it had not begun when Callboard last looked.'
        : 'It was scheduled and had not begun when Callboard last looked.';
    case 'under_way':
      return 'It was on its way or in the call when Callboard last looked.';
    case 'recorded':
      return breakOf(facts) === ''
        ? `It ${within(recorded(facts))}.`
        : `It ${within(recorded(facts))} and then left early.${why}`;
    case 'media_gone':
      return `It ${within(recorded(facts))}. The recording is deleted at Recall.`;
    case 'not_recorded':
      return `Nothing was recorded.${why}`;
    case 'failed':
      return `It failed.${why}`;
    case 'gone':
      return 'Recall has no such bot any more, and Callboard had not seen what became of it.';
    case 'unknown':
      return facts.subCode === null
        ? 'Its state is in words that Callboard does not know.'
        : `What became of it is not known.${why}`;
  }
}

/** Who has to do what, so that it goes better the next time; null: nothing is wrong, or nothing is known. */
export function botAdvice({ outcome, subCode }: BotFacts): NonNullable<BotDetail['bot']>['advice'] {
  switch (outcome) {
    case 'recorded':
    case 'not_recorded':
    case 'failed':
      return subCodeOf(subCode)?.advice ?? null;
    case 'media_gone':
    case 'scheduled':
    case 'under_way':
    case 'gone':
    case 'unknown':
      return null;
  }
}

/** State of a recording when it was looked at (ms UTC), in words without times. */
export function recordingTitle(recording: Pick<RecordingRecord, 'status' | 'expiresAt'>, lookedAt: number): string {
  const { status, expiresAt } = recording;
  switch (status) {
    case null:
      return 'State not told';
    case 'processing':
      return 'Processing';
    case 'paused':
      return 'Paused';
    case 'done':
      return 'Ready';
    case 'failed':
      return 'Failed';
    case 'deleted':
      return expiresAt !== null && expiresAt <= lookedAt ? 'Deleted by retention' : 'Deleted';
    default:
      return `Recall says “${status}”`;
  }
}
