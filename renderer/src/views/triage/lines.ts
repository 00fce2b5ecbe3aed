/** The lines of the triage list: incidents, and above each kind of them a heading. Pure. */
import type { Incident } from '../../../../shared/diagnosis.ts';

/** The words above a part of the list. */
export interface Heading {
  readonly heading: string;
}

export type Line = Incident | Heading;

export const SHARED: Heading = { heading: 'Shared by several calendars' };
export const SINGLE: Heading = { heading: 'Single cases' };

export function isHeading(line: Line): line is Heading {
  return 'heading' in line;
}

export const headingOf = (line: Line): string | undefined => (isHeading(line) ? line.heading : undefined);

export const incidentKey = (incident: Incident): string => String(incident.id);

export const lineKey = (line: Line): string => (isHeading(line) ? line.heading : incidentKey(line));

/** One calendar's own trouble, shared with no other. */
export function isSingle(incident: Incident): boolean {
  return incident.size <= 1;
}

/** The incidents in their order, with a heading where the shared ones begin and where the single cases do. */
export function linesOf(incidents: readonly Incident[]): readonly Line[] {
  const firstSingle = incidents.findIndex(isSingle);
  const lines: Line[] = [...incidents];
  // From behind, so that the places in front stay as they are.
  if (firstSingle >= 0) lines.splice(firstSingle, 0, SINGLE);
  if (incidents.length > 0 && firstSingle !== 0) lines.unshift(SHARED);
  return lines;
}

/**
 * The incident that takes the place of `current` when some leave the list: the nearest below it that stays, else the nearest
 * above. Undefined: none stays, or `current` is not in the list.
 */
export function successorOf(
  incidents: readonly Incident[],
  current: string,
  leaving: ReadonlySet<string>,
): Incident | undefined {
  const place = incidents.findIndex((incident) => incidentKey(incident) === current);
  if (place < 0) return undefined;
  const stays = (incident: Incident): boolean => !leaving.has(incidentKey(incident));
  return incidents.slice(place).find(stays) ?? incidents.slice(0, place).findLast(stays);
}
