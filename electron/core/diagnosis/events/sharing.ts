/** Bots of other events that come to an event's meeting for it as well, through one deduplication key (recall-api.md 3.4). Pure. */
import { botsOfSibling, ownKey } from './duplicates.ts';
import type { EntryFacts, EventFacts, EventOccurrence, Sibling } from './types.ts';

/** A sibling's bot that comes for the event as well. */
export interface Cover {
  readonly sibling: Sibling;
  readonly bot: EntryFacts;
}

/**
 * The sibling whose bot the event would share: one of the same workspace with the key that the recipe in use gives this event too. Where no
 * recipe is known, the key that the event itself had. Null: there is none.
 */
export function coverOf(facts: EventFacts, occurrence: EventOccurrence): Cover | null {
  if (facts.siblings.length === 0) return null;
  const key = ownKey(facts, occurrence);
  const keys =
    facts.recipe === null
      ? occurrence.entries.flatMap(({ entry, fit }) => (fit === 'fits' ? (entry.deduplicationKey ?? []) : []))
      : key === null
        ? []
        : [key];
  if (keys.length === 0) return null;
  for (const sibling of facts.siblings) {
    if (sibling.workspaceId !== facts.workspaceId) continue;
    const bot = botsOfSibling(sibling, facts, occurrence).find(
      ({ deduplicationKey }) => deduplicationKey !== null && keys.includes(deduplicationKey),
    );
    if (bot !== undefined) return { sibling, bot };
  }
  return null;
}

/** Calendar V1 sends a bot of its own, so that the meeting is recorded although this event has none. */
export const v1Covers = ({ v1Bots }: EventFacts): boolean => v1Bots.length > 0;
