import { describe, expect, test } from 'vitest';
import { eventFilter } from '../../../shared/filters.ts';
import { parseSearch, stringifySearch } from '../../../renderer/src/address.ts';
import {
  coverageExternal,
  coverageQuestion,
  coverageWindow,
} from '../../../renderer/src/views/events/customers/question.ts';
import {
  eventFilterOf,
  eventSortOf,
  isEventFiltered,
  NO_EVENT_FILTERS,
  pickDomain,
  validateEventsSearch,
  verdictsOf,
  verdictsText,
} from '../../../renderer/src/views/events/search.ts';
import { eventColumns } from '../../../renderer/src/views/events/columns.tsx';
import { countOf } from '../../../renderer/src/views/events/reason-counts.ts';
import { viewChange } from '../../../renderer/src/views/events/view-switch.tsx';

const NOW = Date.UTC(2026, 10, 21, 8, 4);

describe('the schedule’s address', () => {
  test('carries view, verdicts, reason, customer, organiser and recipe, and survives being written and read', () => {
    const search = {
      view: 'day',
      lanes: 'workspace',
      when: '2026-11-24',
      verdict: 'will_be_missed,wrong_time',
      reason: 'old_time',
      external: 'external',
      domain: 'acme.example',
      organizer: 'Anna@acme.example',
      recipe: 'breaks',
    };
    expect(validateEventsSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  test('drops what the contract does not know, and names verdicts in one order', () => {
    const read = validateEventsSearch({
      view: 'month',
      verdict: 'wrong_time,nonsense,covered,covered,__proto__',
      reason: 'because',
      external: 'some',
      domain: '  @ACME.Example ',
      organizer: 'x',
      recipe: 'keeps',
      when: '7d',
    });
    expect(read).toEqual({ verdict: 'covered,wrong_time', domain: 'acme.example' });
    expect(verdictsText(verdictsOf('nothing'))).toBeUndefined();
    expect(pickDomain('@')).toBeUndefined();
    expect(pickDomain('a'.repeat(254))).toBeUndefined();
  });

  test('becomes a filter that the contract accepts', () => {
    const filter = eventFilterOf(
      {
        verdict: 'missed,duplicate',
        reason: 'other_key',
        external: 'internal',
        domain: 'acme.example',
        organizer: 'a@b.c',
        recipe: 'breaks',
        when: 'all',
      },
      'all',
      NOW,
      'UTC',
    );
    expect(filter).toEqual({
      workspaces: 'all',
      verdicts: ['missed', 'duplicate'],
      reason: 'other_key',
      external: 'internal',
      domain: 'acme.example',
      organizer: 'a@b.c',
      breaksRecipe: true,
    });
    expect(eventFilter().safeParse(filter).success).toBe(true);
    expect(eventFilterOf({ external: 'any', when: 'all' }, 'all', NOW, 'UTC')).toEqual({ workspaces: 'all' });
  });

  test('is sorted by start wherever it filters by what a verdict says, because the contract answers nothing else', () => {
    for (const judged of [
      { verdict: 'missed' },
      { reason: 'old_time' },
      { external: 'external' },
      { domain: 'acme.example' },
      { organizer: 'a@b.c' },
      { recipe: 'breaks' },
    ] as const) {
      expect(eventSortOf({ ...judged, sort: 'updated.desc' })).toEqual({ by: 'start', direction: 'asc' });
      expect(eventFilterOf({ ...judged, sort: 'updated.desc' }, 'all', NOW, 'UTC').from).toBe(NOW);
      expect(isEventFiltered(judged)).toBe(true);
      expect(isEventFiltered({ ...judged, ...NO_EVENT_FILTERS })).toBe(false);
    }
    expect(eventSortOf({ external: 'any', sort: 'updated.desc' }).by).toBe('updated');
    expect(eventSortOf({ verdict: 'missed', sort: 'start.desc' }).direction).toBe('desc');
  });
});

describe('going from one view to another', () => {
  test('keeps showing the same meetings: coverage is external unless told otherwise', () => {
    expect(viewChange({ view: 'coverage' }, undefined)).toEqual({ view: undefined, external: 'external' });
    expect(viewChange({ view: 'coverage', external: 'any' }, 'day')).toEqual({ view: 'day', external: undefined });
    expect(viewChange({ external: 'external', sel: '1:x' }, 'coverage').external).toBeUndefined();
    expect(viewChange({ external: 'internal' }, 'coverage').external).toBe('internal');
  });

  test('to the coverage lets the selected event go, and to where one is changes nothing', () => {
    const patch = viewChange({ sel: '1:x', tab: 'raw' }, 'coverage');
    expect(Object.keys(patch)).toEqual(expect.arrayContaining(['sel', 'tab']));
    expect(patch.sel).toBeUndefined();
    expect(viewChange({ view: 'day' }, 'day')).toEqual({});
    expect(viewChange({ sel: '1:x' }, 'day')).toEqual({ view: 'day' });
  });
});

describe('what the coverage asks', () => {
  test('is about external meetings of the next seven days unless the address says otherwise', () => {
    expect(coverageQuestion({}, [2], NOW, 'UTC')).toEqual({
      workspaces: [2],
      from: NOW,
      to: NOW + 7 * 86_400_000,
      external: 'external',
    });
    expect(coverageExternal({ external: 'any' })).toBeUndefined();
    expect(coverageQuestion({ external: 'any', when: '2026-11-24' }, 'all', NOW, 'UTC')).toEqual({
      workspaces: 'all',
      from: Date.UTC(2026, 10, 24),
      to: Date.UTC(2026, 10, 25),
    });
  });

  test('has two ends, also where the agenda was looking at everything', () => {
    expect(coverageWindow({ when: 'all' })).toBe('7d');
    expect(coverageWindow({ when: 'past' })).toBe('7d');
    expect(coverageWindow({ when: 'week' })).toBe('week');
  });
});

describe('the columns of the agenda', () => {
  test('offer to sort by change only where the filters leave that sort', () => {
    const sortable = (anySort: boolean): readonly string[] =>
      eventColumns(true, anySort)
        .filter((column) => column.sortable === true)
        .map(({ id }) => id);
    expect(sortable(true)).toEqual(['start', 'updated']);
    expect(sortable(false)).toEqual(['start']);
    expect(eventColumns(true, false).map(({ id }) => id)).toEqual(eventColumns(true).map(({ id }) => id));
  });
});

describe('the number beside a verdict', () => {
  test('adds up its reasons, says where counting stopped, and is no number until they are known', () => {
    const rows = [
      { verdict: 'missed', reason: 'bot_failed', title: '', count: { count: 2, exact: true } },
      { verdict: 'missed', reason: 'not_admitted', title: '', count: { count: 10_000, exact: false } },
      { verdict: 'covered', reason: 'recorded', title: '', count: { count: 5, exact: true } },
    ] as const;
    expect(countOf(rows, 'missed')).toEqual({ count: 10_002, exact: false });
    expect(countOf(rows, 'duplicate')).toEqual({ count: 0, exact: true });
    expect(countOf(undefined, 'missed')).toBeUndefined();
  });
});
