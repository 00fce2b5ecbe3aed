/** When what is now so came to be so, as far as the revisions of an event tell. Pure. */
import type { EventRevision } from '../../../../shared/entities.ts';
import { heldFrom } from './plans.ts';

/**
 * Since when the last revisions agree with the present one in what `same` compares (ms UTC); null: since before Callboard saw
 * the event.
 */
function since(
  revisions: readonly EventRevision[],
  same: (one: EventRevision, present: EventRevision) => boolean,
): number | null {
  const present = revisions.at(-1);
  if (present === undefined || revisions.length === 1) return null;
  const before = revisions.findLastIndex((one) => !same(one, present));
  const first = revisions[before + 1];
  return before < 0 || first === undefined ? null : heldFrom(first);
}

export const linkSince = (revisions: readonly EventRevision[]): number | null =>
  since(revisions, (one, present) => one.meetingUrl === present.meetingUrl);

export const deletedSince = (revisions: readonly EventRevision[]): number | null =>
  since(revisions, (one, present) => one.isDeleted === present.isDeleted);
