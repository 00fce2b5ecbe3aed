/** Faults on demand: which requests they strike, and what they are. How they are played is in fault-play.ts. */
import type { Operation } from './operations.ts';
import type { Rng } from './rng.ts';
import { createRng, seedOf } from './rng.ts';

export type FaultKind =
  /**
   * Answers with this status. `retryAfter`: seconds, an HTTP date, or null for no header. `body`: JSON unless said
   * otherwise. `after`: the request was carried out and only its answer is lost (default: it was not carried out).
   */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly retryAfter?: number | string | null;
      readonly body?: 'json' | 'html' | 'empty';
      readonly after?: boolean;
    }
  /** Never answers. */
  | { readonly type: 'hang' }
  /** Answers after so many real milliseconds. */
  | { readonly type: 'delay'; readonly ms: number }
  /** One byte every so often, without an end. Default 200 ms. */
  | { readonly type: 'drip'; readonly everyMs?: number }
  /** The connection breaks in the middle of the body. */
  | { readonly type: 'reset' }
  /** A complete HTTP answer whose JSON stops halfway. */
  | { readonly type: 'truncatedJson' }
  | { readonly type: 'malformedJson' }
  | { readonly type: 'emptyBody' }
  /** 200 with a web page: a proxy's sign-in. */
  | { readonly type: 'html' }
  /** One record inside a good page gets fields of wrong types. */
  | { readonly type: 'wrongTypes'; readonly index?: number; readonly fields?: Readonly<Record<string, unknown>> }
  /** `next` points to another host. */
  | { readonly type: 'foreignNext'; readonly origin?: string }
  /** A redirect, by default to another host. */
  | { readonly type: 'redirect'; readonly location?: string; readonly status?: 301 | 302 | 307 | 308 }
  /** A small gzip body that unpacks to so many bytes. Default 300 MB. */
  | { readonly type: 'gzipBomb'; readonly bytes?: number }
  /** One event with a `raw` of so many characters. Default 2 MB. */
  | { readonly type: 'hugeRaw'; readonly characters?: number }
  | { readonly type: 'botsNull'; readonly index?: number }
  | { readonly type: 'missingStartTime'; readonly index?: number }
  | { readonly type: 'unknownEnum'; readonly index?: number }
  /** The page begins with a record that the page before held already. */
  | { readonly type: 'sameIdOnTwoPages' }
  /** All records of the page come in an older version: an earlier `updated_at` and another link. Default one day earlier. */
  | { readonly type: 'updatedAtBackwards'; readonly byMs?: number }
  /** The `Date` header is wrong by so many ms. */
  | { readonly type: 'clockSkew'; readonly ms: number };

export interface FaultMatch {
  /** Name of a workspace; all when left out. */
  readonly workspace?: string;
  readonly operation?: Operation;
  /** The first matching request that is struck, counted from 1 since the fault was added. Default 1. */
  readonly nth?: number;
  /** How many requests are struck. Default 1. */
  readonly times?: number;
  /** Strikes a matching request only with this probability, drawn from the simulator's seed. Default 1. */
  readonly chance?: number;
}

export interface FaultSpec {
  readonly match: FaultMatch;
  readonly kind: FaultKind;
}

export interface Fault {
  readonly spec: FaultSpec;
  /** How many requests it has struck. */
  readonly struck: number;
  remove(): void;
}

interface Entry {
  readonly spec: FaultSpec;
  readonly rng: Rng;
  seen: number;
  struck: number;
}

export class Faults {
  private readonly seed: number;
  private entries: Entry[] = [];
  private added = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  add(spec: FaultSpec): Fault {
    const entry: Entry = { spec, rng: createRng(seedOf(this.seed, 'fault', this.added)), seen: 0, struck: 0 };
    this.added += 1;
    this.entries.push(entry);
    return {
      spec,
      get struck() {
        return entry.struck;
      },
      remove: () => {
        this.entries = this.entries.filter((one) => one !== entry);
      },
    };
  }

  clear(): void {
    this.entries = [];
  }

  /** Whether some fault repeats records of an earlier page, so that pages have to be remembered. */
  repeatsRecords(): boolean {
    return this.entries.some((entry) => entry.spec.kind.type === 'sameIdOnTwoPages');
  }

  /** The faults that strike this request, in the order they were added. */
  strike(workspace: string, operation: Operation): readonly FaultKind[] {
    const kinds: FaultKind[] = [];
    for (const entry of this.entries) {
      const { match } = entry.spec;
      if (match.workspace !== undefined && match.workspace !== workspace) continue;
      if (match.operation !== undefined && match.operation !== operation) continue;
      entry.seen += 1;
      if (entry.seen < (match.nth ?? 1) || entry.struck >= (match.times ?? 1)) continue;
      if (match.chance !== undefined && !entry.rng.chance(match.chance)) continue;
      entry.struck += 1;
      kinds.push(entry.spec.kind);
    }
    return kinds;
  }
}
