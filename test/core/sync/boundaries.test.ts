import { describe, expect, it } from 'vitest';
import type { Known } from '../../../electron/core/sync/boundaries.ts';
import { createBoundaries } from '../../../electron/core/sync/boundaries.ts';
import { anEvent } from '../../support/records.ts';

const NINE = Date.UTC(2026, 10, 20, 9);
const TEN = NINE + 3_600_000;
const nothing = { watch: [], repairs: [] };
const unknown = (): Known => null;
const page = [
  anEvent({ id: 'early', startAt: NINE, updatedAt: 1 }),
  anEvent({ id: 'a', startAt: TEN, updatedAt: 1 }),
  anEvent({ id: 'b', startAt: TEN, updatedAt: 1 }),
];

describe('a seam between pages', () => {
  it('is repaired when an event that was counted there has changed since', () => {
    const seams = createBoundaries(nothing, unknown);
    seams.mark(page);
    seams.inspect([anEvent({ id: 'a', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('is left alone when other events changed, or the same one came again as it was', () => {
    const seams = createBoundaries(nothing, unknown);
    seams.mark(page);
    seams.inspect(
      [
        anEvent({ id: 'early', startAt: TEN, updatedAt: 2 }),
        anEvent({ id: 'b', startAt: TEN, updatedAt: 1 }),
        anEvent({ id: 'stranger', startAt: TEN, updatedAt: 2 }),
      ],
      null,
    );
    expect(seams.repairs()).toEqual([]);
  });

  it('is repaired when the page behind it repeats an event, for then another one moved in', () => {
    const seams = createBoundaries(nothing, unknown);
    seams.mark(page);
    seams.inspect([anEvent({ id: 'b', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('of an earlier run is repaired when the page behind it begins with an event that is here already', () => {
    const held = (id: string): Known => (id === 'b' ? { startAt: TEN, updatedAt: 1 } : null);
    const seams = createBoundaries({ watch: [TEN], repairs: [] }, held);
    seams.inspect([anEvent({ id: 'c', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([]);
    seams.inspect([anEvent({ id: 'b', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('is forgotten once a sweep that began later is complete, and not before', () => {
    const seams = createBoundaries(nothing, unknown);
    seams.mark(page);
    seams.seal(null);
    expect(seams.watched()).toEqual([TEN]);
    seams.mark([anEvent({ id: 'late', startAt: TEN + 1 })]);
    seams.verified();
    expect(seams.watched()).toEqual([TEN + 1]);
  });

  it('stays watched while the page behind it is still to come', () => {
    const seams = createBoundaries(nothing, unknown);
    seams.mark(page);
    seams.seal(TEN);
    seams.verified();
    expect(seams.watched()).toEqual([TEN]);
  });

  it('of an earlier run is judged by what the replica held before the page', () => {
    const held = (id: string): Known => (id === 'a' ? { startAt: TEN, updatedAt: 1 } : null);
    const seams = createBoundaries({ watch: [TEN], repairs: [] }, held);
    seams.inspect([anEvent({ id: 'b', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([]);
    seams.inspect([anEvent({ id: 'a', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('keeps its repair until that is part of a saved plan', () => {
    const seams = createBoundaries({ watch: [], repairs: [NINE, TEN] }, unknown);
    seams.planned([NINE]);
    expect(seams.repairs()).toEqual([TEN]);
  });
});
