/** What the search offers for a text: records by kind, then commands. Pure. */
import type { Command } from '../../../../shared/commands.ts';
import type { Output } from '../../../../shared/contract.ts';
import type { CalendarRow, EventRow } from '../../../../shared/entities.ts';

export type Found = Output<'app.search'>;

export type SearchOption =
  | { readonly kind: 'calendar'; readonly key: string; readonly row: CalendarRow }
  | { readonly kind: 'event'; readonly key: string; readonly row: EventRow }
  | { readonly kind: 'bot'; readonly key: string; readonly row: Found['bots'][number] }
  | { readonly kind: 'command'; readonly key: string; readonly command: Command };

export interface OptionGroup {
  readonly name: string;
  readonly options: readonly SearchOption[];
}

/** The core's index answers from this many letters on. */
export const MIN_SEARCH_LETTERS = 2;

/** The groups in the order in which they are shown; empty ones are left out. */
export function searchGroups(
  text: string,
  found: Found | undefined,
  commands: readonly Command[],
): readonly OptionGroup[] {
  const groups: OptionGroup[] = [
    {
      name: 'Calendars',
      options: (found?.calendars ?? []).map((row) => ({
        kind: 'calendar',
        key: `c${row.workspaceId}:${row.id}`,
        row,
      })),
    },
    {
      name: 'Events',
      options: (found?.events ?? []).map((row) => ({ kind: 'event', key: `e${row.workspaceId}:${row.id}`, row })),
    },
    {
      name: 'Bots',
      options: (found?.bots ?? []).map((row) => ({ kind: 'bot', key: `b${row.workspaceId}:${row.botId}`, row })),
    },
    {
      name: 'Commands',
      options: matchingCommands(text, commands).map((command) => ({ kind: 'command', key: command.id, command })),
    },
  ];
  return groups.filter((group) => group.options.length > 0);
}

/** Commands whose label holds every typed word as the beginning of one of its words; all of them for no text. */
export function matchingCommands(text: string, commands: readonly Command[]): readonly Command[] {
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const words = command.label.toLowerCase().split(/\s+/);
    return typed.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** The option after moving by `step` from `active` (a key), around the ends; the first one when `active` is gone. */
export function stepOption(options: readonly SearchOption[], active: string | null, step: 1 | -1): string | null {
  if (options.length === 0) return null;
  const index = options.findIndex((option) => option.key === active);
  const next = index === -1 ? (step === 1 ? 0 : options.length - 1) : (index + step + options.length) % options.length;
  return options[next]?.key ?? null;
}
