/** What stands on the lane of an event's occurrences, in words. Pure. */
import type { Occurrence, OccurrenceBot } from '../../../../shared/verdicts.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { OUTCOME_MARKS } from '../../components/verdict/outcome.ts';
import { clockText, dayKey, dayText, momentText, type Zone } from '../../format/time.ts';

/** A bot on the lane. */
export interface Pill {
  readonly shape: string;
  readonly tone: Tone;
  /** What became of it: `Recorded 42 min`. */
  readonly text: string;
  /** What does not fit, and that it is gone; empty: nothing to say. */
  readonly notes: readonly string[];
  /** It was planned for another time or link than the occurrence has. */
  readonly stale: boolean;
  /** The event no longer names it. */
  readonly gone: boolean;
}

/** One bot of an occurrence that starts at `startAt` (ms UTC; null: not known). */
export function pillOf(bot: OccurrenceBot, startAt: number | null, zone: Zone, now: number): Pill {
  const { shape, tone } = OUTCOME_MARKS[bot.outcome];
  const { entry } = bot;
  const notes = [
    bot.fit === 'old_time' || bot.fit === 'old_time_and_link' ? plannedFor(entry.startAt, startAt, zone, now) : '',
    bot.fit === 'old_link' || bot.fit === 'old_time_and_link' ? 'planned for another link' : '',
    entry.goneAt === null ? '' : `no longer named since ${momentText(entry.goneAt, zone, now)}`,
  ];
  return {
    shape,
    tone,
    text: bot.title,
    notes: notes.filter((note) => note !== ''),
    stale: bot.fit !== 'fits',
    gone: entry.goneAt !== null,
  };
}

/** The clock alone where it is the day of the occurrence. */
function plannedFor(planned: number | null, startAt: number | null, zone: Zone, now: number): string {
  if (planned === null) return 'planned for another time';
  const sameDay = startAt !== null && dayKey(planned, zone) === dayKey(startAt, zone);
  return `planned for ${sameDay ? clockText(planned, zone) : momentText(planned, zone, now)}`;
}

/** `Tue 3 Nov 10:00`; the day alone for events that last all day. */
export function occurrenceText({ startAt }: Occurrence, allDay: boolean, zone: Zone, now: number): string {
  if (startAt === null) return 'no start time';
  return allDay ? dayText(startAt, 'UTC', now) : momentText(startAt, zone, now);
}

/** What marks the occurrence that the event itself speaks of. */
const PRESENT_WORDS: Readonly<Record<Occurrence['when'], string>> = {
  past: 'latest',
  now: 'now',
  ahead: 'next',
  unknown: 'present',
};

/** `next` on the present occurrence; null on all others. */
export function presentWord({ present, when }: Occurrence): string | null {
  return present ? PRESENT_WORDS[when] : null;
}

/** `moved from Tue 3 Nov 10:00`; where it moved more than once, how often and where it began; null: never. */
export function movedText({ movedFrom }: Occurrence, zone: Zone, now: number): string | null {
  const [first] = movedFrom;
  if (first === undefined) return null;
  if (movedFrom.length === 1) return `moved from ${momentText(first, zone, now)}`;
  return `moved ${movedFrom.length} times, at first ${momentText(first, zone, now)}`;
}

/** On the dashed place of a bot that is missing. */
export function missingWord({ when }: Occurrence): string {
  return when === 'ahead' ? 'None scheduled' : 'No bot';
}

/** `4 occurrences, 5 bots`. */
export function laneCounts(occurrences: readonly Occurrence[]): {
  readonly occurrences: number;
  readonly bots: number;
} {
  const bots = new Set(occurrences.flatMap((occurrence) => occurrence.bots.map(({ entry }) => entry.botId)));
  return { occurrences: occurrences.length, bots: bots.size };
}
