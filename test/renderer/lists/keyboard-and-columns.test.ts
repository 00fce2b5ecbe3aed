import { describe, expect, test } from 'vitest';
import {
  breakpointAt,
  columnsAt,
  columnTemplate,
  nextSort,
  type Column,
} from '../../../renderer/src/components/grid/columns.ts';
import { moveFor, recordFrom } from '../../../renderer/src/components/grid/keyboard.ts';
import { clampWidth, WIDTH_LIMITS } from '../../../renderer/src/components/split/width.ts';

const press = (key: string, ctrlKey = false): Parameters<typeof moveFor>[0] => ({
  key,
  ctrlKey,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});

describe('headings among the rows', () => {
  // Rows 0 and 3 are headings, row 6 has not been read.
  const kindAt = (index: number): 'record' | 'heading' | undefined =>
    index < 0 || index > 5 ? undefined : index === 0 || index === 3 ? 'heading' : 'record';

  test.each([
    [0, -1, 1],
    [3, 2, 4],
    [3, 4, 2],
    [0, 1, 1],
    [0, 5, 1],
    [4, 2, 4],
  ])('a move to row %i from row %i ends at row %i', (index, from, end) => {
    expect(recordFrom(index, from, kindAt)).toBe(end);
  });

  test('where nothing has been read, or there are only headings, the move stays what it is', () => {
    expect(recordFrom(6, 5, kindAt)).toBe(6);
    expect(recordFrom(0, -1, (index) => (index === 0 ? 'heading' : undefined))).toBe(0);
  });
});

describe('keys in a list of 50 rows, 10 of them visible', () => {
  test.each([
    ['j', 4, 5],
    ['ArrowDown', 4, 5],
    ['k', 4, 3],
    ['ArrowUp', 0, 0],
    ['j', 49, 49],
    ['PageDown', 4, 13],
    ['PageUp', 4, 0],
    ['Home', 30, 0],
    ['End', 3, 49],
    ['j', -1, 0],
    ['k', -1, 0],
  ])('%s on row %i leads to row %i', (key, active, index) => {
    expect(moveFor(press(key), active, 50, 10)).toEqual({ kind: 'row', index });
  });

  test('Enter opens the row if there is one, Escape leaves', () => {
    expect(moveFor(press('Enter'), 3, 50, 10)).toEqual({ kind: 'open' });
    expect(moveFor(press('Enter'), -1, 50, 10)).toBeNull();
    expect(moveFor(press('Escape'), -1, 50, 10)).toEqual({ kind: 'close' });
  });

  test('x checks a row, with Shift all up to it, and with nothing to check it is nobody’s key', () => {
    expect(moveFor(press('x'), 3, 50, 10)).toEqual({ kind: 'check', extend: false });
    expect(moveFor({ ...press('X'), shiftKey: true }, 3, 50, 10)).toEqual({ kind: 'check', extend: true });
    expect(moveFor(press('x', true), 3, 50, 10)).toBeNull();
    expect(moveFor(press('x'), -1, 0, 10)).toBeNull();
  });

  test('chords and other keys are left to others, and an empty list has nowhere to go', () => {
    expect(moveFor(press('j', true), 3, 50, 10)).toBeNull();
    expect(moveFor(press('g'), 3, 50, 10)).toBeNull();
    expect(moveFor(press('j'), -1, 0, 10)).toBeNull();
  });
});

describe('columns', () => {
  const cell = (): string => '';
  const columns: readonly Column<object, object>[] = [
    { id: 'status', header: 'Status', width: 120, cell },
    { id: 'email', header: 'Mailbox', flex: 3, minWidth: 160, cell },
    { id: 'detail', header: 'Detail', hideBelow: 700, cell },
  ];

  test('change only at the widths that they name', () => {
    expect([0, 699, 700, 5_000].map((width) => breakpointAt(columns, width))).toEqual([0, 0, 700, 700]);
    for (const width of [1, 699, 700, 701])
      expect(columnsAt(columns, breakpointAt(columns, width))).toEqual(columnsAt(columns, width));
  });

  test('give way where the list is narrow', () => {
    expect(columnsAt(columns, 699).map(({ id }) => id)).toEqual(['status', 'email']);
    expect(columnsAt(columns, 700)).toBe(columns);
  });

  test('have fixed or shared widths', () => {
    expect(columnTemplate(columns)).toBe('120px minmax(160px, 3fr) minmax(80px, 1fr)');
  });

  test('sort upwards first and then the other way', () => {
    expect(nextSort(undefined, 'email')).toEqual({ by: 'email', direction: 'asc' });
    expect(nextSort({ by: 'email', direction: 'asc' }, 'email')).toEqual({ by: 'email', direction: 'desc' });
    expect(nextSort({ by: 'email', direction: 'desc' }, 'updated')).toEqual({ by: 'updated', direction: 'asc' });
  });
});

test('the detail is never wider or narrower than it can be used', () => {
  expect(clampWidth(10)).toBe(WIDTH_LIMITS.least);
  expect(clampWidth(5_000)).toBe(WIDTH_LIMITS.most);
  expect(clampWidth(500.4)).toBe(500);
});
