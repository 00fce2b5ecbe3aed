/**
 * The times at which an event took place, takes place or will. Recall keeps one event where people move the same one again and again
 * ("perpetual", recall-api.md 3.3) and lists the bots of all its times, so that only our revisions and the bots' own starts tell
 * which bot was for which meeting. Pure.
 *
 * Every entry lands in exactly one occurrence or is named as unplaced, whatever the order of entries:
 * 1. by its start, in the occurrence that is at that time;
 * 2. else in the occurrence that was planned for that time once, before it was moved: a bot at the old time;
 * 3. else, when Callboard saw the entry before its time came, in the occurrence of that day: the event never was at that time;
 * 4. else in the occurrence that it overlaps: an event does not take place twice at once;
 * 5. else the event took place then and was moved before Callboard saw it: an inferred occurrence.
 */
import type { BotFit } from '../../../../shared/verdicts.ts';
import { findTimes } from './key-times.ts';
import { sameLink } from './same-link.ts';
import { FIT_MS, isAt, planEndOf, plansOf } from './plans.ts';
import type { Plan, Plans } from './plans.ts';
import type { EntryFacts, EventFacts, EventOccurrence, EventOccurrences, PlacedEntry } from './types.ts';

/** Occurrences of an event with the bots of each. */
export function occurrencesOf(facts: EventFacts): EventOccurrences {
  const plans = plansOf(facts.revisions);
  const entries = new Map<Plan, PlacedEntry[]>(plans.all.map((plan) => [plan, []]));
  const earlier: { readonly entry: EntryFacts; readonly startAt: number }[] = [];
  const unplaced: { readonly entry: EntryFacts; readonly why: string }[] = [];
  const length = lengthOf(plans.present);
  for (const entry of facts.entries) {
    const startAt = startOf(entry, plans);
    const plan = startAt === null ? null : placeOf(entry, startAt, plans, length);
    if (startAt === null) unplaced.push({ entry, why: NO_TIME });
    else if (plan === null) earlier.push({ entry, startAt });
    else entries.get(plan)?.push({ entry, fit: fitOf(entry, startAt, plan) });
  }
  const occurrences = plans.all.map((plan) => observed(plan, plan === plans.present, length, entries.get(plan) ?? []));
  const present = occurrences[plans.all.indexOf(plans.present)];
  if (present === undefined) throw new Error('An event has no present occurrence.');
  const all = [...occurrences, ...inferred(earlier, length)];
  if (all.length > 1) all.sort((a, b) => (a.startAt ?? Infinity) - (b.startAt ?? Infinity));
  return { all, present, unplaced };
}

const NO_TIME = 'Recall sent no start time for this bot, and its deduplication key holds none.';

/** How long the event is now (ms); null where nobody says. */
function lengthOf({ startAt, endAt }: Plan): number | null {
  return startAt !== null && endAt !== null && endAt > startAt ? endAt - startAt : null;
}

/** When an entry's bot comes: as Recall says, else the time in its key, else when the bot itself says that it joins. */
function startOf({ startAt, deduplicationKey, bot }: EntryFacts, plans: Plans): number | null {
  if (startAt !== null) return startAt;
  const times = findTimes(deduplicationKey ?? '', plans.present.startAt).map(({ at }) => at);
  const planned = times.find((at) => plans.all.some((plan) => plan.starts.some((start) => isAt(at, start.at))));
  return planned ?? times[0] ?? bot?.joinAt ?? null;
}

/** Rules 1 to 4; null: an occurrence that no revision tells of. */
function placeOf(entry: EntryFacts, startAt: number, plans: Plans, length: number | null): Plan | null {
  const now = nearest(plans.all, startAt);
  if (now !== null) return now;
  const once = plannedFor(plans.all, startAt, entry.firstSeenAt);
  if (once !== null) return once;
  if (entry.firstSeenAt < startAt) return plans.presentAt(entry.firstSeenAt);
  const endAt = planEndOf(startAt, length === null ? null : startAt + length);
  return (
    plans.all.find(
      (plan) => plan.startAt !== null && startAt < planEndOf(plan.startAt, plan.endAt) && plan.startAt < endAt,
    ) ?? null
  );
}

function nearest(plans: readonly Plan[], at: number): Plan | null {
  let found: Plan | null = null;
  let distance = FIT_MS;
  for (const plan of plans) {
    if (plan.startAt === null) continue;
    const away = Math.abs(plan.startAt - at);
    if (away > distance || (found !== null && away === distance)) continue;
    found = plan;
    distance = away;
  }
  return found;
}

/** Of several that were planned for the same time, the one that was when the entry came. */
function plannedFor(plans: readonly Plan[], at: number, firstSeenAt: number): Plan | null {
  let found: Plan | null = null;
  let since = Infinity;
  for (const plan of plans) {
    for (const start of plan.starts) {
      if (!isAt(at, start.at)) continue;
      const better =
        found === null || (since > firstSeenAt ? start.from < since : start.from >= since && start.from <= firstSeenAt);
      if (better) {
        found = plan;
        since = start.from;
      }
    }
  }
  return found;
}

/** What is not known does not differ. */
function fitOf(entry: EntryFacts, startAt: number, plan: Plan): BotFit {
  const onTime = plan.startAt === null || isAt(startAt, plan.startAt);
  const { meetingUrl } = entry;
  const there =
    meetingUrl === null ||
    (plan.meetingUrl === null
      ? // Somebody may have given the bot a link that the event never had (recall-api.md 3.3).
        !plan.earlierLinks.some((link) => sameLink(link, meetingUrl))
      : sameLink(plan.meetingUrl, meetingUrl) || plan.laterLinks.some((link) => sameLink(link, meetingUrl)));
  if (onTime) return there ? 'fits' : 'old_link';
  return there ? 'old_time' : 'old_time_and_link';
}

function observed(plan: Plan, present: boolean, length: number | null, entries: PlacedEntry[]): EventOccurrence {
  const { startAt, endAt, meetingUrl, setAt, starts } = plan;
  return {
    startAt,
    endAt: endAt ?? (startAt === null || length === null ? null : startAt + length),
    meetingUrl,
    basis: 'observed',
    present,
    setAt,
    movedFrom: starts.map(({ at }) => at).filter((at) => startAt === null || !isAt(at, startAt)),
    entries,
  };
}

/** One for each time; starts within a minute are one time. */
function inferred(
  entries: readonly { readonly entry: EntryFacts; readonly startAt: number }[],
  length: number | null,
): EventOccurrence[] {
  if (entries.length === 0) return [];
  const starts: number[] = [];
  for (const at of entries.map(({ startAt }) => startAt).sort((a, b) => a - b)) {
    const last = starts.at(-1);
    if (last === undefined || !isAt(at, last)) starts.push(at);
  }
  return starts.map((startAt) => ({
    startAt,
    endAt: length === null ? null : startAt + length,
    meetingUrl: null,
    basis: 'inferred',
    present: false,
    setAt: null,
    movedFrom: [],
    entries: entries
      .filter((one) => starts.findLast((start) => start <= one.startAt) === startAt)
      .map(({ entry }) => ({ entry, fit: 'fits' })),
  }));
}
