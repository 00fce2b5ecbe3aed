/**
 * The verdict on an event (PRODUCT.md, "Event-to-bot truth"). Pure; lists and the page of one event go by this very judgement.
 *
 * The order of the rules is the order in which people ask:
 * 1. A recording of the meeting is the end of all questions, whatever else happened to the event.
 * 2. Does it take place (deleted, cancelled, no start), and can it be recorded (all-day, no link)? Once it is over, what could not be
 *    recorded is just over.
 * 3. Can anything be known (beyond the window that Recall syncs, bots not told)?
 * 4. Which bots does the event itself name for its present occurrence? Ahead: one that fits covers it unless another comes as well,
 *    and one that does not fit is at the wrong time. Over: what came of those that fit; the past is judged by its outcome.
 * 5. Without a bot of its own: does another event's bot come to the same meeting under the key that both share?
 * 6. Else why there is none.
 */
import { DAY_MS } from '../../../../shared/time.ts';
import type { VerdictReason } from '../../../../shared/verdicts.ts';
import { isLive, isMissing, isRecorded, isSpent, isUnseen } from './came.ts';
import { deletedSince, linkSince } from './changes.ts';
import { botsThatFit, duplicatesOf, oldBots } from './duplicates.ts';
import { isWrapped } from './links.ts';
import { occurrencesOf } from './occurrences.ts';
import { lossReasonOf } from './loss.ts';
import { planEndOf } from './plans.ts';
import { coverOf, v1Covers } from './sharing.ts';
import type { Cover } from './sharing.ts';
import type { EventFacts, EventOccurrence, EventOccurrences, Judgement, PlacedEntry } from './types.ts';
import { whyNone } from './why-none.ts';

/** How far ahead Recall syncs events (recall-api.md 3.3). */
const WINDOW_MS = 28 * DAY_MS;

/** `now` in ms UTC. Until `dueAt` of the result only other facts can change it. */
export function judge(facts: EventFacts, now: number): Judgement {
  return judgePlaced(facts, occurrencesOf(facts), now);
}

/** The same where the occurrences are known already. */
export function judgePlaced(facts: EventFacts, { present, unplaced }: EventOccurrences, now: number): Judgement {
  const recorded = recordingOf(present);
  if (recorded !== null) {
    return say('covered', recorded.entry.bot?.outcome === 'media_gone' ? 'recorded_media_gone' : 'recorded', {
      entry: recorded,
    });
  }
  const { startAt } = present;
  const endAt = startAt === null ? null : planEndOf(startAt, present.endAt);
  if (facts.isDeleted) {
    const deletedAt = deletedSince(facts.revisions);
    // Tidying up afterwards does not undo the meeting.
    if (deletedAt === null || endAt === null || deletedAt < endAt) {
      return say('not_recordable', 'deleted', { since: deletedAt });
    }
  }
  if (facts.isCancelled) return say('not_recordable', 'cancelled');
  if (startAt === null || endAt === null) return say('unknown', 'no_start');
  const over = now >= endAt;
  const live = present.entries.filter((one) => isLive(one, present, facts.calendar));
  const obstacle = facts.allDay
    ? 'all_day'
    : present.meetingUrl === null && live.length === 0
      ? linkObstacle(facts)
      : null;
  if (obstacle !== null) {
    if (over) return say('over', 'nothing_to_record');
    return say('not_recordable', obstacle, {
      dueAt: endAt,
      since: obstacle === 'all_day' ? null : linkSince(facts.revisions),
    });
  }
  if (live.length === 0 && startAt > now + WINDOW_MS) {
    return say('unknown', 'beyond_window', { dueAt: startAt - WINDOW_MS });
  }
  if (!facts.botsTold && facts.entries.length === 0) return say('unknown', 'bots_not_told');
  const meeting = { present, startAt, endAt, live };
  const own = over ? outcomeOf(meeting) : prospectOf(facts, meeting, now);
  if (own !== null) return own;
  const stale = nearestStale(meeting);
  if (stale !== null) {
    const early = mayHaveRecorded(meeting);
    if (over && early !== null) return say('unknown', 'bot_not_looked_at', { entry: early });
    return say('wrong_time', staleReason(stale), {
      entry: stale,
      since: staleSince(stale, facts, present),
      dueAt: early === null || over ? null : endAt,
    });
  }
  const cover = coverOf(facts, present);
  if (cover !== null) return covered(cover, endAt, over);
  if (v1Covers(facts)) return say('covered', 'other_events_bot');
  // It names a bot of which nobody can say when it comes.
  if (unplaced.some(({ entry }) => entry.goneAt === null)) return say('unknown', 'bot_not_looked_at');
  if (!facts.calendar.known) return say('unknown', 'calendar_unknown');
  const { reason, ...more } = whyNone(facts, present, startAt, endAt);
  return over ? say('missed', reason, more) : say('will_be_missed', reason, { ...more, dueAt: endAt });
}

interface Meeting {
  readonly present: EventOccurrence;
  readonly startAt: number;
  readonly endAt: number;
  /** Entries whose bot is to come, or came for all we know. */
  readonly live: readonly PlacedEntry[];
}

