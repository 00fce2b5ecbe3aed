/** An event's deduplication key against the recipe in use in its workspace (recall-api.md 3.4). Pure. */
import type { Recipe } from '../../../../shared/verdicts.ts';
import type { KeySample } from '../../store/verdicts.ts';
import { isOfRecipe, recipeOf, templateOf } from './recipes.ts';
import type { EntryFacts, EventFacts, EventOccurrence } from './types.ts';

/** How the key of an entry is seen in its event: with the time and link that the entry was made for. Null: it has no key. */
export function sampleOf(entry: EntryFacts, facts: EventFacts): KeySample | null {
  const { deduplicationKey: key } = entry;
  if (key === null) return null;
  const { id: calendarId, mailbox } = facts.calendar;
  return {
    key,
    startAt: entry.startAt ?? facts.startAt,
    meetingUrl: entry.meetingUrl ?? facts.meetingUrl,
    eventId: facts.id,
    calendarId,
    icalUid: facts.icalUid,
    mailbox,
  };
}

/** True when a present bot of the occurrence has a key of another recipe than the one in use. What nobody can tell breaks nothing. */
export function breaksRecipe(facts: EventFacts, { entries }: EventOccurrence): boolean {
  const { recipe } = facts;
  if (recipe === null) return false;
  return entries.some(({ entry }) => {
    const sample = entry.goneAt === null ? sampleOf(entry, facts) : null;
    return sample !== null && isOfRecipe(recipe, sample) === false;
  });
}

/** The recipe that a key is of; null: nothing explains it. */
export function recipeOfKey(sample: KeySample, inUse: Recipe | null): Recipe | null {
  if (inUse !== null && isOfRecipe(inUse, sample) === true) return inUse;
  const template = templateOf(sample);
  return template === null ? null : recipeOf(template);
}
