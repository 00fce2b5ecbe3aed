/**
 * Cursor pages as Recall's framework makes them: the cursor is base64 of `p=<position>` (recall-docs/pagination-envelope.json),
 * where the position is the ordering value of the last record before the next page that differs from it, and `o` counts
 * the records with equal values that were already given. On a world that stands still no record is lost or repeated; a
 * record whose ordering value moves while someone pages can be skipped, as with the real API.
 */
import { cursorTime, parseUs } from './wire-time.ts';

export interface Cursor {
  /** Microseconds UTC; null at the very beginning (or, in reverse, at the very end). */
  readonly position: number | null;
  readonly offset: number;
  readonly reverse: boolean;
}

export function encodeCursor(cursor: Cursor): string {
  const params = new URLSearchParams();
  if (cursor.offset !== 0) params.set('o', String(cursor.offset));
  if (cursor.reverse) params.set('r', '1');
  if (cursor.position !== null) params.set('p', cursorTime(cursor.position));
  return Buffer.from(params.toString(), 'latin1').toString('base64');
}

/** Null when the text is no cursor of ours. */
export function decodeCursor(text: string): Cursor | null {
  const params = new URLSearchParams(Buffer.from(text, 'base64').toString('latin1'));
  const place = params.get('p');
  const position = place === null ? null : parseUs(place);
  const offset = Number(params.get('o') ?? '0');
  if (place !== null && position === null) return null;
  if (!Number.isInteger(offset) || offset < 0) return null;
  if (!['o', 'r', 'p'].some((key) => params.has(key))) return null;
  return { position, offset, reverse: params.get('r') === '1' };
}

/** A list in ascending order of `keyOf` (microseconds UTC), seen through a filter and between two keys, both included. */
export interface Listing<T> {
  readonly sorted: readonly T[];
  readonly keyOf: (record: T) => number;
  readonly accepts: (record: T) => boolean;
  readonly from?: number;
  readonly to?: number;
}

export interface CursorPage<T> {
  readonly items: readonly T[];
  readonly next: Cursor | null;
  readonly previous: Cursor | null;
}

/** One page of at most `size` records. */
export function cursorPage<T>(listing: Listing<T>, cursor: Cursor | null, size: number): CursorPage<T> {
  const view = new View(listing);
  const taken = cursor?.reverse === true ? view.backward(cursor, size) : view.forward(cursor, size);
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return { items: [], next: null, previous: null };
  const following = view.nextAccepted(last + 1);
  const preceding = view.previousAccepted(first - 1);
  return {
    items: taken.map((index) => view.at(index)),
    next: following === null ? null : view.cursorBefore(following),
    previous: preceding === null ? null : view.cursorAfter(preceding),
  };
}

class View<T> {
  private readonly listing: Listing<T>;
  private readonly low: number;
  private readonly high: number;

  constructor(listing: Listing<T>) {
    this.listing = listing;
    this.low = listing.from === undefined ? 0 : this.firstAtLeast(listing.from);
    this.high = listing.to === undefined ? listing.sorted.length : this.firstAtLeast(listing.to + 1);
  }

  at(index: number): T {
    const record = this.listing.sorted[index];
    if (record === undefined) throw new RangeError(`No record at ${index}.`);
    return record;
  }

  private key(index: number): number {
    return this.listing.keyOf(this.at(index));
  }

  private firstAtLeast(key: number): number {
    let low = 0;
    let high = this.listing.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.key(middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  nextAccepted(from: number): number | null {
    for (let i = from; i < this.high; i++) if (this.listing.accepts(this.at(i))) return i;
    return null;
  }

  previousAccepted(from: number): number | null {
    for (let i = from; i >= this.low; i--) if (this.listing.accepts(this.at(i))) return i;
    return null;
  }

  forward(cursor: Cursor | null, size: number): number[] {
    const start = cursor?.position == null ? this.low : Math.max(this.low, this.firstAtLeast(cursor.position + 1));
    const taken: number[] = [];
    let skip = cursor?.offset ?? 0;
    for (let i = this.nextAccepted(start); i !== null && taken.length < size; i = this.nextAccepted(i + 1)) {
      if (skip > 0) skip -= 1;
      else taken.push(i);
    }
    return taken;
  }

  backward(cursor: Cursor, size: number): number[] {
    const end = cursor.position === null ? this.high : Math.min(this.high, this.firstAtLeast(cursor.position));
    const taken: number[] = [];
    let skip = cursor.offset;
    for (let i = this.previousAccepted(end - 1); i !== null && taken.length < size; i = this.previousAccepted(i - 1)) {
      if (skip > 0) skip -= 1;
      else taken.push(i);
    }
    return taken.reverse();
  }

  /** The cursor whose page begins at `index`. */
  cursorBefore(index: number): Cursor {
    let offset = 0;
    for (let i = this.previousAccepted(index - 1); i !== null; i = this.previousAccepted(i - 1)) {
      if (this.key(i) < this.key(index)) return { position: this.key(i), offset, reverse: false };
      offset += 1;
    }
    return { position: null, offset, reverse: false };
  }

  /** The reverse cursor whose page ends at `index`. */
  cursorAfter(index: number): Cursor {
    let offset = 0;
    for (let i = this.nextAccepted(index + 1); i !== null; i = this.nextAccepted(i + 1)) {
      if (this.key(i) > this.key(index)) return { position: this.key(i), offset, reverse: true };
      offset += 1;
    }
    return { position: null, offset, reverse: true };
  }
}
