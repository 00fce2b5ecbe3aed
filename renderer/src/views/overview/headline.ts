/** Is anything on fire, what is at stake, is it getting better: the first words of the overview. Pure. */
import type { Overview } from '../../../../shared/diagnosis.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { countText, plural } from '../../format/numbers.ts';
import { clockText, dayKey, durationText, momentText, relativeText, type Zone } from '../../format/time.ts';
import type { Trend } from './health.ts';

export interface Headline {
  readonly tone: Extract<Tone, 'ok' | 'wait' | 'bad'>;
  readonly shape: string;
  /** Is anything on fire? */
  readonly fire: string;
  /** What is at stake, then whether it is getting better. */
  readonly more: readonly string[];
}

/**
 * In words, as of `now` (ms UTC).
 * @param inbox Incidents and single cases that nobody has taken on; null: not known yet, all of them.
 */
export function headlineOf(
  overview: Overview,
  inbox: number | null,
  trend: Trend | null,
  now: number,
  zone: Zone,
): Headline {
  const counts = countsOf(overview);
  const soon = overview.hours.reduce((sum, { meetings }) => sum + meetings, 0);
  return {
    ...fireOf(overview, inbox, counts),
    more: [stakeText(overview, counts, soon, now, zone), standingText(counts, trend, now)].filter(
      (text) => text !== '',
    ),
  };
}

interface Counts {
  readonly total: number;
  readonly disconnected: number;
  readonly connecting: number;
  readonly unknown: number;
}

function countsOf({ workspaces }: Overview): Counts {
  return workspaces.reduce(
    (sum, { calendars: { connected, connecting, disconnected, unknown } }) => ({
      total: sum.total + connected + connecting + disconnected + unknown,
      disconnected: sum.disconnected + disconnected,
      connecting: sum.connecting + connecting,
      unknown: sum.unknown + unknown,
    }),
    { total: 0, disconnected: 0, connecting: 0, unknown: 0 },
  );
}

function fireOf(
  { incidents: { open, single, acknowledged, snoozed } }: Overview,
  inbox: number | null,
  counts: Counts,
): Pick<Headline, 'tone' | 'shape' | 'fire'> {
  const waiting = inbox === null ? open + single : Math.max(open, inbox);
  const taken = Math.max(0, open + single + acknowledged + snoozed - waiting);
  const alone = waiting - open;
  if (waiting > 0) {
    const parts = [
      ...(open === 0 ? [] : [plural(open, 'incident')]),
      ...(alone === 0 ? [] : [plural(alone, 'single case')]),
    ];
    const are = waiting === 1 ? 'is' : 'are';
    const others = taken === 0 ? '' : `; ${countText(taken)} more acknowledged or snoozed`;
    return { tone: 'bad', shape: '■', fire: `${parts.join(' and ')} ${are} open${others}.` };
  }
  if (taken > 0) {
    const are = taken === 1 ? '1 case is' : `${countText(taken)} cases are`;
    return { tone: 'wait', shape: '◌', fire: `Nothing new: ${are} acknowledged or snoozed.` };
  }
  if (counts.disconnected > 0) return { tone: 'wait', shape: '◌', fire: 'No incident is open.' };
  return { tone: 'ok', shape: '●', fire: 'Nothing is disconnected.' };
}

function stakeText({ workspaces }: Overview, counts: Counts, soon: number, now: number, zone: Zone): string {
  const all = workspaces.reduce((sum, { atRisk }) => sum + atRisk.meetings, 0);
  const firsts = workspaces.flatMap(({ atRisk }) => atRisk.firstAt ?? []);
  const first = firsts.length === 0 ? null : Math.min(...firsts);
  if (all === 0 || first === null) {
    return counts.disconnected === 0 ? '' : 'No meeting ahead is at risk.';
  }
  const starts = `the first ${firstText(first, now, zone)}`;
  if (soon === 0) return `No meeting of the next 24 hours is at risk; of those after, ${countText(all)}, ${starts}.`;
  const later = all > soon ? ` After that, ${countText(all - soon)} more.` : '';
  return `${plural(soon, 'meeting')} of the next 24 hours ${soon === 1 ? 'is' : 'are'} at risk, ${starts}.${later}`;
}

function firstText(at: number, now: number, zone: Zone): string {
  const when = dayKey(at, zone) === dayKey(now, zone) ? `at ${clockText(at, zone)}` : momentText(at, zone, now);
  return at - now < 60_000 ? `at ${clockText(at, zone)}, now` : `${when}, in ${durationText(at - now)}`;
}

function standingText(counts: Counts, trend: Trend | null, now: number): string {
  const { total, disconnected, connecting, unknown } = counts;
  const besides = [
    ...(connecting === 0 ? [] : [`${countText(connecting)} connecting`]),
    ...(unknown === 0 ? [] : [`${countText(unknown)} in an unknown state`]),
  ];
  const also = besides.length === 0 ? '' : `, ${besides.join(', ')}`;
  if (disconnected === 0 && besides.length === 0) {
    const all = total === 1 ? 'The one calendar is connected' : `All ${countText(total)} calendars are connected`;
    return `${all}${changeText(trend, now)}.`;
  }
  const are = disconnected === 1 ? 'is' : 'are';
  return `${countText(disconnected)} of ${plural(total, 'calendar')} ${are} disconnected${also}${changeText(trend, now)}.`;
}

function changeText(trend: Trend | null, now: number): string {
  if (trend === null) return '';
  const ago = relativeText(trend.at, now);
  const change = trend.now - trend.before;
  if (change === 0) return `; as many as ${ago}`;
  return `; ${countText(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than ${ago}`;
}
