/** Incidents in words. Pure. */
import type { AtRisk, Incident, IncidentState } from '../../../../shared/diagnosis.ts';
import type { Job } from '../../../../shared/actions.ts';
import type { Total } from '../../../../shared/filters.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { countText, plural, totalOf } from '../../format/numbers.ts';
import { durationText, soonText, type Zone } from '../../format/time.ts';
import { outcomesText } from '../jobs/words.ts';
import { isSingle } from './lines.ts';

interface StateMark {
  readonly shape: string;
  readonly word: string;
  readonly tone: Tone;
}

export const STATE_MARKS: Readonly<Record<IncidentState, StateMark>> = {
  open: { shape: '■', word: 'Open', tone: 'bad' },
  acknowledged: { shape: '○', word: 'Acknowledged', tone: 'plain' },
  snoozed: { shape: '❙❙', word: 'Snoozed until it grows', tone: 'plain' },
  resolved: { shape: '●', word: 'Resolved by itself', tone: 'ok' },
};

/** What a person can make of an incident. */
export type Chosen = Exclude<IncidentState, 'resolved'>;

/** What the bottom bar says once it is done. */
export function doneText(state: Chosen, count: number): string {
  switch (state) {
    case 'acknowledged':
      return `Acknowledged ${countText(count)}.`;
    case 'snoozed':
      return `Snoozed ${countText(count)} until ${count === 1 ? 'it grows' : 'they grow'}.`;
    case 'open':
      return `Put ${countText(count)} back into the inbox.`;
    default:
      return state satisfies never;
  }
}

/** Why there was nothing to do: all that was meant has that state, or is well again. */
export function nothingDoneText(state: Chosen, incidents: readonly Incident[]): string {
  const it = incidents.length === 1 ? 'It is' : 'They are';
  if (incidents.every((incident) => incident.state === 'resolved')) return `${it} resolved already, by itself.`;
  switch (state) {
    case 'acknowledged':
      return `${it} acknowledged already.`;
    case 'snoozed':
      return `${it} snoozed already.`;
    case 'open':
      return `${it} in the inbox already.`;
    default:
      return state satisfies never;
  }
}

/** `14 meetings, first 10:30`; null: none is at risk. */
export function riskText({ meetings, firstAt }: AtRisk, zone: Zone, now: number): string | null {
  if (meetings === 0) return null;
  const first = firstAt === null ? '' : `, first ${soonText(firstAt, zone, now)}`;
  return `${plural(meetings, 'meeting')}${first}`;
}

/** A meeting this close ahead can hardly be helped by somebody who does not look now, ms. */
const SOON_MS = 60 * 60_000;

/** The first meeting at risk begins within the hour. */
export function isSoon({ meetings, firstAt }: AtRisk, now: number): boolean {
  return meetings > 0 && firstAt !== null && firstAt - now < SOON_MS;
}

/** `41 calendars, none connected again`, `38 of 41 calendars not connected yet`. */
export function sizeText({ size, open }: Pick<Incident, 'size' | 'open'>): string {
  if (open === 0) return size === 1 ? '1 calendar, well again' : `${plural(size, 'calendar')}, all well again`;
  if (size === 1) return '1 calendar, not connected yet';
  return open === size
    ? `${plural(size, 'calendar')}, none connected again`
    : `${countText(open)} of ${plural(size, 'calendar')} not connected yet`;
}

/** `+3 since`: more than when it was acknowledged or snoozed. */
export function grownText(grownBy: number): string {
  return `+${countText(grownBy)} since`;
}

/** `2 incidents and 12 single cases selected`. */
export function chosenText(incidents: readonly Incident[]): string {
  const single = incidents.filter(isSingle).length;
  const shared = incidents.length - single;
  const parts = [
    ...(shared === 0 ? [] : [plural(shared, 'incident')]),
    ...(single === 0 ? [] : [plural(single, 'single case')]),
  ];
  return `${parts.join(' and ')} selected`;
}

/** How many calendars an action on these incidents would be about. */
export function openCalendars(incidents: readonly Incident[]): number {
  return incidents.reduce((sum, { open }) => sum + open, 0);
}

/** The mailbox of a single case, as people know it; null: an incident, or nothing is known of its calendar. */
export function mailboxOf({ calendar }: Incident): string | null {
  return calendar === null ? null : (calendar.email ?? calendar.oauthEmail ?? calendar.id);
}

/** `All 41 calendars are well again.`, `3 of 41 calendars are well again.` */
export function recoveredText({ size, open }: Pick<Incident, 'size' | 'open'>): string {
  if (size === 1) return 'The calendar is well again.';
  if (open === 0) return `All ${plural(size, 'calendar')} are well again.`;
  return `${countText(size - open)} of ${plural(size, 'calendar')} ${size - open === 1 ? 'is' : 'are'} well again.`;
}

/** `37 broke within 4 min`: how the incident spread. */
export function spreadText({ size, firstAt, lastAt }: Pick<Incident, 'size' | 'firstAt' | 'lastAt'>): string {
  const spread = lastAt - firstAt;
  if (spread === 0) return `${countText(size)} broke at the same moment`;
  return `${countText(size)} broke within ${spread < 60_000 ? 'a minute' : durationText(spread)}`;
}

/**
 * What a job did, and what it did not bring back: `12 reconnected, 3 tried again but failing; 5 meetings still lack the bot that
 * they had`.
 * @param gap Meetings ahead that had a bot and have none; null: not known yet.
 */
export function afterwardsText(job: Pick<Job, 'kind' | 'counts'>, gap: Total | null): string {
  const outcome = outcomesText(job);
  // A test changes nothing that meetings could get back.
  if (gap === null || job.kind === 'calendar.test_credential') return outcome;
  if (gap.count === 0) return `${outcome}; no meeting lacks a bot that it had`;
  const one = gap.exact && gap.count === 1;
  return `${outcome}; ${totalOf(gap, 'meeting')} still ${one ? 'lacks the bot that it' : 'lack the bot that they'} had`;
}
