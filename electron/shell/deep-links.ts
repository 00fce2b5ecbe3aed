/** `callboard://…` addresses: from another program into a view of the window. */

export const DEEP_LINK_SCHEME = 'callboard';

/** Views that a link may open. Links come from anywhere, so they only ever lead to something to look at. */
const VIEWS = /^(overview|triage|calendars|events|bots|jobs|audit|oauth-clients|oauth-doctor|workspaces|welcome)$/;
const LONGEST = 2_000;

/**
 * The hash route of a link (`callboard://events/3/ev_1?tz=utc` → `#/events/3/ev_1?tz=utc`), or null when the link is not
 * ours, opens no view or holds anything but path and query.
 */
export function routeOfDeepLink(link: string): string | null {
  if (link.length > LONGEST) return null;
  const url = URL.parse(link);
  if (url === null || url.protocol !== `${DEEP_LINK_SCHEME}:` || !VIEWS.test(url.hostname)) return null;
  if (url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') return null;
  const path = url.pathname === '/' ? '' : url.pathname;
  return `#/${url.hostname}${path}${url.search}`;
}

/** The first usable link among command-line arguments (Windows and Linux pass it there). */
export function deepLinkIn(args: readonly string[]): string | null {
  return args.find((arg) => routeOfDeepLink(arg) !== null) ?? null;
}
