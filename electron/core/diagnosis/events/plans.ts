/**
 * What an event was planned as, one plan for each time at which it took place or will, walked out of its revisions. A move made before
 * the meeting began moves it; a move made after it began starts the next one. Pure.
 */
import type { EventRevision } from '../../../../shared/entities.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';

/** Starts this near to each other are the same start (ms). */
export const FIT_MS = MINUTE_MS;
/** How long a meeting is taken to last where its end is not known, or not after its start (ms). */
const ASSUMED_LENGTH_MS = HOUR_MS;

/** Times that an occurrence had, and since when (ms UTC; -Infinity: since before Callboard saw the event). */
interface PlannedStart {
  readonly at: number;
  readonly from: number;
}

export interface Plan {
  startAt: number | null;
  endAt: number | null;
  /** The link that was in force until the meeting ended. */
  meetingUrl: string | null;
  /** When its present start was set; null: before Callboard saw the event. */
  setAt: number | null;
  /** In the order in which they were set, the present one last; no start is in it twice in a row. */
  starts: PlannedStart[];
  earlierLinks: string[];
  /** Links of the event since its end: Recall may have heard of them before Callboard did. */
  laterLinks: string[];
}

export interface Plans {
  readonly all: readonly Plan[];
  readonly present: Plan;
  /** The one that the event spoke of at a time (ms UTC). */
  readonly presentAt: (at: number) => Plan;
}

export const isAt = (a: number, b: number): boolean => Math.abs(a - b) <= FIT_MS;

/** When a meeting ends for all we know (ms UTC). */
export const planEndOf = (startAt: number, endAt: number | null): number =>
  endAt !== null && endAt > startAt ? endAt : startAt + ASSUMED_LENGTH_MS;

/** Since when a revision holds: Recall's `updated_at`, else when Callboard saw it. */
export const heldFrom = ({ updatedAt, observedAt }: EventRevision): number => updatedAt ?? observedAt;

/** Revisions oldest first; throws RangeError when there are none. */
export function plansOf(revisions: readonly EventRevision[]): Plans {
  const [first] = revisions;
  if (first === undefined) throw new RangeError('An event has no revision.');
  const plan = newPlan(first, null);
  if (revisions.length === 1) return { all: [plan], present: plan, presentAt: () => plan };
  return new Walk(plan, first.isDeleted).through(revisions);
}

function newPlan({ startAt, endAt, meetingUrl }: EventRevision, setAt: number | null): Plan {
  return {
    startAt,
    endAt,
    meetingUrl,
    setAt,
    starts: startAt === null ? [] : [{ at: startAt, from: setAt ?? -Infinity }],
    earlierLinks: [],
    laterLinks: [],
  };
}

class Walk {
  readonly #plans: Plan[];
  readonly #spans: { readonly from: number; plan: Plan }[];
  #present: Plan;
  /** Since when the event is deleted; null: it is not. */
  #deletedFrom: number | null;

  constructor(first: Plan, deleted: boolean) {
    this.#plans = [first];
    this.#spans = [{ from: -Infinity, plan: first }];
    this.#present = first;
    this.#deletedFrom = deleted ? -Infinity : null;
  }

  through(revisions: readonly EventRevision[]): Plans {
    let at = -Infinity;
    for (const [n, revision] of revisions.entries()) {
      // Two clocks: what came later cannot have happened before.
      at = Math.max(at, heldFrom(revision));
      if (n === 0) continue;
      if (revision.startAt !== this.#present.startAt) this.#move(revision, at);
      this.#describe(revision, at);
      this.#deletedFrom = revision.isDeleted ? (this.#deletedFrom ?? at) : null;
    }
    const spans = this.#spans;
    return {
      all: this.#plans,
      present: this.#present,
      presentAt: (when) => spans.findLast(({ from }) => from <= when)?.plan ?? this.#present,
    };
  }

  #move(revision: EventRevision, at: number): void {
    const { startAt } = revision;
    const old = this.#present;
    const held = this.#tookPlace(revision, at);
    const again = startAt === null ? undefined : this.#plans.find((plan) => plan !== old && isStart(plan, startAt));
    if (again !== undefined) {
      // Moved back to where it had taken place: that one again.
      if (!held) this.#dissolve(old, again);
      this.#setPresent(again, at);
      return;
    }
    if (held) {
      const next = newPlan(revision, at);
      this.#plans.push(next);
      this.#setPresent(next, at);
      return;
    }
    const moved = startAt === null || old.startAt === null || !isAt(startAt, old.startAt);
    old.startAt = startAt;
    if (!moved || startAt === null) return;
    old.setAt = at;
    old.starts.push({ at: startAt, from: at });
  }

  /** Whether the present meeting had begun and was on when it was moved; one that runs and is only shifted is still the same. */
  #tookPlace(revision: EventRevision, at: number): boolean {
    const { startAt, endAt } = this.#present;
    if (startAt === null || at < startAt) return false;
    if (this.#deletedFrom !== null && this.#deletedFrom <= startAt) return false;
    const end = planEndOf(startAt, endAt);
    if (at >= end || revision.startAt === null) return true;
    const overlaps = revision.startAt < end && planEndOf(revision.startAt, revision.endAt) > startAt;
    return !overlaps;
  }

  #dissolve(gone: Plan, into: Plan): void {
    into.starts.unshift(...gone.starts);
    into.earlierLinks.push(...gone.earlierLinks);
    this.#plans.splice(this.#plans.indexOf(gone), 1);
    for (const span of this.#spans) if (span.plan === gone) span.plan = into;
  }

  #setPresent(plan: Plan, at: number): void {
    this.#present = plan;
    this.#spans.push({ from: at, plan });
  }

  #describe({ startAt, endAt, meetingUrl }: EventRevision, at: number): void {
    const plan = this.#present;
    plan.endAt = endAt;
    if (plan.meetingUrl === meetingUrl) return;
    const over = startAt !== null && at >= planEndOf(startAt, endAt);
    if (over && plan.setAt !== at) {
      if (meetingUrl !== null) plan.laterLinks.push(meetingUrl);
      return;
    }
    if (plan.meetingUrl !== null) plan.earlierLinks.push(plan.meetingUrl);
    plan.meetingUrl = meetingUrl;
  }
}

const isStart = (plan: Plan, at: number): boolean => plan.startAt !== null && isAt(plan.startAt, at);
