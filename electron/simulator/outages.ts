/**
 * Several calendars that break, or come back, together: what they have in common is an OAuth client, a mail domain, or only
 * the provider. The console has to find that out from their status changes alone.
 */
import type { CauseId } from './causes.ts';
import type { SimCalendar } from './model.ts';
import type { SimWorkspace } from './workspace.ts';
import { causeOf } from './causes.ts';
import { mailDomain } from './vocabulary.ts';

/** A connection attempt that went well took so long, ms. */
const ATTEMPT_MS = 5_000;

/** What calendars have in common; what is left out does not matter. */
interface InCommon {
  readonly clientId?: string;
  readonly domain?: string;
  /** How many of them, those first that were connected first. Default: all. */
  readonly count?: number;
  /** From the first of them to the last, ms; evenly spread. Default 0: all at once. */
  readonly overMs?: number;
  /** When the first of them changes, ms UTC. Default: so that the last one does now. What lies ahead happens when the clock gets there. */
  readonly from?: number;
}

/** Takes only connected calendars of the cause's platform. */
export interface Outage extends InCommon {
  readonly cause: CauseId;
  /** When Recall takes their future bots away, ms UTC; it may notice late (recall-api.md 2.4). Default: when they break. */
  readonly botsLeaveAt?: number;
}

/** Takes only disconnected calendars. */
export interface Healing extends InCommon {
  readonly cause?: CauseId;
}

/** @throws RangeError when fewer than `count` calendars (or none) are left to break. */
export function breakTogether(workspace: SimWorkspace, outage: Outage): readonly SimCalendar[] {
  const { cause, count, botsLeaveAt } = outage;
  const { platform } = causeOf(cause);
  const fitting = workspace
    .calendars()
    .filter((calendar) => calendar.status === 'connected' && calendar.platform === platform && fits(calendar, outage));
  if (fitting.length < (count ?? 1))
    throw new RangeError(`Only ${fitting.length} calendars of "${workspace.name}" are left to break of ${cause}.`);
  return oneByOne(workspace, fitting, outage, (calendar, at) => {
    // By then something else may have happened to it.
    if (calendar.status === 'connected')
      workspace.setCalendarStatus(calendar.id, 'disconnected', cause, at, botsLeaveAt);
  });
}

export function healTogether(workspace: SimWorkspace, healing: Healing): readonly SimCalendar[] {
  const { cause } = healing;
  const fitting = workspace
    .calendars()
    .filter(
      (calendar) =>
        calendar.status === 'disconnected' &&
        (cause === undefined || calendar.trouble === cause) &&
        fits(calendar, healing),
    );
  return oneByOne(workspace, fitting, healing, (calendar, at) => {
    if (calendar.status !== 'disconnected') return;
    workspace.setCalendarStatus(calendar.id, 'connecting', null, notBefore(calendar, at - ATTEMPT_MS));
    workspace.setCalendarStatus(calendar.id, 'connected', null, notBefore(calendar, at));
  });
}

function fits(calendar: SimCalendar, { clientId, domain }: InCommon): boolean {
  return (
    (clientId === undefined || calendar.oauthClientId === clientId) &&
    (domain === undefined || mailDomain(calendar.mailbox) === domain.toLowerCase())
  );
}

/** Lets `happen` come over each of them at its time, and returns them. */
function oneByOne(
  workspace: SimWorkspace,
  calendars: readonly SimCalendar[],
  { count = calendars.length, overMs = 0, from = workspace.now() - overMs }: InCommon,
  happen: (calendar: SimCalendar, at: number) => void,
): readonly SimCalendar[] {
  const struck = calendars.slice(0, count);
  for (const [index, calendar] of struck.entries()) {
    const at = Math.round(from + (overMs * index) / Math.max(1, struck.length - 1));
    const known = workspace.calendarsById;
    workspace.later(at, () => {
      if (known.has(calendar.id)) happen(calendar, notBefore(calendar, at));
    });
  }
  return struck;
}

/** `at`, or the first moment after the calendar's latest change: its entries stay in their order. ms UTC. */
function notBefore({ statusChanges }: SimCalendar, at: number): number {
  return Math.max(at, Math.floor((statusChanges.at(-1)?.at ?? 0) / 1000) + 1);
}
