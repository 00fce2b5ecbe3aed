/** Sliding-window limits per workspace and operation, and the counts that tests read. */
import type { Operation } from './operations.ts';
import { LIMIT_PER_MINUTE } from './operations.ts';

export interface OperationStats {
  /** Requests that reached the operation, those refused with 429 included. */
  readonly requests: number;
  /** Refused by the limit. Faults that play a 429 do not count here. */
  readonly throttled: number;
  /** Struck by a fault. */
  readonly faults: number;
}

interface Bucket {
  requests: number;
  throttled: number;
  faults: number;
  /** Arrival of every admitted request, ms of the simulator's clock, oldest first. */
  readonly admitted: number[];
  /** Index of the oldest admitted request that is still inside the window. */
  oldest: number;
}

/** Counts of everything that arrived, by workspace and operation. */
export class Traffic {
  private readonly buckets = new Map<string, Bucket>();
  private readonly windowMs: number;
  private readonly enforce: boolean;
  /** Requests without a valid key. */
  unauthorized = 0;

  constructor(limits: { readonly enforce: boolean; readonly windowMs?: number }) {
    this.enforce = limits.enforce;
    this.windowMs = limits.windowMs ?? 60_000;
  }

  /** Admits a request that arrives at `now`: null, or the seconds after which it may come again. */
  admit(workspace: string, operation: Operation, now: number): number | null {
    const bucket = this.bucket(workspace, operation);
    bucket.requests += 1;
    while (bucket.oldest < bucket.admitted.length && now - (bucket.admitted[bucket.oldest] ?? now) >= this.windowMs)
      bucket.oldest += 1;
    const inside = bucket.admitted.length - bucket.oldest;
    if (this.enforce && inside >= LIMIT_PER_MINUTE[operation]) {
      bucket.throttled += 1;
      const reopens = (bucket.admitted[bucket.oldest] ?? now) + this.windowMs;
      return Math.max(1, Math.ceil((reopens - now) / 1000));
    }
    bucket.admitted.push(now);
    return null;
  }

  countFault(workspace: string, operation: Operation): void {
    this.bucket(workspace, operation).faults += 1;
  }

  /** Counts of one operation of one workspace; without an operation, of all of them together. */
  of(workspace: string, operation?: Operation): OperationStats {
    const prefix = operation === undefined ? `${workspace}\n` : `${workspace}\n${operation}`;
    let requests = 0;
    let throttled = 0;
    let faults = 0;
    for (const [key, bucket] of this.buckets) {
      if (operation === undefined ? !key.startsWith(prefix) : key !== prefix) continue;
      requests += bucket.requests;
      throttled += bucket.throttled;
      faults += bucket.faults;
    }
    return { requests, throttled, faults };
  }

  /** 429s that the limits gave to anyone. */
  totalThrottled(): number {
    let total = 0;
    for (const bucket of this.buckets.values()) total += bucket.throttled;
    return total;
  }

  /** When each admitted request arrived, ms of the simulator's clock. */
  arrivals(workspace: string, operation: Operation): readonly number[] {
    return this.bucket(workspace, operation).admitted;
  }

  /** The most requests that ever arrived within one window. */
  busiestWindow(workspace: string, operation: Operation): number {
    const times = this.arrivals(workspace, operation);
    let most = 0;
    let from = 0;
    times.forEach((time, index) => {
      while (time - (times[from] ?? time) >= this.windowMs) from += 1;
      most = Math.max(most, index - from + 1);
    });
    return most;
  }

  /** Forgets all counts; the windows stay, so that a test cannot hide a burst. */
  reset(): void {
    this.unauthorized = 0;
    for (const bucket of this.buckets.values()) {
      bucket.requests = 0;
      bucket.throttled = 0;
      bucket.faults = 0;
    }
  }

  private bucket(workspace: string, operation: Operation): Bucket {
    const key = `${workspace}\n${operation}`;
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      bucket = { requests: 0, throttled: 0, faults: 0, admitted: [], oldest: 0 };
      this.buckets.set(key, bucket);
    }
    return bucket;
  }
}
