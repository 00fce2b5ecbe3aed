/** Puts together what the texts to copy are made from. */
import type { CalendarRef } from '../../../../shared/actions.ts';
import type { Output, ParsedInput } from '../../../../shared/contract.ts';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { diagnoseCalendar } from '../../diagnosis/calendar.ts';
import { incidentFinding } from '../../diagnosis/incident.ts';
import { CALENDARS_NAMED, calendarText, incidentText, MEETINGS_NAMED } from '../../diagnosis/texts/index.ts';
import type { TextRequest } from '../../diagnosis/texts/index.ts';
import type { Reader } from '../../store/types.ts';

/**
 * The text that was asked for, without secrets. An incident of one calendar is told as that calendar.
 * @throws CallboardError `not_found` when there is no such calendar or incident (any more).
 */
export function evidenceText(
  reader: Reader,
  { of, ...request }: ParsedInput<'incidents.evidence'>,
  now: number,
): Output<'incidents.evidence'> {
  if ('calendar' in of) return textOfCalendar(reader, of.calendar, { ...request, now });
  const incident = reader.incident(of.incidentId);
  if (incident === null) {
    throw new CallboardError('not_found', `There is no incident ${of.incidentId} any more. Look for it in triage.`);
  }
  const { size, calendar } = incident;
  return size === 1 && calendar !== null
    ? textOfCalendar(reader, calendar, { ...request, now })
    : textOfIncident(reader, incident, { ...request, now });
}

function textOfCalendar(
  reader: Reader,
  { workspaceId, id }: CalendarRef,
  request: TextRequest,
): Output<'incidents.evidence'> {
  const { now } = request;
  const facts = reader.calendarFacts({ workspaceId, id }, now);
  if (facts === null) {
    throw new CallboardError(
      'not_found',
      `Callboard has no calendar ${id} in this workspace. It may have been removed together with its workspace.`,
    );
  }
  const twins = reader.calendar(workspaceId, id, now)?.sameMailbox ?? [];
  return calendarText(
    {
      calendar: facts.row,
      diagnosis: diagnoseCalendar(facts, twins, now),
      workspaceName: workspaceNames(reader).get(workspaceId) ?? `Workspace ${workspaceId}`,
      clientName: clientName(reader, facts.row.oauthClientId),
      meetings: reader.meetingsAtRisk({ workspaceId, id }, now, MEETINGS_NAMED).rows,
    },
    request,
  );
}

function textOfIncident(reader: Reader, incident: Incident, request: TextRequest): Output<'incidents.evidence'> {
  const calendars = reader.incidentCalendars(incident.id, null, CALENDARS_NAMED).rows;
  return incidentText(
    {
      incident,
      finding: incidentFinding(incident, calendars),
      workspaceNames: workspaceNames(reader),
      calendars,
      meetings: reader.incidentMeetings(incident.id, request.now, MEETINGS_NAMED).rows,
    },
    request,
  );
}

const workspaceNames = (reader: Reader): ReadonlyMap<number, string> =>
  new Map(reader.workspaces().map(({ id, name }) => [id, name]));

function clientName(reader: Reader, clientId: string | null): string | null {
  return reader.oauthClients().find((client) => client.clientId === clientId)?.name ?? null;
}
