/** Occurrences and other bots as the page of an event shows them. Pure. */
import type { Occurrence, OccurrenceBot } from '../../../../shared/verdicts.ts';
import { recordedMs } from './bot-outcome.ts';
import { botTitle } from './bot-words.ts';
import { distinctBots, isLive, isSpent, outageAt, outageOfRemoval } from './came.ts';
import { planEndOf } from './plans.ts';
import { standingOf, STANDINGS } from './standings.ts';
import type { DuplicateBot, EventFacts, EventOccurrence, Judgement, PlacedEntry } from './types.ts';

/** `judgement`: that of the present occurrence. `now` in ms UTC. */
export function occurrenceOf(
  occurrence: EventOccurrence,
  facts: EventFacts,
  judgement: Judgement,
  now: number,
): Occurrence {
  const { startAt, endAt, basis, present, movedFrom, entries } = occurrence;
  const fitting = entries.filter((one) => one.fit === 'fits' && isLive(one, occurrence, facts.calendar));
  return {
    startAt,
    endAt,
    basis,
    when: whenOf(occurrence, now),
    present,
    movedFrom: [...movedFrom],
    bots: entries.map((placed) => botOf(placed, occurrence, facts, now)),
    missing: fitting.length > 0 ? null : present ? missingNow(judgement) : missingThen(occurrence, facts),
    doubled: distinctBots(fitting.filter((one) => !isSpent(one))).length > 1,
  };
}

function whenOf({ startAt, endAt }: EventOccurrence, now: number): Occurrence['when'] {
  if (startAt === null) return 'unknown';
  if (now < startAt) return 'ahead';
  return now < planEndOf(startAt, endAt) ? 'now' : 'past';
}

function botOf(
  { entry, fit }: PlacedEntry,
  occurrence: EventOccurrence,
  facts: EventFacts,
  now: number,
): OccurrenceBot {
  const { bot, ...named } = entry;
  const comesAt = entry.startAt ?? occurrence.startAt;
  const base = { entry: named, fit, recordedMs: bot === null ? null : recordedMs(bot) };
  const known = bot !== null && bot.outcome !== 'scheduled' && bot.outcome !== 'gone';
  if (!known && !isLive({ entry, fit }, occurrence, facts.calendar)) {
    return { ...base, outcome: 'gone', title: 'Removed before it came' };
  }
  if (bot === null && comesAt !== null && comesAt > now) return { ...base, outcome: 'scheduled', title: 'Scheduled' };
  return { ...base, outcome: bot?.outcome ?? 'unknown', title: botTitle(bot, now, comesAt) };
}

/** Where no bot is due, none is missing. */
function missingNow({ verdict, reason }: Judgement): string | null {
  switch (verdict) {
    case 'will_be_missed':
    case 'missed':
    case 'wrong_time':
      return STANDINGS[standingOf(verdict, reason)]?.title ?? null;
    case 'unknown':
      return reason === 'bots_not_told' || reason === 'calendar_unknown' ? 'Not known' : null;
    case 'covered':
      return reason === 'other_events_bot' ? 'Another event’s bot' : null;
    case 'duplicate':
    case 'not_recordable':
    case 'over':
      return null;
  }
}

/** Of a time that the event has left. */
function missingThen(occurrence: EventOccurrence, { calendar }: EventFacts): string | null {
  const { startAt, meetingUrl, basis, entries } = occurrence;
  if (entries.some((one) => one.entry.goneAt === null)) return 'Its bot was planned for another time or link';
  const lost = entries.at(-1);
  if (lost !== undefined) {
    return outageOfRemoval(lost.entry, calendar) === null
      ? 'Its bot was removed'
      : 'Its bot was removed with the connection';
  }
  if (basis === 'observed' && meetingUrl === null) return null;
  if (startAt !== null && outageAt(startAt, calendar) !== null) return 'The calendar was not connected';
  return 'No bot that Callboard knows of';
}

/** Why a bot is one too many. `mailbox`: the event's own. */
export function duplicateWhy({ reason, sibling }: DuplicateBot, mailbox: string | null): string {
  const whose = sibling?.mailbox ?? sibling?.calendarId ?? '';
  switch (reason) {
    case 'two_entries':
      return 'The event itself names two bots for this time.';
    case 'old_bot_remains':
      return 'It is planned for the time or link that the event had before.';
    case 'other_key':
      return `The event in the calendar of ${whose} has another key, so that each has a bot of its own.`;
    case 'same_mailbox':
      return `${mailbox ?? whose} is connected twice in this workspace, and both connections have a bot.`;
    case 'other_workspace':
      return sibling?.mailbox !== null && sibling?.mailbox === mailbox
        ? `${whose} is connected in another workspace as well, which sends a bot of its own.`
        : `The event in the calendar of ${whose} in another workspace has a bot of its own.`;
    case 'calendar_v1':
      return 'Calendar V1 sends it to the same meeting.';
  }
}