/** Before the end: what the bots that fit promise; null: none fits. */
function prospectOf(facts: EventFacts, { present, startAt, endAt, live }: Meeting, now: number): Judgement | null {
  const [bot] = botsThatFit(facts, present);
  if (bot === undefined) return lossAmong(live);
  const duplicates = duplicatesOf(facts, present, now);
  const [worst] = duplicates;
  if (worst !== undefined) {
    const passes = oldBots(facts, present, now).map((old) => old.startAt ?? endAt);
    return say('duplicate', worst.reason, {
      entry: bot,
      duplicates,
      dueAt: Math.min(endAt, ...passes),
      since: worst.reason === 'old_bot_remains' ? (present.setAt ?? linkSince(facts.revisions)) : null,
    });
  }
  if (now >= startAt) return say('covered', 'in_progress', { entry: bot, dueAt: endAt });
  const shared = facts.siblings.some(({ entries }) => entries.some(({ botId }) => botId === bot.entry.botId));
  return say('covered', shared ? 'shared_bot' : 'scheduled', { entry: bot, dueAt: startAt });
}

/** After the end: what came of the bots that fit; null: none did. */
function outcomeOf({ endAt, live }: Meeting): Judgement | null {
  const fitting = live.filter(({ fit }) => fit === 'fits');
  const open = fitting.filter((one) => !isSpent(one) && !isMissing(one));
  const unseen = open.find((one) => isUnseen(one, endAt));
  if (unseen !== undefined) return say('unknown', 'bot_not_looked_at', { entry: unseen });
  const [unfinished] = open;
  if (unfinished !== undefined) return say('unknown', 'bot_unfinished', { entry: unfinished });
  return lossAmong(fitting);
}

/** By another event's bot, as long as that one promises to record, or did. */
function covered({ sibling, bot }: Cover, endAt: number, over: boolean): Judgement {
  const coveredBy = { sibling, botId: bot.botId };
  const entry: PlacedEntry = { entry: bot, fit: 'fits' };
  const lost = lossAmong([entry]);
  if (lost !== null) return { ...lost, coveredBy };
  if (!over) return say('covered', 'other_events_bot', { coveredBy, dueAt: endAt });
  if (isRecorded(entry)) return say('covered', 'other_events_bot', { coveredBy });
  return say('unknown', isUnseen(entry, endAt) ? 'bot_not_looked_at' : 'bot_unfinished', { entry, coveredBy });
}

/** Of bots that fit and record nothing; null: there are none. */
function lossAmong(live: readonly PlacedEntry[]): Judgement | null {
  const fitting = live.filter(({ fit }) => fit === 'fits');
  const missing = fitting.find(isMissing);
  if (missing !== undefined) return say('unknown', 'bot_gone', { entry: missing });
  const spent = fitting.findLast(isSpent);
  if (spent === undefined) return null;
  return say('missed', lossReasonOf(spent.entry.bot), { entry: spent, since: spent.entry.bot?.endedAt ?? null });
}

/** The bot that recorded the meeting: one that fits, or one that came at another time to the same link and was recording meanwhile. */
function recordingOf({ startAt, endAt, entries }: EventOccurrence): PlacedEntry | null {
  const recordings = entries.filter(isRecorded).filter(({ fit, entry }) => {
    if (fit === 'fits') return true;
    if (fit !== 'old_time' || startAt === null) return false;
    const { recordedFrom = null, recordedTo = null } = entry.bot ?? {};
    return (
      recordedFrom !== null && recordedTo !== null && recordedFrom < planEndOf(startAt, endAt) && recordedTo > startAt
    );
  });
  return recordings.find(({ entry }) => entry.bot?.outcome === 'recorded') ?? recordings[0] ?? null;
}

/** A bot at another time that nobody looked at since: it came while the meeting was on, or so little before that it may have stayed. */
function mayHaveRecorded({ live, startAt, endAt }: Meeting): PlacedEntry | null {
  const near = ({ entry }: PlacedEntry): boolean =>
    entry.startAt !== null && entry.startAt > startAt - (endAt - startAt) && entry.startAt < endAt;
  return live.find((one) => one.fit === 'old_time' && near(one) && !isSpent(one) && isUnseen(one, endAt)) ?? null;
}

type LinkObstacle = Extract<VerdictReason, 'no_link' | 'link_wrapped' | 'link_unsupported'>;

function linkObstacle({ rawLink }: EventFacts): LinkObstacle {
  if (rawLink === null) return 'no_link';
  return isWrapped(rawLink) ? 'link_wrapped' : 'link_unsupported';
}

/** The bot at the wrong time or link that comes nearest to the meeting. */
function nearestStale({ live, startAt }: Meeting): PlacedEntry | null {
  let found: PlacedEntry | null = null;
  let distance = Infinity;
  for (const one of live) {
    const away = Math.abs((one.entry.startAt ?? startAt) - startAt);
    if (one.fit === 'fits' || (found !== null && away >= distance)) continue;
    found = one;
    distance = away;
  }
  return found;
}

function staleReason({ fit }: PlacedEntry): 'old_time' | 'old_link' | 'old_time_and_link' {
  switch (fit) {
    case 'old_link':
    case 'old_time_and_link':
      return fit;
    case 'old_time':
    case 'fits':
      return 'old_time';
  }
}

/** When the event left the bot behind. */
function staleSince({ fit }: PlacedEntry, { revisions }: EventFacts, { setAt }: EventOccurrence): number | null {
  const linkAt = linkSince(revisions);
  if (fit === 'old_link') return linkAt;
  return fit === 'old_time' || linkAt === null ? setAt : Math.max(setAt ?? linkAt, linkAt);
}

const BASE = { dueAt: null, since: null, entry: null, outage: null, coveredBy: null, duplicates: [] } as const;

const say = (
  verdict: Judgement['verdict'],
  reason: Judgement['reason'],
  more: Partial<Omit<Judgement, 'verdict' | 'reason'>> = {},
): Judgement => ({ verdict, reason, ...BASE, ...more });
