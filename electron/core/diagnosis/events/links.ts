/** Meeting links as the rules compare them. Pure. */
import { isWrappedLink, normaliseMeetingLink } from '../../../../shared/meeting-link.ts';

/** The meeting that a link leads to, in one spelling; null: there is no link, or it cannot be one. */
export function meetingOf(url: string | null): string | null {
  return url === null ? null : normaliseMeetingLink(url);
}

/** True when a mail scanner stands between the link and the meeting, so that Recall does not recognise it (recall-api.md 3.3). */
export function isWrapped(link: string): boolean {
  return isWrappedLink(link);
}
