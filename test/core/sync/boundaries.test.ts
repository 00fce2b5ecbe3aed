import { describe, expect, it } from 'vitest';
import type { Known, Replica } from '../../../electron/core/sync/boundaries.ts';
import { createBoundaries } from '../../../electron/core/sync/boundaries.ts';
import { anEvent } from '../../support/records.ts';

const NINE = Date.UTC(2026, 10, 20, 9);
const TEN = NINE + 3_600_000;
const nothing = { watch: [], repairs: [] };
const now = (): number => 0;
const holding = (event: (id: string) => Known): Replica => ({ event, startsOf: () => [] });
const unknown = holding(() => null);
const page = [
  anEvent({ id: 'early', startAt: NINE, updatedAt: 1 }),
  anEvent({ id: 'a', startAt: TEN, updatedAt: 1 }),
  anEvent({ id: 'b', startAt: TEN, updatedAt: 1 }),
];

describe('a seam between pages', () => {
  it('is repaired when an event that was counted there has changed since', () => {
    const seams = createBoundaries(nothing, unknown, now);
    seams.mark(page);
    seams.inspect([anEvent({ id: 'a', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('is left alone when other events changed, or the same one came again as it was', () => {
    const seams = createBoundaries(nothing, unknown, now);
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
    const seams = createBoundaries(nothing, unknown, now);
    seams.mark(page);
    seams.inspect([anEvent({ id: 'b', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('of an earlier run is repaired when the page behind it begins with an event that is here already', () => {
    const held = holding((id) => (id === 'b' ? { startAt: TEN, updatedAt: 1 } : null));
    const seams = createBoundaries({ watch: [TEN], repairs: [] }, held, now);
    seams.inspect([anEvent({ id: 'c', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([]);
    seams.inspect([anEvent({ id: 'b', startAt: TEN, updatedAt: 1 })], TEN);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('is forgotten once a sweep that began later is complete, and not before', () => {
    const seams = createBoundaries(nothing, unknown, now);
    seams.mark(page);
    seams.seal(null);
    expect(seams.unproven()).toBe(1);
    seams.mark([anEvent({ id: 'late', startAt: TEN + 1 })]);
    seams.verified();
    seams.inspect([anEvent({ id: 'a', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([]);
    expect(seams.unproven()).toBe(1);
  });

  it('stays watched while the page behind it is still to come', () => {
    const seams = createBoundaries(nothing, unknown, now);
    seams.mark(page);
    seams.seal(TEN);
    seams.verified();
    expect(seams.unproven()).toBe(1);
  });

  it('is repaired when a calendar with an event there is deleted, also some minutes after it was forgotten', () => {
    let monotonic = 0;
    const starts: Record<string, number[]> = { 'cal-a': [TEN, TEN + 5], 'cal-b': [NINE] };
    const replica: Replica = { event: () => null, startsOf: (id) => starts[id] ?? [] };
    const seams = createBoundaries({ watch: [NINE], repairs: [] }, replica, () => monotonic);
    seams.mark([anEvent({ id: 'a', startAt: TEN })]);
    seams.calendarGone('cal-a');
    expect(seams.repairs()).toEqual([TEN]);
    seams.seal(null);
    seams.verified();
    expect(seams.unproven()).toBe(0);
    monotonic = 10 * 60_000;
    seams.calendarGone('cal-b');
    expect(seams.repairs()).toEqual([TEN, NINE]);
  });

  it('of an earlier run is judged by what the replica held before the page', () => {
    const held = holding((id) => (id === 'a' ? { startAt: TEN, updatedAt: 1 } : null));
    const seams = createBoundaries({ watch: [TEN], repairs: [] }, held, now);
    seams.inspect([anEvent({ id: 'b', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([]);
    seams.inspect([anEvent({ id: 'a', startAt: NINE, updatedAt: 2 })], null);
    expect(seams.repairs()).toEqual([TEN]);
  });

  it('keeps its repair until that is part of a saved plan', () => {
    const seams = createBoundaries({ watch: [], repairs: [NINE, TEN] }, unknown, now);
    seams.planned([NINE]);
    expect(seams.repairs()).toEqual([TEN]);
  });
});
