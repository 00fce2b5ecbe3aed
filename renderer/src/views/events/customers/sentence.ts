/** What becomes of the meetings of a span of time, as a sentence. Pure. */
import type { Total } from '../../../../../shared/filters.ts';
import { VERDICTS, type Verdict } from '../../../../../shared/values.ts';
import type { DomainCoverage, ReasonCount, VerdictCounts } from '../../../../../shared/verdicts.ts';
import { countText, totalText } from '../../../format/numbers.ts';
import { dayText, type Zone } from '../../../format/time.ts';
import { isDay, windowBounds } from '../windows.ts';

export type VerdictTotals = Readonly<Record<Verdict, Total>>;

/** What is said about a meeting when one asks whether it will be recorded: deleted ones and days are no meetings. */
const OF_MEETINGS: readonly Verdict[] = ['covered', 'will_be_missed', 'missed', 'wrong_time', 'duplicate', 'unknown'];
/** What somebody should look at, gravest first. */
export const PROBLEMS = ['will_be_missed', 'missed', 'wrong_time', 'duplicate'] as const satisfies readonly Verdict[];

/** Exact counts as totals. */
export function totalsOf(counts: VerdictCounts): VerdictTotals {
  return perVerdict((verdict) => ({ count: counts[verdict], exact: true }));
}

/** Counts by reason as totals by verdict. */
export function totalsOfReasons(rows: readonly ReasonCount[]): VerdictTotals {
  return perVerdict((verdict) => sumOf(rows.filter((row) => row.verdict === verdict).map(({ count }) => count)));
}

/** Counts of several days together. */
export function totalsOfDays(days: readonly { readonly counts: VerdictCounts }[]): VerdictTotals {
  return perVerdict((verdict) => ({ count: days.reduce((sum, { counts }) => sum + counts[verdict], 0), exact: true }));
}

function perVerdict(totalOf: (verdict: Verdict) => Total): VerdictTotals {
  // Every verdict is a key, because they are made from the list of all.
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, totalOf(verdict)])) as Record<Verdict, Total>;
}

function sumOf(totals: readonly Total[]): Total {
  return {
    count: totals.reduce((sum, { count }) => sum + count, 0),
    exact: totals.every(({ exact }) => exact),
  };
}

/** Meetings that could be recorded, or could have been. */
export function meetingsOf(totals: VerdictTotals): Total {
  return sumOf(OF_MEETINGS.map((verdict) => totals[verdict]));
}

/** The same of exact counts. */
export function meetingCount(counts: DomainCoverage['counts']): number {
  return meetingsOf(totalsOf(counts)).count;
}

/** `in the next 7 days`, `next week`, `on Tue 24 Nov`. */
export function spanWords(when: string, now: number, zone: Zone): string {
  switch (when) {
    case '24h':
      return 'in the next 24 hours';
    case '7d':
      return 'in the next 7 days';
    case '28d':
      return 'in the next 28 days';
    case 'week':
      return 'next week';
    default: {
      const { from } = windowBounds(when, now, zone);
      return isDay(when) && from !== undefined ? `on ${dayText(from, zone, now)}` : '';
    }
  }
}

export interface SentenceOf {
  readonly totals: VerdictTotals;
  /** Customer's domain; null: of all of them. */
  readonly domain: string | null;
  /** Only meetings with guests from elsewhere were counted. */
  readonly external: boolean;
  /** As {@link spanWords} says it. */
  readonly span: string;
  /** The whole span is over. */
  readonly past: boolean;
}

/**
 * `All 42 external meetings of acme.example in the next 7 days have a bot.` or `3 of 42 … will be missed and 1 has a bot at the
 * wrong time or link.` Never more than is known: what cannot be judged is counted apart, and "all" is said only when it is all.
 */
export function coverageSentence({ totals, domain, external, span, past }: SentenceOf): string {
  const meetings = meetingsOf(totals);
  const kind = external ? 'external meeting' : 'meeting';
  const of = domain === null ? '' : ` of ${domain}`;
  const had = past ? 'had' : 'has';
  const have = past ? 'had' : 'have';
  if (meetings.count === 0) {
    return domain === null
      ? `There are no ${kind}s ${span} that could be recorded.`
      : `${domain} has no ${kind}s ${span} that could be recorded.`;
  }
  const parts = [
    part(totals.will_be_missed, 'will be missed', 'will be missed'),
    part(totals.missed, 'was missed', 'were missed'),
    part(totals.wrong_time, `${had} a bot at the wrong time or link`, `${have} a bot at the wrong time or link`),
    part(totals.unknown, 'cannot be judged yet', 'cannot be judged yet'),
  ].filter((words) => words !== null);
  const doubled = part(totals.duplicate, `${had} more than one bot`, `${have} more than one bot`);
  if (parts.length === 0) {
    const one = meetings.exact && meetings.count === 1;
    const all = one
      ? `The one ${kind}${of} ${span} ${had} a bot.`
      : `All ${totalText(meetings)} ${kind}s${of} ${span} ${have} a bot.`;
    return doubled === null ? all : `${all} ${doubled.amount} ${doubled.words}.`;
  }
  const [first, ...others] = [...parts, ...(doubled === null ? [] : [doubled])];
  const whole = `${first?.amount ?? ''} of ${totalText(meetings)} ${kind}${meetings.count === 1 ? '' : 's'}${of} ${span} ${first?.words ?? ''}`;
  return `${listed([whole, ...others.map(({ amount, words }) => `${amount} ${words}`)])}.`;
}

function part(total: Total, one: string, many: string): { readonly amount: string; readonly words: string } | null {
  if (total.count === 0) return null;
  return { amount: totalText(total), words: total.exact && total.count === 1 ? one : many };
}

/** `a`, `a and b`, `a, b and c`. */
function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** The gravest verdict among the counts: what a sentence about them is marked with. */
export function gravest(totals: VerdictTotals): Verdict {
  const order: readonly Verdict[] = [...PROBLEMS, 'unknown'];
  return order.find((verdict) => totals[verdict].count > 0) ?? (meetingsOf(totals).count > 0 ? 'covered' : 'over');
}

/** `12 covered, 3 will be missed`: counts in words, for what is only drawn. */
export function countsText(totals: VerdictTotals, words: Readonly<Record<Verdict, string>>): string {
  const named = VERDICTS.filter((verdict) => totals[verdict].count > 0);
  if (named.length === 0) return 'nothing';
  return named.map((verdict) => `${countText(totals[verdict].count)} ${words[verdict].toLowerCase()}`).join(', ');
}
