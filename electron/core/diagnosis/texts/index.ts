/** Texts to copy: an evidence bundle for a ticket, a message for the user or for their IT, as text or Markdown. Pure. */
import { plainLine, written } from './document.ts';
import type { CalendarTextFacts, EvidenceText, IncidentTextFacts, TextRequest } from './facts.ts';
import { calendarMessage, incidentMessage } from './messages.ts';
import { calendarTicket, incidentTicket } from './ticket.ts';
import type { Draft, Wording } from './ticket.ts';
import { timeTexts, zoneName } from './times.ts';

export type { CalendarTextFacts, EvidenceText, IncidentTextFacts, TextRequest } from './facts.ts';
export { CALENDARS_NAMED, MEETINGS_NAMED } from './facts.ts';

/** The text about one calendar. */
export function calendarText(facts: CalendarTextFacts, request: TextRequest): EvidenceText {
  const { audience } = request;
  return finished(
    audience === 'ticket'
      ? calendarTicket(facts, wording(request))
      : calendarMessage(facts, audience, wording(request)),
    request,
  );
}

/** The text about calendars that broke together. */
export function incidentText(facts: IncidentTextFacts, request: TextRequest): EvidenceText {
  const { audience } = request;
  return finished(
    audience === 'ticket'
      ? incidentTicket(facts, wording(request))
      : incidentMessage(facts, audience, wording(request)),
    request,
  );
}

/** To the second where engineers compare, to the minute where people read. */
function wording({ audience, timeZone, now }: TextRequest): Wording {
  return { time: timeTexts(timeZone, audience === 'ticket' ? 'seconds' : 'minutes'), zone: zoneName(timeZone), now };
}

function finished({ subject, blocks }: Draft, { format }: TextRequest): EvidenceText {
  return { subject: plainLine([subject]), text: written(blocks, format) };
}
