/** From a calendar's facts to its outages, and from outages to groups. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { DAY_MS } from '../../../shared/time.ts';
import { calendarsIn, familyOf, groupsOf } from '../diagnosis/grouping.ts';
import { mailDomain } from '../diagnosis/mail-domains.ts';
import { outagesOf } from '../diagnosis/outages.ts';
import type { CalendarCase, IncidentGroup, Outage, StoredIncident, StoredOutage } from '../store/triage.ts';

/** Outages that ended earlier are no news and no part of anything that is (ms). */
const KEPT_MS = 90 * DAY_MS;
/** A calendar that flaps for months has more than anybody looks at. */
const AT_MOST = 100;

/** The outages that the facts tell of, oldest first; what is kept beyond them (`known`) stays as it is. */
export function concludeOutages(facts: CalendarCase, known: readonly StoredOutage[], now: number): Outage[] {
  const { row } = facts;
  const domain = mailDomain(row.email ?? row.oauthEmail);
  const { oauthClientId, platform, workspaceId } = row;
  const concluded = outagesOf(facts, now)
    .filter(({ endedAt }) => (endedAt ?? now) >= now - KEPT_MS)
    .slice(-AT_MOST)
    .map(({ reason, ...outage }): Outage => {
      const family = familyOf({ cause: outage.cause, platform, oauthClientId, domain }, reason ?? row.statusRaw);
      return { ...outage, calendarPk: facts.pk, workspaceId, family, platform, oauthClientId, domain };
    });
  // The history is cut where it is long, and a stuck attempt leaves no entry when it ends: what is kept stays unless it is told anew.
  const untold = known.filter((kept) => !concluded.some((outage) => overlap(kept, outage)));
  return [...untold.map((kept) => (kept.endedAt === null ? ended(kept, facts, now) : kept)), ...concluded].sort(
    (a, b) => a.brokeAt - b.brokeAt,
  );
}

/** True when nothing new was concluded and what is open has its incident: most calendars that change, change otherwise. */
export function isSettled(known: readonly StoredOutage[], concluded: readonly Outage[]): boolean {
  return (
    known.length === concluded.length &&
    known.every((outage, index) => {
      const { id: _id, incident, ...kept } = outage;
      return (kept.endedAt !== null || incident !== null) && isDeepStrictEqual(kept, plain(concluded[index]));
    })
  );
}

/** An outage as it is concluded, also where it was taken over from what is kept. */
function plain(outage: (Outage & Partial<StoredOutage>) | undefined): Outage | undefined {
  if (outage === undefined) return undefined;
  const { id: _id, incident: _incident, ...concluded } = outage;
  return concluded;
}

const overlap = (a: Outage, b: Outage): boolean =>
  a.brokeAt <= (b.endedAt ?? Infinity) && b.brokeAt <= (a.endedAt ?? Infinity);

/** An outage that the history does not tell of any more: it lasts until the status says that it is over. */
function ended(open: StoredOutage, { row, fetchedAt }: CalendarCase, now: number): Outage {
  if (row.deletedAt !== null) return { ...open, endedAt: Math.max(open.brokeAt, row.deletedAt), endedBy: 'deleted' };
  if (row.status !== 'connected') return open;
  return {
    ...open,
    endedAt: Math.max(open.brokeAt, Math.min(now, row.statusSince ?? fetchedAt)),
    endedBy: 'connected',
  };
}

/**
 * The groups of these families, each with the incident that it goes on. The largest group has the first choice; of several
 * incidents the oldest goes on. `touched`: calendars (pk) whose outages were written.
 */
export function concludeGroups(
  outages: readonly StoredOutage[],
  incidents: readonly StoredIncident[],
  families: readonly string[],
  touched: ReadonlySet<number>,
): IncidentGroup[] {
  const sizes = new Map(incidents.map(({ id, size }) => [id, size]));
  const isKnown = (id: number | null): id is number => id !== null && sizes.has(id);
  const byFamily = Map.groupBy(outages, ({ family }) => family);
  const groups = families
    .flatMap((family) => groupsOf(byFamily.get(family) ?? []).map((group) => ({ family, group })))
    // What is over and was never part of an incident is history, not news.
    .filter(({ group }) => group.members.some(({ endedAt, incident }) => endedAt === null || isKnown(incident)))
    .sort((a, b) => b.group.members.length - a.group.members.length || firstId(a.group) - firstId(b.group));
  const claimed = new Set<number>();
  const chosen = groups.map(({ family, group }) => {
    const candidates = [...new Set(group.members.map((member) => member.incident).filter(isKnown))].sort(
      (a, b) => a - b,
    );
    const incident = candidates.find((id) => !claimed.has(id)) ?? null;
    if (incident !== null) claimed.add(incident);
    return { family, group, incident, candidates };
  });
  return chosen.map(({ family, group, incident, candidates }): IncidentGroup => {
    const absorbs = candidates.filter((id) => !claimed.has(id));
    for (const id of absorbs) claimed.add(id);
    const latest = group.members.at(-1);
    const open = group.members.findLast(({ endedAt }) => endedAt === null) ?? latest;
    if (open === undefined) throw new Error('A group has at least one outage.');
    const joins = group.members.filter((member) => incident === null || member.incident !== incident);
    return {
      incident,
      absorbs,
      family,
      scope: group.scope,
      cause: open.cause,
      platform: open.platform,
      oauthClientId: group.oauthClientId,
      domain: group.domain,
      outages: group.members.map(({ id }) => id),
      joins: joins.map(({ id }) => id),
      changed:
        joins.length > 0 ||
        absorbs.length > 0 ||
        sizes.get(incident ?? -1) !== calendarsIn(group.members) ||
        group.members.some(({ calendarPk }) => touched.has(calendarPk)),
    };
  });
}

const firstId = ({ members }: { readonly members: readonly { readonly id: number }[] }): number =>
  Math.min(...members.map(({ id }) => id));
