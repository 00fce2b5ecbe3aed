import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../../electron/simulator/paging.ts';
import { cursorPage, decodeCursor, encodeCursor } from '../../../electron/simulator/paging.ts';

const SEED = Number(process.env['CALLBOARD_SEED'] ?? '20261120');
const FIXTURE = new URL('../../fixtures/recall/recall-docs/pagination-envelope.json', import.meta.url);

interface Item {
  readonly id: number;
  readonly key: number;
  readonly wanted: boolean;
}

/** Few distinct keys, so that many records tie. */
const list = fc
  .array(fc.record({ key: fc.integer({ min: 0, max: 6 }), wanted: fc.boolean() }), { maxLength: 60 })
  .map((items): readonly Item[] =>
    items.map((item, id) => ({ ...item, key: item.key * 1_000_000, id })).sort((a, b) => a.key - b.key || a.id - b.id),
  );

function listingOf(sorted: readonly Item[], bounds: { from?: number; to?: number } = {}) {
  return { sorted, keyOf: (item: Item) => item.key, accepts: (item: Item) => item.wanted, ...bounds };
}

/** The cursor as a client would send it back. */
function travelled(cursor: Cursor): Cursor {
  const back = decodeCursor(encodeCursor(cursor));
  if (back === null) throw new Error('A cursor of ours was refused.');
  return back;
}

describe('cursor pages', () => {
  it(`give every record once and in order on a world that stands still (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        list,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 6 }),
        (sorted, size, a, b) => {
          const bounds = { from: Math.min(a, b) * 1_000_000, to: Math.max(a, b) * 1_000_000 };
          const listing = listingOf(sorted, bounds);
          const seen: Item[] = [];
          let page = cursorPage(listing, null, size);
          seen.push(...page.items);
          while (page.next !== null) {
            page = cursorPage(listing, travelled(page.next), size);
            expect(page.items.length).toBeGreaterThan(0);
            seen.push(...page.items);
          }
          expect(seen).toEqual(
            sorted.filter((item) => item.wanted && item.key >= bounds.from && item.key <= bounds.to),
          );
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });

  it(`lead back to the beginning through previous (seed ${SEED})`, () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 7 }), (sorted, size) => {
        const listing = listingOf(sorted);
        let page = cursorPage(listing, null, size);
        const forward = [page.items];
        while (page.next !== null) {
          page = cursorPage(listing, travelled(page.next), size);
          forward.push(page.items);
        }
        for (const expected of forward.toReversed().slice(1)) {
          expect(page.previous).not.toBeNull();
          page = cursorPage(listing, travelled(page.previous ?? { position: null, offset: 0, reverse: true }), size);
          expect(page.items).toEqual(expected);
        }
        expect(page.previous).toBeNull();
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it("read and write the cursor of Recall's own documentation", () => {
    const { next } = JSON.parse(readFileSync(FIXTURE, 'utf8'));
    const text = new URL(next).searchParams.get('cursor') ?? '';
    const cursor = { position: Date.UTC(2024, 1, 22, 16, 15) * 1000, offset: 0, reverse: false };
    expect(decodeCursor(text)).toEqual(cursor);
    expect(encodeCursor(cursor)).toBe(text);
  });

  it.each([
    '',
    '!!!',
    Buffer.from('p=yesterday').toString('base64'),
    Buffer.from('o=-1').toString('base64'),
    Buffer.from('hello').toString('base64'),
  ])('refuse %j as a cursor', (text) => {
    expect(decodeCursor(text)).toBeNull();
  });

  it('can skip a record that moves while someone pages, as the real ones do', () => {
    const items = [1, 2, 3, 4].map((n) => ({ id: n, key: n * 1_000_000, wanted: true }));
    const first = cursorPage(listingOf(items), null, 2);
    const moved = items.map((item) => (item.id === 3 ? { ...item, key: 500_000 } : item)).sort((a, b) => a.key - b.key);
    const second = cursorPage(listingOf(moved), first.next, 2);
    expect(second.items.map((item) => item.id)).toEqual([4]);
  });
});
