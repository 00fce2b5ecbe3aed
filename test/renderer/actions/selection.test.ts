import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allToggled,
  calendarTargetsOf,
  countOf,
  eventTargetsOf,
  extended,
  extentOf,
  isChosen,
  matchingOffer,
  NOTHING,
  pruned,
  selectionText,
  toggled,
  type LoadedRows,
  type Selection,
} from '../../../renderer/src/components/actions/selection.ts';
import { calendarTargets, eventTargets } from '../../../shared/actions.ts';
import type { CalendarFilter, EventFilter } from '../../../shared/filters.ts';

const KEYS = ['1:a', '1:b', '1:c', '2:d', '2:e'];
const loaded = loadedRows(KEYS);
const ALL_MATCHING: Selection<CalendarFilter> = {
  kind: 'matching',
  filter: { workspaces: 'all' },
  total: { count: 2_431, exact: true },
};

function loadedRows(keys: readonly string[]): LoadedRows {
  return {
    keys,
    placeOf: (key) => {
      const place = keys.indexOf(key);
      return place < 0 ? undefined : place;
    },
  };
}

function chosen(selection: Selection): string[] {
  return KEYS.filter((key) => isChosen(selection, key));
}

describe('choosing rows', () => {
  it('takes a row in and out again', () => {
    const one = toggled(NOTHING, '1:b', loaded);
    expect(chosen(one)).toEqual(['1:b']);
    expect(toggled(one, '1:b', loaded)).toBe(NOTHING);
  });

  it('extends from the row that was touched last, in both directions', () => {
    expect(chosen(extended(toggled(NOTHING, '1:b', loaded), '2:d', loaded))).toEqual(['1:b', '1:c', '2:d']);
    expect(chosen(extended(toggled(NOTHING, '2:d', loaded), '1:b', loaded))).toEqual(['1:b', '1:c', '2:d']);
  });

  it('extends on from the end of the range before', () => {
    const range = extended(toggled(NOTHING, '1:a', loaded), '1:b', loaded);
    expect(chosen(extended(range, '2:e', loaded))).toEqual(KEYS);
  });

  it('extends to the row alone where no row was touched before', () => {
    expect(chosen(extended(NOTHING, '1:c', loaded))).toEqual(['1:c']);
  });

  it('chooses all loaded rows, and none when all are chosen', () => {
    const all = allToggled(toggled(NOTHING, '1:b', loaded), loaded);
    expect(chosen(all)).toEqual(KEYS);
    expect(extentOf(all, loaded)).toBe('all');
    expect(allToggled(all, loaded)).toBe(NOTHING);
  });

  it('never holds a row that is not in the list, whatever is pressed', () => {
    const press = fc.tuple(fc.constantFrom('toggle', 'extend', 'all'), fc.constantFrom(...KEYS));
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        let selection: Selection = NOTHING;
        for (const [how, key] of presses) {
          if (how === 'toggle') selection = toggled(selection, key, loaded);
          else if (how === 'extend') selection = extended(selection, key, loaded);
          else selection = allToggled(selection, loaded);
          if (selection.kind === 'rows') {
            expect(selection.keys.size).toBe(chosen(selection).length);
            expect(selection.keys.size).toBeGreaterThan(0);
          }
        }
      }),
      { seed: 20_261_120 },
    );
  });
});

describe('all that match', () => {
  it('is offered only once all loaded rows are chosen and there are more', () => {
    const all = allToggled(NOTHING, loaded);
    expect(matchingOffer(all, loaded, { count: 2_431, exact: true })).toBe('Select all 2,431 that match');
    expect(matchingOffer(all, loaded, { count: 10_000, exact: false })).toBe('Select all 10,000+ that match');
    expect(matchingOffer(all, loaded, { count: 5, exact: true })).toBeNull();
    expect(matchingOffer(toggled(all, '1:a', loaded), loaded, { count: 2_431, exact: true })).toBeNull();
    expect(matchingOffer(ALL_MATCHING, loaded, { count: 2_431, exact: true })).toBeNull();
  });

  it('is said in other words than the loaded ones', () => {
    expect(selectionText(ALL_MATCHING, 'calendar')).toBe('All 2,431 calendars that match are selected');
    expect(selectionText(allToggled(NOTHING, loaded), 'event')).toBe('5 events selected');
    expect(selectionText(toggled(NOTHING, '1:a', loaded), 'calendar')).toBe('1 calendar selected');
  });

  it('becomes the loaded rows without one when that one is taken out', () => {
    expect(chosen(toggled(ALL_MATCHING, '1:c', loaded))).toEqual(['1:a', '1:b', '2:d', '2:e']);
  });

  it('is asked for by its filter, and rows by their names', () => {
    expect(calendarTargetsOf(ALL_MATCHING)).toEqual({ filter: { workspaces: 'all' } });
    const rows = calendarTargetsOf(toggled(NOTHING, '2:d', loaded));
    expect(rows).toEqual({ calendars: [{ workspaceId: 2, id: 'd' }] });
    expect(calendarTargets().safeParse(rows).success).toBe(true);
    expect(calendarTargetsOf(NOTHING)).toBeNull();
  });

  it('is said about events in the same way, by name or by what the list is filtered by', () => {
    const drifted: Selection<EventFilter> = {
      kind: 'matching',
      filter: { workspaces: [3], verdicts: ['wrong_time'] },
      total: { count: 14, exact: true },
    };
    const wanted = { filter: { workspaces: [3], verdicts: ['wrong_time'] } };
    expect(eventTargetsOf(drifted)).toEqual(wanted);
    expect(eventTargets().safeParse(wanted).success).toBe(true);
    expect(eventTargetsOf(toggled(NOTHING, '2:d', loaded))).toEqual({ events: [{ workspaceId: 2, id: 'd' }] });
    expect(eventTargetsOf(NOTHING)).toBeNull();
  });

  it('is counted on the buttons that act on it', () => {
    expect(countOf(NOTHING)).toBe('0');
    expect(countOf(allToggled(NOTHING, loaded))).toBe('5');
    expect(countOf({ kind: 'matching', filter: {}, total: { count: 10_000, exact: false } })).toBe('10,000+');
  });
});

describe('when the list is read again', () => {
  it('rows that left it leave the selection, and are counted', () => {
    const selection = allToggled(NOTHING, loaded);
    const after = pruned(selection, KEYS, (key) => key !== '1:b' && key !== '2:e');
    expect(after.left).toBe(2);
    expect(chosen(after.selection)).toEqual(['1:a', '1:c', '2:d']);
  });

  it('rows that were not loaded before are no reason to leave: nobody knows that they left', () => {
    const selection = toggled(toggled(NOTHING, '1:a', loaded), '2:e', loaded);
    const after = pruned(selection, ['1:a', '1:b'], (key) => key === '1:a');
    expect(after).toEqual({ selection, left: 0 });
  });

  it('the same object comes back when nothing changed', () => {
    const selection = toggled(NOTHING, '1:a', loaded);
    expect(pruned(selection, KEYS, () => true).selection).toBe(selection);
    expect(pruned(ALL_MATCHING, KEYS, () => false).selection).toBe(ALL_MATCHING);
  });

  it('nothing is left when the last one leaves', () => {
    expect(pruned(toggled(NOTHING, '1:a', loaded), KEYS, () => false)).toEqual({ selection: NOTHING, left: 1 });
  });
});
