/** Things about an event that people ask about and that are no trouble (recall-api.md 3.3). Pure. */
import type { EventRow } from '../../../../shared/entities.ts';
import type { EventTruth } from '../../store/verdicts.ts';
import type { EventOccurrences } from './types.ts';

export function notesOf(truth: EventTruth, { all, present }: EventOccurrences): string[] {
  const { facts } = truth;
  const notes: string[] = [];
  if (all.some(({ basis }) => basis === 'inferred')) {
    notes.push('Callboard first saw this event after it had moved. Its earlier times are inferred from its bots.');
  }
  if (facts.meetingUrl === null && facts.rawLink !== null) {
    notes.push(`The invitation holds a link that Recall did not recognise: ${facts.rawLink}`);
  }
  if (present.startAt !== null && facts.endAt === null) {
    notes.push('Recall sent no end time. Callboard takes the meeting to last an hour.');
  }
  if (!truth.attendeesKnown) {
    notes.push('There is no list of attendees: nobody else is invited, or the organiser hides the guest list.');
  } else if (mayBeHidden(truth)) {
    notes.push(
      'Only the mailbox itself is on the guest list. Where the organiser switched off “See guest list”, Recall cannot see who else is invited.',
    );
  }
  if (othersShowMore(truth)) {
    notes.push(
      'Another calendar shows this meeting with other data. What a calendar sees depends on its owner’s permissions in the event.',
    );
  }
  return notes;
}

function mayBeHidden({ row, attendeeCount, facts }: EventTruth): boolean {
  const organizer = row.organizerEmail?.toLowerCase() ?? null;
  return attendeeCount !== null && attendeeCount <= 1 && organizer !== null && organizer !== facts.calendar.mailbox;
}

/** Only within a workspace: elsewhere it may be another replica's age. */
function othersShowMore({ facts, row, siblings }: EventTruth): boolean {
  const differs = (other: EventRow): boolean =>
    other.workspaceId === row.workspaceId &&
    other.calendarId !== row.calendarId &&
    other.organizerEmail === row.organizerEmail &&
    (other.title !== row.title || other.attendeeCount !== row.attendeeCount || other.endAt !== row.endAt);
  return facts.siblings.some(({ pk }) => {
    const other = siblings.get(pk);
    return other !== undefined && differs(other);
  });
}
