/** Whether two links lead to the same meeting, however they are spelled. Pure. */
import { normaliseMeetingLink } from '../../../../shared/meeting-link.ts';

export function sameLink(a: string, b: string): boolean {
  if (a === b) return true;
  const meeting = normaliseMeetingLink(a);
  return meeting !== null && meeting === normaliseMeetingLink(b);
}
