/** What is known about whether the bot of an entry came, and what came of it. Pure. */
import { MINUTE_MS } from '../../../../shared/time.ts';
import type { BotFacts, CalendarFacts, CalendarOutage, EntryFacts, EventOccurrence, PlacedEntry } from './types.ts';

/** Recall takes bots away around the time at which it notes the disconnection (ms). */
const AROUND_BREAK_MS = 10 * MINUTE_MS;

/** The outage with which a bot went; null: it did not go, or the calendar was connected then. */
export function outageOfRemoval({ goneAt }: EntryFacts, calendar: CalendarFacts): CalendarOutage | null {
  if (goneAt === null) return null;
  const outage = calendar.outages.find(
    ({ brokeAt, endedAt }) => goneAt >= brokeAt - AROUND_BREAK_MS && goneAt <= (endedAt ?? Infinity),
  );
  return outage ?? null;
}

/** The outage that held at a time (ms UTC). */
export function outageAt(at: number, calendar: CalendarFacts): CalendarOutage | null {
  return calendar.outages.find(({ brokeAt, endedAt }) => brokeAt <= at && at < (endedAt ?? Infinity)) ?? null;
}

/**
 * True for an entry whose bot is to come, or came for all we know. An entry that Callboard saw go after its time may have been
 * removed before; then only what else is known tells. Bots go with a deleted calendar, and Recall says nothing of its events any more.
 */
export function isLive({ entry }: PlacedEntry, { startAt }: EventOccurrence, calendar: CalendarFacts): boolean {
  if (hasCome(entry.bot)) return true;
  const comesAt = entry.startAt ?? startAt;
  if (entry.goneAt === null) {
    return calendar.deletedAt === null || (comesAt !== null && comesAt <= calendar.deletedAt);
  }
  if (comesAt === null || entry.goneAt < comesAt) return false;
  const outage = outageOfRemoval(entry, calendar);
  return outage === null || outage.brokeAt > comesAt;
}

function hasCome(bot: BotFacts | null): boolean {
  switch (bot?.outcome) {
    case 'under_way':
    case 'recorded':
    case 'media_gone':
    case 'not_recorded':
    case 'failed':
      return true;
    case 'scheduled':
    case 'gone':
    case 'unknown':
    case undefined:
      return false;
  }
}

export const isRecorded = ({ entry: { bot } }: PlacedEntry): boolean =>
  bot?.outcome === 'recorded' || bot?.outcome === 'media_gone';

/** It ended, and nothing was recorded. */
export const isSpent = ({ entry: { bot } }: PlacedEntry): boolean =>
  bot?.outcome === 'not_recorded' || bot?.outcome === 'failed';

export const isMissing = ({ entry: { bot } }: PlacedEntry): boolean => bot?.outcome === 'gone';

/** Nobody looked since the meeting's end, so that what is known of the bot is older than what matters. */
export const isUnseen = ({ entry: { bot } }: PlacedEntry, endAt: number): boolean =>
  bot === null || bot.lookedAt < endAt;

/** Entries with different bots, the first of each. */
export function distinctBots(entries: readonly PlacedEntry[]): PlacedEntry[] {
  if (entries.length < 2) return [...entries];
  return [...new Map(entries.toReversed().map((one) => [one.entry.botId, one])).values()].toReversed();
}
