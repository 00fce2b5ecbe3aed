/** A bot's status codes (recall-api.md 4.8) as tones, and how old what is known of it may be. Pure. */
import type { BotDetail } from '../../../../shared/entities.ts';
import type { Tone } from '../../components/basics/marks.tsx';

const BAD = new Set(['fatal', 'recording_permission_denied', 'analysis_failed']);
const BUSY = new Set([
  'ready',
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'call_ended',
  'recording_done',
]);
const GOOD = new Set(['in_call_recording', 'recording_permission_allowed', 'done', 'analysis_done']);

/** How a status code looks; codes that this version does not know say so by their tone. */
export function botTone(code: string): Tone {
  if (BAD.has(code)) return 'bad';
  if (GOOD.has(code)) return 'ok';
  if (BUSY.has(code)) return 'wait';
  return code === 'media_expired' ? 'plain' : 'unknown';
}

/**
 * True when what was retrieved cannot say what became of the bot: it had not finished then, and the meetings that it was for are
 * over now (`now`, ms UTC).
 */
export function isOutdated(
  bot: Pick<NonNullable<BotDetail['bot']>, 'outcome' | 'joinAt' | 'retrievedAt'>,
  events: BotDetail['events'],
  now: number,
): boolean {
  if (bot.outcome !== 'scheduled' && bot.outcome !== 'under_way') return false;
  const ends = [
    bot.joinAt,
    ...events.map(({ event, entry }) => (entry.startAt === event.startAt ? event.endAt : entry.startAt)),
  ];
  const last = Math.max(...ends.map((at) => at ?? -Infinity));
  return Number.isFinite(last) && bot.retrievedAt < last && last <= now;
}
