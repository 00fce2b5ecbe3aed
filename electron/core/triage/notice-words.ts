/** What desktop notifications about incidents say. Pure; times are the computer's local ones, as everything around them is. */
import type { AtRisk, Incident } from '../../../shared/diagnosis.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { Notice } from '../deps.ts';
import type { Affected } from './notice-rules.ts';

/** Now, and how the computer's wall clock shows an instant: minutes since local midnight. */
export interface LocalTime {
  readonly now: number;
  readonly minutes: (ms: number) => number;
}

const PLATFORM_WORDS: Readonly<Record<CalendarPlatform, string>> = {
  google_calendar: 'Google ',
  microsoft_outlook: 'Outlook ',
  other: '',
};

const NAMED = 3;

/** A shared incident began, or is a different matter now. `calendars`: the broken ones of the workspaces that hear of it. */
export function brokenNotice(
  { id, cause, platform, action }: Incident,
  calendars: readonly Affected[],
  workspaces: readonly string[],
  grown: boolean,
  time: LocalTime,
): Notice {
  const what = `${grown ? 'now ' : ''}${calendarsText(calendars.length, platform)}`;
  const step = action === null || action.kind === 'none' || action.kind === 'wait' ? '' : ` ${action.label}.`;
  return {
    title: `${cause.title}: ${what} in ${placesText(workspaces)}`,
    body: `${stakeText(sumOf(calendars), time)}${step}`,
    route: `/triage/${id}`,
  };
}

/** A shared incident is over. `gap`: meetings ahead that lost their bot through it and have none now. */
export function recoveredNotice(
  { id, cause, platform }: Incident,
  calendars: readonly Affected[],
  workspaces: readonly string[],
  gap: { readonly count: number; readonly exact: boolean },
): Notice {
  const well = calendars.filter(({ deleted }) => !deleted).length;
  const gone = calendars.length - well;
  const are = well === 1 ? 'is' : 'are';
  const left = gap.count === 0 ? '' : ` ${meetingsText(gap.count, gap.exact)} ahead lost their bot and have none now.`;
  return {
    title: `${calendarsText(well, platform)} in ${placesText(workspaces)} ${are} connected again`,
    body: `It was: ${cause.title}.${gone === 0 ? '' : ` ${countText(gone)} more ${gone === 1 ? 'was' : 'were'} deleted.`}${left}`,
    route: `/triage/${id}`,
  };
}

/** Calendars of one workspace that broke each for itself; at least one. */
export function singlesNotice(cases: readonly Incident[], workspace: string, time: LocalTime): Notice {
  const [first] = cases;
  if (first !== undefined && cases.length === 1) {
    return {
      title: `${mailboxOf(first)} in ${workspace}: ${first.cause.title}`,
      body: stakeText(first.atRisk, time),
      route: `/triage/${first.id}`,
    };
  }
  const named = cases.slice(0, NAMED).map((each) => `${mailboxOf(each)}: ${each.cause.title}.`);
  const more = cases.length > NAMED ? [`And ${countText(cases.length - NAMED)} more.`] : [];
  return {
    title: `${calendarsText(cases.length)} in ${workspace} broke, each for itself`,
    body: [stakeText(addUp(cases.map(({ atRisk }) => atRisk)), time), ...named, ...more].join(' '),
    route: '/triage',
  };
}

/** Calendars that were broken before Callboard looked. */
export function foundNotice(count: number, workspace: string): Notice {
  return {
    title: `${calendarsText(count)} in ${workspace} ${count === 1 ? 'was' : 'were'} found not connected`,
    body: 'They broke before Callboard looked. Triage sorts them by what is at stake.',
    route: '/triage',
  };
}

/** What happened while workspaces wanted to hear nothing. */
export interface QuietTime {
  /** Shared incidents that began, grew or recovered, as they are now. */
  readonly incidents: readonly Incident[];
  /** Single cases that are still open. */
  readonly singles: number;
  readonly found: number;
  readonly workspaces: readonly string[];
}

/** Null when there is nothing left to say. */
export function quietNotice({ incidents, singles, found, workspaces }: QuietTime): Notice | null {
  const open = incidents.filter((incident) => incident.open > 0).length;
  const counts = [
    ...(incidents.length === 0 ? [] : [`${plural(incidents.length, 'incident')}${standing(incidents.length, open)}`]),
    ...(singles === 0 ? [] : [plural(singles, 'single case')]),
    ...(found === 0 ? [] : [`${calendarsText(found)} found not connected`]),
  ];
  if (counts.length === 0) return null;
  const [only] = incidents;
  const named = incidents.slice(0, NAMED).map((each) => `${each.title}${each.open === 0 ? ' (over)' : ''}.`);
  const more = incidents.length > NAMED ? [`And ${countText(incidents.length - NAMED)} more.`] : [];
  return {
    title: `During quiet hours in ${placesText(workspaces)}: ${counts.join(', ')}`,
    body: [...named, ...more].join(' ') || 'Triage sorts them by what is at stake.',
    route: only !== undefined && incidents.length === 1 && singles + found === 0 ? `/triage/${only.id}` : '/triage',
  };
}

function standing(incidents: number, open: number): string {
  if (open === 0) return incidents === 1 ? ', over' : ', all over';
  if (open === incidents) return incidents === 1 ? ', still open' : ', all still open';
  return `, ${countText(open)} still open`;
}

/** `14 meetings at risk, the first tomorrow at 08:00.` */
function stakeText({ meetings, firstAt }: AtRisk, time: LocalTime): string {
  if (meetings === 0) return 'No meeting ahead is at risk.';
  return firstAt === null
    ? `${meetingsText(meetings, true)} at risk.`
    : `${meetingsText(meetings, true)} at risk, the first ${whenText(firstAt, time)}.`;
}

function whenText(at: number, { now, minutes }: LocalTime): string {
  if (at <= now) return 'now';
  if (at - now >= DAY_MS) return `in ${plural(Math.floor((at - now) / DAY_MS), 'day')}`;
  const minute = minutes(at);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return minute < minutes(now) ? `tomorrow at ${clock}` : `at ${clock}`;
}

const sumOf = (calendars: readonly Affected[]): AtRisk => addUp(calendars.map(({ atRisk }) => atRisk));

function addUp(parts: readonly AtRisk[]): AtRisk {
  return parts.reduce(
    (sum, { meetings, lost, firstAt }) => ({
      meetings: sum.meetings + meetings,
      lost: sum.lost + lost,
      firstAt: sum.firstAt === null ? firstAt : firstAt === null ? sum.firstAt : Math.min(sum.firstAt, firstAt),
    }),
    { meetings: 0, lost: 0, firstAt: null },
  );
}

function mailboxOf({ calendar }: Incident): string {
  return calendar?.email ?? calendar?.oauthEmail ?? 'A calendar without an address';
}

function placesText(workspaces: readonly string[]): string {
  if (workspaces.length > NAMED) return `${countText(workspaces.length)} workspaces`;
  const last = workspaces.at(-1) ?? '';
  return workspaces.length < 2 ? last : `${workspaces.slice(0, -1).join(', ')} and ${last}`;
}

const calendarsText = (count: number, platform: CalendarPlatform = 'other'): string =>
  plural(count, `${PLATFORM_WORDS[platform]}calendar`);

const meetingsText = (count: number, exact: boolean): string =>
  exact ? plural(count, 'meeting') : `${countText(count)} meetings or more`;

const plural = (count: number, one: string): string => `${countText(count)} ${one}${count === 1 ? '' : 's'}`;

/** `2,431`. By hand, as in the window (`Intl` takes long to load). */
const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
