/** Where a looked-up text leads. Pure. */
import type { Found, SearchOption } from '../../components/search/options.ts';
import { searchGroups } from '../../components/search/options.ts';

/** Ids of Recall's bots, events and calendars. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for what can be the id of a bot that nobody here has heard of. */
export function looksLikeId(text: string): boolean {
  return UUID.test(text.trim());
}

/** Everything that was found, in the order in which it is shown. */
export function foundOptions(text: string, found: Found): readonly SearchOption[] {
  return searchGroups(text, found, []).flatMap((group) => group.options);
}

/**
 * The one record that a text means; null: none, or several could be meant. A bot is found together with the events that name
 * it: whoever looks up its id means the bot.
 */
export function landingOf(text: string, found: Found): SearchOption | null {
  const options = foundOptions(text, found);
  const id = text.trim().toLowerCase();
  const named = options.filter((option) => idOf(option) === id);
  const [only] = named.length > 0 ? named : found.more ? [] : options;
  return (named.length > 0 ? named : options).length === 1 ? (only ?? null) : null;
}

function idOf(option: SearchOption): string | null {
  switch (option.kind) {
    case 'bot':
      return option.row.botId.toLowerCase();
    case 'event':
    case 'calendar':
      return option.row.id.toLowerCase();
    case 'command':
      return null;
  }
}
