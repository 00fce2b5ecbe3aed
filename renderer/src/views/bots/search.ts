/** The address of the list of bots: filters and selection. */
import type { Input } from '../../../../shared/contract.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { BOT_OUTCOMES, type BotOutcome } from '../../../../shared/values.ts';
import { pickOneOf, pickText, readRef, refText } from '../../address.ts';
import { pickDetailTab, type DetailTab } from '../list-address.ts';

export interface BotsSearch {
  /** What was looked up; absent: nothing. */
  readonly q?: string | undefined;
  readonly outcome?: BotOutcome | undefined;
  /** The selected bot, `workspace:id`. */
  readonly sel?: string | undefined;
  /** Part of the selected bot's detail. */
  readonly tab?: DetailTab | undefined;
}

/** Picks the list's parameters out of an address; what cannot be understood is left out. */
export function validateBotsSearch(search: Readonly<Record<string, unknown>>): BotsSearch {
  const q = pickText(search, 'q', 2_000)?.trim();
  const outcome = pickOneOf(search, 'outcome', BOT_OUTCOMES);
  const sel = readRef(pickText(search, 'sel'));
  const tab = pickDetailTab(search);
  return {
    ...(q === undefined || q === '' ? {} : { q }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(sel === undefined ? {} : { sel: refText(sel) }),
    ...(tab === undefined ? {} : { tab }),
  };
}

/** What the list is asked for. */
export function botsQuestion(
  search: BotsSearch,
  workspaces: WorkspaceScope,
): Omit<Input<'bots.list'>, 'after' | 'limit'> {
  return { workspaces, ...(search.outcome === undefined ? {} : { outcome: search.outcome }) };
}
