/** Which bot to do without where a meeting has one too many, and how. Pure. */
import { recipeOfKey, sampleOf } from './keys.ts';
import { step } from './step.ts';
import type { Step } from './step.ts';
import type { EventFacts, Judgement, PlacedEntry } from './types.ts';

/** `judgement`: a verdict of duplicate. */
export function duplicateStep(judgement: Judgement, facts: EventFacts): Step {
  const [worst] = judgement.duplicates;
  switch (judgement.reason) {
    case 'two_entries': {
      const botId = oneTooMany(judgement, facts);
      return step('retire_bot', 'Retire one of the bots', 'One of them is enough; the other one stays.', botId);
    }
    case 'old_bot_remains':
      return step(
        'retire_bot',
        'Retire the old bot',
        'It comes at a time or link that the event no longer has.',
        worst?.botId ?? null,
      );
    case 'other_key':
      return keyIsOff(judgement.entry, facts)
        ? step('reschedule', 'Schedule it again with the common key', 'Then both events share one bot.')
        : step(
            'look_at_bot',
            'Look at the other bot',
            'It is the other event whose key differs; schedule that one again.',
            worst?.botId ?? null,
          );
    case 'same_mailbox':
      return step(
        'look_at_calendar',
        'Look at the calendar',
        'Decide which connection of the mailbox is in use; without the other one its events and bots come once.',
      );
    case 'calendar_v1':
      return step(
        'look_at_bot',
        'Look at the other bot',
        'Decide which of Calendar V1 and V2 sends the bot, and switch the other one off for this mailbox.',
        worst?.botId ?? null,
      );
    default:
      return step(
        'look_at_bot',
        'Look at the other bot',
        'Keys are shared within a workspace only. Decide which workspace sends the bot.',
        worst?.botId ?? null,
      );
  }
}

/** Of an event's own two bots: the one whose key breaks the recipe, else one that no other event shares, else the older. */
function oneTooMany({ entry, duplicates }: Judgement, facts: EventFacts): string | null {
  const named = new Set([
    entry?.entry.botId,
    ...duplicates.flatMap(({ botId, sibling }) => (sibling === null ? botId : [])),
  ]);
  const own = facts.entries.filter(({ botId, goneAt }) => goneAt === null && named.has(botId));
  const shared = new Set(facts.siblings.flatMap(({ entries }) => entries.map(({ botId }) => botId)));
  const breaking = own.filter((one) => keyIsOff({ entry: one, fit: 'fits' }, facts));
  const single = own.filter(({ botId }) => !shared.has(botId));
  return (breaking.length === 1 ? breaking[0] : (single[0] ?? own[0]))?.botId ?? null;
}

/** Its key is of another recipe than the one in use. */
function keyIsOff(placed: PlacedEntry | null, facts: EventFacts): boolean {
  const sample = placed === null ? null : sampleOf(placed.entry, facts);
  return sample !== null && facts.recipe !== null && recipeOfKey(sample, facts.recipe) !== facts.recipe;
}
