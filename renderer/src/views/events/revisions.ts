/** An event's revisions as moments: what changed from one to the next, newest first. Pure. */
import type { EventRevision } from '../../../../shared/entities.ts';
import { rangeText, momentText } from '../../format/time.ts';
import type { Moment } from '../../components/detail/timeline.tsx';

/** What one revision changed against the one before it; empty when nothing that is kept differs. */
export function changesBetween(
  before: EventRevision,
  after: EventRevision,
  zone: string,
  now: number,
): readonly string[] {
  const changes: string[] = [];
  if (before.startAt !== after.startAt || before.endAt !== after.endAt) {
    changes.push(`moved from ${spanOf(before, zone, now)} to ${spanOf(after, zone, now)}`);
  }
  if (before.meetingUrl !== after.meetingUrl) {
    changes.push(
      before.meetingUrl === null
        ? 'got a meeting link'
        : after.meetingUrl === null
          ? 'lost its meeting link'
          : 'got another meeting link',
    );
  }
  if (before.calendarId !== after.calendarId) changes.push('moved to another calendar');
  if (before.isDeleted !== after.isDeleted) changes.push(after.isDeleted ? 'was deleted or cancelled' : 'came back');
  return changes;
}

function spanOf({ startAt, endAt }: EventRevision, zone: string, now: number): string {
  if (startAt === null) return 'no time';
  return endAt === null ? momentText(startAt, zone, now) : rangeText(startAt, endAt, zone, now);
}

/** One moment per revision. The first one says how the event looked when Callboard first saw it. */
export function revisionMoments(revisions: readonly EventRevision[], zone: string, now: number): readonly Moment[] {
  const ordered = [...revisions].sort((a, b) => a.observedAt - b.observedAt);
  return ordered
    .map((revision, index): Moment => {
      const before = ordered[index - 1];
      const changes = before === undefined ? [] : changesBetween(before, revision, zone, now);
      const what =
        before === undefined
          ? `first seen, ${spanOf(revision, zone, now)}${revision.meetingUrl === null ? ', without a link' : ''}`
          : changes.length === 0
            ? 'changed in other ways'
            : changes.join('; ');
      return {
        key: String(index),
        at: revision.updatedAt ?? revision.observedAt,
        tone: revision.isDeleted ? 'bad' : changes.length > 0 ? 'wait' : 'plain',
        what: what.charAt(0).toUpperCase() + what.slice(1),
        basis: revision.updatedAt === null ? 'when Callboard saw it' : 'when it changed at Recall',
      };
    })
    .reverse();
}
