/**
 * The fleet of the triage benchmark as Recall would answer it: 10,000 calendars in 20 workspaces on two OAuth clients, each with
 * a history of six outages that are over, and 3,000 that are not connected: 2,000 each for itself, 1,000 in incidents of 5
 * to 400, because of a client's secret, an organisation's policy or a fault of the provider.
 */
import { causeOf } from '../../../electron/simulator/causes.ts';
import type { CauseId } from '../../../electron/simulator/causes.ts';
import { calendarPlatformAt, generatedCalendarIds } from '../../../electron/simulator/payloads.ts';
import { Rng } from '../../../electron/simulator/rng.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';

export const WORKSPACES = 20;
/** In each workspace. */
export const CALENDARS = 500;
/** Outages that are over, of each calendar. */
const ENDED = 6;

type Platform = ReturnType<typeof calendarPlatformAt>;

/** One calendar before it is written as JSON. */
export interface FleetCalendar {
  readonly id: string;
  readonly workspace: number;
  readonly platform: Platform;
  readonly email: string;
  clientId: string;
  domain: string;
  /** What it is broken of, and since when (ms UTC); null: it is connected. */
  broken: { readonly cause: CauseId; readonly at: number } | null;
  /** Beginnings of outages that are over, oldest first, ms UTC. */
  readonly before: readonly number[];
}

/** Calendars of an incident, and what it is one of. */
const SHARED: readonly { readonly cause: CauseId; readonly sizes: readonly number[] }[] = [
  { cause: 'outlook_secret_expired', sizes: [400, 120, 60, 37] },
  { cause: 'outlook_conditional_access', sizes: [90, 40, 25, 12, 8, 5, 5] },
  { cause: 'google_admin_policy', sizes: [75, 30, 14, 9, 5, 5] },
  { cause: 'google_client_deleted', sizes: [40, 15, 5] },
];
/** Causes that people have of their own; most often the one that says least. */
const OWN: Readonly<Record<Platform, readonly CauseId[]>> = {
  google_calendar: ['google_revoked', 'google_revoked', 'google_revoked', 'google_scope_unticked'],
  microsoft_outlook: ['outlook_inactive', 'outlook_password_changed', 'outlook_mailbox_unavailable'],
};
const SINGLES = 2_000;
const CLIENTS: Readonly<Record<Platform, string>> = {
  google_calendar: '481516234200-notetaker.apps.googleusercontent.com',
  microsoft_outlook: '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4',
};

/** The same for every run, relative to `now`. */
export function troubledFleet(now: number): FleetCalendar[] {
  const rng = new Rng(19);
  const fleet = Array.from({ length: WORKSPACES }, (_, workspace) =>
    generatedCalendarIds(workspace, CALENDARS).map((id, at): FleetCalendar => {
      const platform = calendarPlatformAt(at);
      const domain = `company${(workspace * 7 + at) % 180}.example`;
      return {
        id,
        workspace,
        platform,
        email: `person${at}.ws${workspace}@${domain}`,
        clientId: CLIENTS[platform],
        domain,
        broken: null,
        before: pastOutages(rng, now),
      };
    }),
  ).flat();
  const left = {
    google_calendar: shuffled(
      fleet.filter(({ platform }) => platform === 'google_calendar'),
      rng,
    ),
    microsoft_outlook: shuffled(
      fleet.filter(({ platform }) => platform === 'microsoft_outlook'),
      rng,
    ),
  };
  for (const { cause, sizes } of SHARED) {
    for (const [index, size] of sizes.entries()) {
      const from = now - (index + 1) * 5 * HOUR_MS;
      for (const calendar of left[causeOf(cause).platform].splice(0, size)) {
        // A shared cause has a client, or an organisation, of its own.
        calendar.clientId = `client-${cause}-${index}`;
        calendar.domain = `${cause.replaceAll('_', '-')}-${index}.example`;
        calendar.broken = { cause, at: from + rng.int(0, 4 * MINUTE_MS) };
      }
    }
  }
  for (let index = 0; index < SINGLES; index += 1) {
    const [calendar] = left[index % 2 === 0 ? 'google_calendar' : 'microsoft_outlook'].splice(0, 1);
    if (calendar === undefined) throw new Error('There are too few calendars.');
    const cause = rng.pick(OWN[calendar.platform]);
    // Far enough apart that nothing but coincidence puts them together.
    calendar.broken = { cause, at: now - 2 * HOUR_MS - index * 20 * MINUTE_MS };
  }
  return fleet;
}

/** As the API sends it. `status`: what it says now, which moves with `broken`. */
export function wireCalendar(calendar: FleetCalendar, updatedAt: number): Record<string, unknown> {
  const { broken, before } = calendar;
  const createdAt = (before[0] ?? updatedAt) - DAY_MS;
  // What came before it broke this time.
  const ended = before.filter((at) => broken === null || at + 2 * HOUR_MS < broken.at);
  const past = ended.flatMap((at) => [
    entry('disconnected', at, causeOf(OWN[calendar.platform][0] ?? 'google_revoked').detail),
    entry('connecting', at + HOUR_MS),
    entry('connected', at + HOUR_MS + MINUTE_MS),
  ]);
  return {
    id: calendar.id,
    platform: calendar.platform,
    platform_email: calendar.email.replace(/@.*/, `@${calendar.domain}`),
    oauth_client_id: calendar.clientId,
    oauth_client_secret: 'not-a-secret',
    oauth_refresh_token: 'not-a-token',
    status: broken === null ? 'connected' : 'disconnected',
    status_changes: [
      entry('connecting', createdAt),
      entry('connected', createdAt + MINUTE_MS),
      ...past,
      ...(broken === null ? [] : [entry('disconnected', broken.at, causeOf(broken.cause).detail)]),
    ],
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
  };
}

function entry(status: string, at: number, detail?: string): Record<string, unknown> {
  return { status, created_at: new Date(at).toISOString(), ...(detail === undefined ? {} : { detail }) };
}

/** In the last two months, one every ten days; each is over after an hour. */
function pastOutages(rng: Rng, now: number): number[] {
  return Array.from({ length: ENDED }, (_, index) => now - (62 - index * 10) * DAY_MS + rng.int(0, 9 * DAY_MS));
}

function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  return items
    .map((item) => ({ item, key: rng.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
