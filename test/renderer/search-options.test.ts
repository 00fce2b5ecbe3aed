import { describe, expect, it } from 'vitest';
import {
  matchingCommands,
  searchGroups,
  stepOption,
  type Found,
} from '../../renderer/src/components/search/options.ts';
import { commands } from '../../shared/commands.ts';

const listed = commands.filter((command) => command.listed);
const found: Found = {
  calendars: [],
  events: [],
  bots: [
    { workspaceId: 1, botId: 'b1' },
    { workspaceId: 2, botId: 'b1' },
  ],
  more: false,
};

describe('what the search offers', () => {
  it('is every command while nothing is typed', () => {
    expect(searchGroups('', undefined, listed).map(({ name, options }) => [name, options.length])).toEqual([
      ['Commands', listed.length],
    ]);
  });

  it('puts records before commands and leaves out empty groups', () => {
    expect(searchGroups('go', found, listed).map(({ name }) => name)).toEqual(['Bots', 'Commands']);
  });

  it('tells the same id of two workspaces apart', () => {
    const keys = searchGroups('b1', found, []).flatMap(({ options }) => options.map(({ key }) => key));
    expect(new Set(keys).size).toBe(2);
  });

  it('finds commands by the beginnings of their words, in any order', () => {
    expect(matchingCommands('cal go', listed).map(({ id }) => id)).toEqual(['go.calendars']);
    expect(matchingCommands('alendars', listed)).toEqual([]);
  });
});

describe('moving through the options', () => {
  const options = searchGroups('b1', found, []).flatMap((group) => group.options);
  const [first, second] = options.map(({ key }) => key);

  it('goes around the ends', () => {
    expect(stepOption(options, first ?? null, 1)).toBe(second);
    expect(stepOption(options, second ?? null, 1)).toBe(first);
    expect(stepOption(options, first ?? null, -1)).toBe(second);
  });

  it('starts anew when the marked one is gone, and has nowhere to go in an empty list', () => {
    expect(stepOption(options, 'gone', 1)).toBe(first);
    expect(stepOption(options, 'gone', -1)).toBe(second);
    expect(stepOption([], null, 1)).toBeNull();
  });
});
