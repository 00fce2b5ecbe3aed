/** An incident with all its calendars, as a notice has to know it. */
import type { Incident, IncidentCalendar } from '../../../shared/diagnosis.ts';
import type { Page } from '../../../shared/filters.ts';
import type { Store } from '../store/types.ts';
import { isRecent, wasThereBefore, type Affected } from './notice-rules.ts';

export type SightSource = Pick<Store, 'incident' | 'incidentCalendars' | 'casesOf'>;

export interface IncidentSight {
  readonly incident: Incident;
  readonly calendars: readonly Affected[];
}

const PAGE = 200;
/** Of an incident with more calendars these stand for all. */
const CALENDARS_AT_MOST = 5_000;

export function createSights(store: SightSource): {
  /** Null when the incident has gone (it became part of another one). */
  see(id: number, now: number): IncidentSight | null;
} {
  /** Which of these calendars Callboard has known for a while. */
  const knownBefore = (workspaceId: number, ids: readonly string[], now: number): ReadonlySet<string> =>
    new Set(
      store
        .casesOf(workspaceId, ids)
        .flatMap(({ row, firstSeenAt }) => (wasThereBefore(firstSeenAt, now) ? [row.id] : [])),
    );

  return {
    see(id, now) {
      const incident = store.incident(id);
      if (incident === null) return null;
      const rows = calendarsOf(store, id);
      const recent = rows.filter(({ brokeAt, recoveredAt }) => recoveredAt === null && isRecent(brokeAt, now));
      const known = new Map(
        [...Map.groupBy(recent, ({ calendar }) => calendar.workspaceId)].map(([workspaceId, of]) => [
          workspaceId,
          knownBefore(
            workspaceId,
            of.map(({ calendar }) => calendar.id),
            now,
          ),
        ]),
      );
      const calendars = rows.map(({ calendar, brokeAt, recoveredAt, atRisk }): Affected => ({
        workspaceId: calendar.workspaceId,
        calendarId: calendar.id,
        fresh: isRecent(brokeAt, now) && known.get(calendar.workspaceId)?.has(calendar.id) === true,
        well: recoveredAt !== null,
        deleted: calendar.deletedAt !== null,
        atRisk,
      }));
      return { incident, calendars };
    },
  };
}

function calendarsOf(store: Pick<SightSource, 'incidentCalendars'>, id: number): IncidentCalendar[] {
  const rows: IncidentCalendar[] = [];
  let after: string | null = null;
  do {
    const page: Page<IncidentCalendar> = store.incidentCalendars(id, after, PAGE);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < CALENDARS_AT_MOST);
  return rows;
}
