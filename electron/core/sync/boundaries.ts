/**
 * Watches the seams between pages. Recall's cursor says "so many records of this start time were given already"
 * (recall-api.md 1.4; the documented cursor decodes to a start time). When one of those moves away before the next page
 * is asked for, the count is one too high and an event that nobody changed is skipped; no later sweep would show it.
 *
 * So each page that is not the last leaves a mark: the start time it ended on, and the events with that start which it
 * gave. A sweep that began later shows everything that changed meanwhile. If a given event is among that, all events
 * with the old start time are read again; if not, the mark is dropped when that sweep is complete.
 *
 * An event that moved in at a seam shows at once, because the next page repeats one that was given: the count is then
 * too low, and will be too high when the newcomer leaves again. That start time is read again as well.
 *
 * A deleted calendar takes its events along without a trace in any sweep, and is noticed minutes later; so marks are
 * remembered for a while after they were dropped.
 */
import type { EventRecord } from '../records.ts';
import { SEAMS_REMEMBERED_MS, SEAMS_SAVED } from './policy.ts';

export interface Boundaries {
  /** Start times with a mark, and lately dropped ones, for the saved state. */
  watched(): number[];
  /** How many marks no sweep has proven harmless yet. */
  unproven(): number;
  /** Start times that must be read again, for the saved state. */
  repairs(): number[];
  /**
   * Looks at a page before it is applied: which marks lost an event, or gained one? `seam`: the start time that the page
   * before it ended on; null for the first page of a list.
   */
  inspect(records: readonly EventRecord[], seam: number | null): void;
  /** Leaves the mark of an applied page; call for every page that has a next one. */
  mark(records: readonly EventRecord[]): void;
  /** A sweep begins. `open`: the start time of a seam whose next page is still to come, null when there is none. */
  seal(open: number | null): void;
  /** The sweep is complete: the marks that were there when it began are proven harmless, or already to be repaired. */
  verified(): void;
  /** Recall has a calendar no more: the marks that had counted its events lost them. */
  calendarGone(id: string): void;
  /** These start times are planned to be read again, in a state that is saved. */
  planned(starts: readonly number[]): void;
}

/** What the replica holds of an event; null when it does not know it. */
export type Known = { readonly startAt: number | null; readonly updatedAt: number | null } | null;

/** Both, because two changes within a millisecond have one `updated_at` here. */
function same(record: EventRecord, known: NonNullable<Known>): boolean {
  return record.updatedAt === known.updatedAt && record.startAt === known.startAt;
}

/** What the replica answers. */
export interface Replica {
  event(id: string): Known;
  /** Start times of a calendar's events from `from` to `to`, both included. */
  startsOf(calendarId: string, from: number, to: number): readonly number[];
}

/**
 * `saved`: marks and repairs of an earlier run. Which events those marks had given is not saved (it would be large), so
 * for them the replica is asked. `monotonic`: our clock, ms.
 */
export function createBoundaries(
  saved: { readonly watch: readonly number[]; readonly repairs: readonly number[] },
  replica: Replica,
  monotonic: () => number,
): Boundaries {
  const restored = new Set(saved.watch);
  const toRepair = new Set(saved.repairs);
  /** Start time → events given with it (id → `updated_at` as given). */
  const marks = new Map<number, Map<string, number | null>>();
  /** Marks that were dropped, and when. */
  const dropped = new Map<number, number>();
  const given = new Map<string, number>();
  let sealed: ReadonlySet<number> = new Set();

  /** The watched start time that an event had when it was given, if it has changed since; else null. */
  const leftFrom = (record: EventRecord): number | null => {
    const start = given.get(record.id);
    if (start !== undefined) {
      return same(record, { startAt: start, updatedAt: marks.get(start)?.get(record.id) ?? null }) ? null : start;
    }
    if (restored.size === 0) return null;
    const known = replica.event(record.id);
    if (known === null || known.startAt === null || !restored.has(known.startAt)) return null;
    return same(record, known) ? null : known.startAt;
  };

  /** The page behind a seam begins with an event that was given before it. */
  const repeats = (first: EventRecord | undefined, seam: number): boolean => {
    if (first === undefined || first.startAt !== seam) return false;
    if (marks.get(seam)?.has(first.id) === true) return true;
    return restored.has(seam) && replica.event(first.id)?.startAt === seam;
  };

  const drop = (start: number): void => {
    for (const id of marks.get(start)?.keys() ?? []) given.delete(id);
    dropped.set(start, monotonic());
    marks.delete(start);
    restored.delete(start);
  };

  return {
    watched: () => [...new Set([...marks.keys(), ...restored, ...dropped.keys()])].slice(0, SEAMS_SAVED),
    unproven: () => marks.size + restored.size,
    repairs: () => [...toRepair],
    inspect(records, seam) {
      if (seam !== null && repeats(records[0], seam)) toRepair.add(seam);
      if (marks.size === 0 && restored.size === 0) return;
      for (const record of records) {
        const start = leftFrom(record);
        if (start !== null) toRepair.add(start);
      }
    },
    mark(records) {
      const start = records.findLast((record) => record.startAt !== null)?.startAt;
      if (start === undefined || start === null) return;
      const events = marks.get(start) ?? new Map<string, number | null>();
      for (const record of records) {
        if (record.startAt !== start) continue;
        events.set(record.id, record.updatedAt);
        given.set(record.id, start);
      }
      marks.set(start, events);
    },
    seal(open) {
      sealed = new Set([...marks.keys(), ...restored].filter((start) => start !== open));
    },
    verified() {
      for (const start of sealed) drop(start);
      sealed = new Set();
      for (const [start, at] of dropped) if (monotonic() - at > SEAMS_REMEMBERED_MS) dropped.delete(start);
    },
    calendarGone(id) {
      const starts = new Set([...marks.keys(), ...restored, ...dropped.keys()]);
      if (starts.size === 0) return;
      const from = [...starts].reduce((least, start) => Math.min(least, start));
      const to = [...starts].reduce((most, start) => Math.max(most, start));
      for (const start of replica.startsOf(id, from, to)) if (starts.has(start)) toRepair.add(start);
    },
    planned(starts) {
      for (const start of starts) toRepair.delete(start);
    },
  };
}
