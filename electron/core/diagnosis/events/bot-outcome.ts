/** What became of a bot, read from its status changes and recordings (recall-api.md 4.5, 4.8 and 4.9). Pure. */
import type { BotOutcome } from '../../../../shared/verdicts.ts';
import type { BotRecord, BotStatusChangeRecord, RecordingRecord } from '../../records.ts';
import { subCodeOf } from './bot-codes/index.ts';
import type { BotFacts } from './types.ts';

/** What a bot's outcome is read from. */
export type BotReport = Pick<BotRecord, 'statusChanges' | 'recordings' | 'joinAt' | 'meetingId' | 'v1StartAt'>;

/** Codes after which a bot is on its way, or in the call. */
const UNDER_WAY: ReadonlySet<string> = new Set([
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'recording_permission_allowed',
  'recording_permission_denied',
  'in_call_recording',
  'breakout_room_entered',
  'breakout_room_left',
  'breakout_room_opened',
  'breakout_room_closed',
]);
/** Codes that come after the call only. */
const OVER: ReadonlySet<string> = new Set([
  'call_ended',
  'recording_done',
  'done',
  'fatal',
  'media_expired',
  'analysis_done',
  'analysis_failed',
]);

/** @param lookedAt when the bot was retrieved, ms UTC. */
export function botFactsOf(bot: BotReport, lookedAt: number): BotFacts {
  const changes = byTime(bot.statusChanges);
  const outcome = outcomeOf(changes, bot.recordings);
  const recorded = outcome === 'recorded' || outcome === 'media_gone' || outcome === 'under_way';
  const end = endOf(changes);
  return {
    outcome,
    subCode: decidingSubCode(changes, outcome),
    joinAt: bot.joinAt,
    recordedFrom: recorded ? recordedFrom(changes, bot.recordings) : null,
    recordedTo: recorded && outcome !== 'under_way' ? recordedTo(changes, bot.recordings) : null,
    endedAt: end?.at ?? null,
    v1StartAt: bot.v1StartAt,
    meetingId: bot.meetingId,
    looks: 0,
    lookedAt,
  };
}

/** Oldest first; what has no time comes first, in the order in which Recall sent it. */
function byTime(changes: readonly BotStatusChangeRecord[]): readonly BotStatusChangeRecord[] {
  const key = ({ at }: BotStatusChangeRecord): number => at ?? Number.NEGATIVE_INFINITY;
  return changes.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)));
}

function outcomeOf(changes: readonly BotStatusChangeRecord[], recordings: readonly RecordingRecord[]): BotOutcome {
  const has = (code: string): boolean => changes.some((change) => change.code === code);
  const latest = changes.at(-1);
  if (latest === undefined && recordings.length === 0) return 'scheduled';
  const over = changes.some(({ code }) => OVER.has(code));
  const kept = recordings.filter(({ status }) => status !== 'failed');
  // Where Recall lists recordings they say it; else the status changes do.
  const recorded = recordings.length > 0 ? kept.length > 0 : has('in_call_recording') || has('recording_done');
  if (over) {
    const gone = has('media_expired') || (kept.length > 0 && kept.every(({ status }) => status === 'deleted'));
    if (recorded) return gone ? 'media_gone' : 'recorded';
    if (has('fatal')) return 'failed';
    // Media that expired were there, where nothing tells what came before.
    return changes.every(({ code }) => code === 'media_expired') ? 'media_gone' : 'not_recorded';
  }
  if (latest?.code === 'ready') return 'scheduled';
  if (latest !== undefined && UNDER_WAY.has(latest.code)) return 'under_way';
  // In words that this version does not know: what was recorded to its end is recorded all the same.
  return kept.some(({ completedAt }) => completedAt !== null) ? 'recorded' : 'unknown';
}

/** The change with which the bot left the call or failed; null: it has not. */
function endOf(changes: readonly BotStatusChangeRecord[]): BotStatusChangeRecord | null {
  const first = (...codes: readonly string[]): BotStatusChangeRecord | undefined =>
    changes.find(({ code }) => codes.includes(code));
  return first('call_ended') ?? first('fatal') ?? first('recording_done', 'done') ?? null;
}

/** The sub-code that says most about the outcome, as sent; null: none does. */
function decidingSubCode(changes: readonly BotStatusChangeRecord[], outcome: BotOutcome): string | null {
  const last = (code: string): string | null => changes.findLast((change) => change.code === code)?.subCode ?? null;
  const ended = last('call_ended');
  const denied = last('recording_permission_denied');
  switch (outcome) {
    case 'failed':
      return last('fatal') ?? ended;
    case 'recorded':
    case 'media_gone':
      // A bot that broke off recorded up to there.
      return last('fatal') ?? ended;
    case 'not_recorded':
      // An ordinary end does not say why nothing was recorded; a refusal before it does.
      return denied !== null && (subCodeOf(ended)?.kind ?? 'normal') === 'normal' ? denied : ended;
    case 'under_way':
    case 'unknown':
      return changes.at(-1)?.subCode ?? null;
    case 'scheduled':
    case 'gone':
      return null;
  }
}

function recordedFrom(
  changes: readonly BotStatusChangeRecord[],
  recordings: readonly RecordingRecord[],
): number | null {
  const begun = recordings.flatMap(({ startedAt }) => startedAt ?? []);
  return begun.length > 0 ? Math.min(...begun) : (changes.find(({ code }) => code === 'in_call_recording')?.at ?? null);
}

function recordedTo(changes: readonly BotStatusChangeRecord[], recordings: readonly RecordingRecord[]): number | null {
  const ended = recordings.flatMap(({ completedAt }) => completedAt ?? []);
  return ended.length > 0 ? Math.max(...ended) : (endOf(changes)?.at ?? null);
}

/** Length of what was recorded, ms; null: not known, or nothing. */
export function recordedMs(facts: Pick<BotFacts, 'recordedFrom' | 'recordedTo'>): number | null {
  const { recordedFrom: from, recordedTo: to } = facts;
  return from === null || to === null || to < from ? null : to - from;
}
