/**
 * Bots for one meeting beyond what is meant to come (PRODUCT.md, Q5). Within a workspace that depends on the recipe in use: where every
 * event has a bot of its own, two colleagues' bots are no duplicates. Pure.
 */
import { isOrganisation } from '../mail-domains.ts';
import { distinctBots, isLive, isMissing, isSpent } from './came.ts';
import { isAt } from './plans.ts';
import { keyFor } from './recipes.ts';
import { sameLink } from './same-link.ts';
import type { DuplicateBot, EntryFacts, EventFacts, EventOccurrence, PlacedEntry, Sibling } from './types.ts';

const RANKS: readonly DuplicateBot['reason'][] = [
  'two_entries',
  'old_bot_remains',
  'same_mailbox',
  'other_key',
  'other_workspace',
  'calendar_v1',
];

/** Bots that are or were there for the occurrence, for all we know: one for each bot. */
export function botsThatFit(facts: EventFacts, occurrence: EventOccurrence): PlacedEntry[] {
  return distinctBots(
    occurrence.entries.filter(
      (one) => one.fit === 'fits' && isLive(one, occurrence, facts.calendar) && !isSpent(one) && !isMissing(one),
    ),
  );
}

/**
 * Other bots than the first that fits, the worst first; empty where none fits. `now`: old bots whose time has passed remain no more
 * (ms UTC).
 */
export function duplicatesOf(facts: EventFacts, occurrence: EventOccurrence, now: number): DuplicateBot[] {
  const fitting = botsThatFit(facts, occurrence);
  if (fitting.length === 0) return [];
  const own = new Set(fitting.map(({ entry }) => entry.botId));
  const found: DuplicateBot[] = fitting
    .slice(1)
    .map(({ entry }) => ({ botId: entry.botId, reason: 'two_entries', sibling: null }));
  for (const entry of oldBots(facts, occurrence, now)) {
    if (own.has(entry.botId)) continue;
    own.add(entry.botId);
    found.push({ botId: entry.botId, reason: 'old_bot_remains', sibling: null });
  }
  for (const sibling of facts.siblings) {
    const bots = botsOfSibling(sibling, facts, occurrence).filter(({ botId }) => !own.has(botId));
    const reason = bots.length === 0 ? null : reasonOf(sibling, facts, occurrence);
    if (reason === null) continue;
    for (const { botId } of bots) {
      own.add(botId);
      found.push({ botId, reason, sibling });
    }
  }
  for (const { botId } of facts.v1Bots) {
    if (!own.has(botId)) found.push({ botId, reason: 'calendar_v1', sibling: null });
  }
  return found.length < 2 ? found : found.sort((a, b) => RANKS.indexOf(a.reason) - RANKS.indexOf(b.reason));
}

/** Bots of the event that come at another time than it is now, and are still to come. */
export function oldBots({ calendar }: EventFacts, occurrence: EventOccurrence, now: number): PlacedEntry['entry'][] {
  return occurrence.entries
    .filter((one) => one.fit !== 'fits' && isLive(one, occurrence, calendar) && !isSpent(one) && !isMissing(one))
    .map(({ entry }) => entry)
    .filter(({ startAt, goneAt }) => goneAt === null && startAt !== null && startAt > now);
}

/** A sibling's bots that come to this meeting. */
export function botsOfSibling(sibling: Sibling, facts: EventFacts, occurrence: EventOccurrence): readonly EntryFacts[] {
  const { startAt } = facts;
  const link = occurrence.meetingUrl;
  return sibling.entries.filter(
    (entry) =>
      (entry.startAt === null || startAt === null || isAt(entry.startAt, startAt)) &&
      (entry.meetingUrl === null || link === null || sameLink(entry.meetingUrl, link)),
  );
}

/** Why a sibling's other bot is one too many; null: it is meant to come. */
function reasonOf(sibling: Sibling, facts: EventFacts, occurrence: EventOccurrence): DuplicateBot['reason'] | null {
  const { calendar } = facts;
  const sameMailbox = calendar.mailbox !== null && sibling.mailbox === calendar.mailbox;
  if (sibling.workspaceId !== facts.workspaceId) {
    const sameCustomer = isOrganisation(calendar.domain) && sibling.domain === calendar.domain;
    return sameMailbox || sameCustomer ? 'other_workspace' : null;
  }
  if (sameMailbox && sibling.calendarId !== calendar.id) return 'same_mailbox';
  return sharesKey(sibling, facts, occurrence) ? 'other_key' : null;
}

/** Whether the recipe in use means both events to have one bot. */
function sharesKey(sibling: Sibling, facts: EventFacts, occurrence: EventOccurrence): boolean {
  const key = ownKey(facts, occurrence);
  if (key === null || facts.recipe === null) return false;
  const { eventId, calendarId, mailbox, icalUid } = sibling;
  const { startAt } = facts;
  const { meetingUrl } = occurrence;
  return keyFor(facts.recipe, { startAt, meetingUrl, eventId, calendarId, mailbox, icalUid }) === key;
}

/** The key that the recipe in use gives the event; null: there is none, or a part of it is not known here. */
export function ownKey(
  { recipe, startAt, id, icalUid, calendar }: EventFacts,
  { meetingUrl }: EventOccurrence,
): string | null {
  if (recipe === null) return null;
  const { id: calendarId, mailbox } = calendar;
  return keyFor(recipe, { startAt, meetingUrl, eventId: id, calendarId, mailbox, icalUid });
}
