/** Which of an event's bots are listed at once, and which only on request. Pure. */
import type { BotEntry } from '../../../../shared/entities.ts';
import type { EventVerdict, OccurrenceBot } from '../../../../shared/verdicts.ts';

export interface ListedBot {
  readonly entry: BotEntry;
  /** What became of it; null: the verdict is not here, or cannot place it. */
  readonly seen: Pick<OccurrenceBot, 'outcome' | 'title'> | null;
  /** Why it belongs to no occurrence; null: it does. */
  readonly why: string | null;
}

export interface ListedBots {
  /** Of the present occurrence, and those that belong to none. */
  readonly first: readonly ListedBot[];
  /** Of all others, latest occurrence first. */
  readonly others: readonly ListedBot[];
}

/** The bots of an event by what its verdict says of them. */
export function listedBots({ occurrences, unplaced }: Pick<EventVerdict, 'occurrences' | 'unplaced'>): ListedBots {
  const placed = ({ entry, outcome, title }: OccurrenceBot): ListedBot => ({
    entry,
    seen: { outcome, title },
    why: null,
  });
  const present = occurrences.filter((occurrence) => occurrence.present);
  const past = occurrences.filter((occurrence) => !occurrence.present).reverse();
  return {
    first: [
      ...present.flatMap(({ bots }) => bots.map(placed)),
      ...unplaced.map(({ entry, why }) => ({ entry, seen: null, why })),
    ],
    others: past.flatMap(({ bots }) => bots.map(placed)),
  };
}

/** The same while there is no verdict yet: present ones first, then those that are gone, latest first. */
export function unjudgedBots(entries: readonly BotEntry[]): readonly ListedBot[] {
  return entries
    .toSorted((a, b) => Number(a.goneAt !== null) - Number(b.goneAt !== null) || (b.goneAt ?? 0) - (a.goneAt ?? 0))
    .map((entry) => ({ entry, seen: null, why: null }));
}
