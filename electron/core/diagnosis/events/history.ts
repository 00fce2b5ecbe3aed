/**
 * What happened to an event, newest first: told by its revisions, the entries of its bots, and its calendar's outages. A change of the calendar
 * is a transfer of ownership (recall-api.md 3.3), one event that moved, never one that ended and another that began. Pure.
 */
import type { EventRevision } from '../../../../shared/entities.ts';
import type { EventChange } from '../../../../shared/verdicts.ts';
import { outageOfRemoval } from './came.ts';
import { heldFrom } from './plans.ts';
import { sameLink } from './same-link.ts';
import type { EntryFacts, EventFacts } from './types.ts';

const NOTHING = { from: null, to: null, fromAt: null, toAt: null, calendarId: null, botId: null } as const;

/** What happened at the same time stands in the order of its causes: the event's own changes before those of its bots. */
export function historyOf(facts: EventFacts): EventChange[] {
  const changes = [
    firstSeen(facts),
    ...facts.revisions.flatMap((revision, n) => {
      const before = facts.revisions[n - 1];
      return before === undefined ? [] : changesBetween(before, revision);
    }),
    ...outageChanges(facts),
    ...facts.entries.flatMap((entry) => entryChanges(entry, facts)),
  ];
  return changes.sort((a, b) => a.at - b.at).reverse();
}

function firstSeen({ firstSeenAt, revisions }: EventFacts): EventChange {
  const [first] = revisions;
  return {
    ...NOTHING,
    at: firstSeenAt,
    what: 'first_seen',
    title: first?.isDeleted === true ? 'Callboard first saw it, deleted' : 'Callboard first saw it',
    to: first?.meetingUrl ?? null,
    toAt: first?.startAt ?? null,
  };
}

function changesBetween(before: EventRevision, after: EventRevision): EventChange[] {
  const base = { ...NOTHING, at: heldFrom(after) };
  const changes: EventChange[] = [];
  if (before.calendarId !== after.calendarId) {
    const title = 'Moved to another calendar: ownership was transferred';
    changes.push({ ...base, what: 'transferred', title, calendarId: after.calendarId });
  }
  if (before.startAt !== after.startAt) {
    changes.push({
      ...base,
      what: 'moved',
      title: movedTitle(before, after),
      fromAt: before.startAt,
      toAt: after.startAt,
    });
  } else if (before.endAt !== after.endAt) {
    changes.push({ ...base, what: 'moved', title: 'Its end was moved', fromAt: before.endAt, toAt: after.endAt });
  }
  if (before.meetingUrl !== after.meetingUrl) {
    const title = linkTitle(before.meetingUrl, after.meetingUrl);
    changes.push({ ...base, what: 'link_changed', title, from: before.meetingUrl, to: after.meetingUrl });
  }
  if (!before.isDeleted && after.isDeleted) changes.push({ ...base, what: 'deleted', title: 'Deleted' });
  if (before.isDeleted && !after.isDeleted) changes.push({ ...base, what: 'restored', title: 'There again' });
  return changes;
}

function movedTitle({ startAt: from }: EventRevision, { startAt: to }: EventRevision): string {
  if (from === null) return 'Got a start time';
  if (to === null) return 'Lost its start time';
  return to > from ? 'Moved to a later time' : 'Moved to an earlier time';
}

function linkTitle(from: string | null, to: string | null): string {
  if (from === null) return 'Got a meeting link';
  if (to === null) return 'Lost its meeting link';
  return sameLink(from, to) ? 'Same meeting link in another spelling' : 'Got another meeting link';
}

function entryChanges(entry: EntryFacts, { firstSeenAt, calendar }: EventFacts): EventChange[] {
  const base = { ...NOTHING, botId: entry.botId };
  const added: EventChange = {
    ...base,
    at: entry.firstSeenAt,
    what: 'bot_added',
    title: entry.firstSeenAt === firstSeenAt ? 'A bot was there already' : 'A bot was scheduled',
    to: entry.meetingUrl,
    toAt: entry.startAt,
  };
  if (entry.goneAt === null) return [added];
  const title =
    outageOfRemoval(entry, calendar) === null
      ? 'A bot was gone'
      : 'A bot was gone while the calendar was not connected';
  return [added, { ...base, at: entry.goneAt, what: 'bot_gone', title, from: entry.meetingUrl, fromAt: entry.startAt }];
}

/** Since Callboard saw the event first. */
function outageChanges({ calendar, firstSeenAt }: EventFacts): EventChange[] {
  const base = { ...NOTHING, calendarId: calendar.id };
  return calendar.outages.flatMap(({ brokeAt, endedAt }): EventChange[] => {
    if (endedAt !== null && endedAt < firstSeenAt) return [];
    const broke: EventChange = {
      ...base,
      at: brokeAt,
      what: 'calendar_disconnected',
      title: 'The calendar was not connected any more',
    };
    if (endedAt === null) return [broke];
    const gone = calendar.deletedAt !== null && endedAt >= calendar.deletedAt;
    if (gone) return [broke];
    return [broke, { ...base, at: endedAt, what: 'calendar_connected', title: 'The calendar was connected again' }];
  });
}
