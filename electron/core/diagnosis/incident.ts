/** The cause of an incident, with what shows that its calendars belong together. Pure. */
import type { Evidence, Finding, Incident, IncidentCalendar } from '../../../shared/diagnosis.ts';
import { causeFinding } from './findings.ts';
import { spoken } from './spoken.ts';

/**
 * `members`: some of its calendars, of which one lends Recall's words. `besides` is left to the calendars: what else one of them
 * says is not what they share.
 */
export function incidentFinding(incident: Incident, members: readonly IncidentCalendar[]): Finding {
  return causeFinding(
    { code: incident.cause.code, basis: incident.cause.basis, besides: [] },
    {
      severity: incident.open === 0 ? 'info' : 'critical',
      evidence: [...saidBy(members), ...evidenceOf(incident)],
      known: () => null,
    },
  );
}

/** What Recall says of the first of them that it says anything of. */
function saidBy(members: readonly IncidentCalendar[]): Evidence[] {
  for (const { calendar, brokeAt } of members) {
    const value = spoken(calendar.statusDetail);
    if (value === null) continue;
    const whose = members.length === 1 ? '' : `, of ${calendar.email ?? calendar.oauthEmail ?? calendar.id}`;
    return [{ field: `Recall’s status entry${whose}`, value, basis: 'observed', at: brokeAt }];
  }
  return [];
}

function evidenceOf(incident: Incident): Evidence[] {
  const { size, open, firstAt, lastAt, oauthClientId, oauthClientName, domain, cause } = incident;
  const lines: Evidence[] = [];
  if (size > 1) {
    lines.push({
      field: 'Broke together',
      value: `${size} calendars, ${spanText(lastAt - firstAt)}; ${open} of them are not connected yet.`,
      basis: 'observed',
      at: firstAt,
    });
    if (oauthClientId !== null) {
      const name = oauthClientName === null ? oauthClientId : `${oauthClientName} (${oauthClientId})`;
      lines.push({ field: 'Shared OAuth client', value: name, basis: 'observed', at: null });
    }
    if (domain !== null) lines.push({ field: 'Shared mail domain', value: domain, basis: 'observed', at: null });
  }
  if (cause.basis === 'inferred') {
    lines.push({
      field: 'How the cause is known',
      value: 'No text says it; the calendars’ lives tell it together.',
      basis: 'inferred',
      at: null,
    });
  }
  if (cause.basis === 'probed') {
    lines.push({
      field: 'How the cause is known',
      value: 'A live test of the credential said it.',
      basis: 'probed',
      at: null,
    });
  }
  return lines;
}

function spanText(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return 'within a minute';
  if (minutes < 120) return `within ${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? `within ${hours} hours` : `within ${Math.ceil(hours / 24)} days`;
}
