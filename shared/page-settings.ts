/**
 * Where the window's small preferences are kept in the web host: one cookie, which the host reads too, so that the page
 * arrives in the right colours.
 */

/** Name of the cookie; its value is URL-encoded name=value pairs. */
export const SETTINGS_COOKIE = 'callboard-settings';

/** The setting that holds `light`, `dark` or `auto`. */
export const SCHEME_SETTING = 'colour-scheme';

/** Attribute of the document element that holds the scheme in force; Mantine's sheets know it by this name. */
export const SCHEME_ATTRIBUTE = 'data-mantine-color-scheme';

/**
 * Attribute of the document element with which the host hands the settings to the page: the page's first look at its own
 * cookies makes it wait for another process.
 */
export const SETTINGS_ATTRIBUTE = 'data-settings';

/**
 * Attribute of the document element that holds the number of the last stale event before the page was sent. The page asks for
 * what came after it, so that nothing is missed between its first questions and the opening of its event stream.
 */
export const EVENTS_ATTRIBUTE = 'data-events';

/** The settings in a cookie header or `document.cookie`, still encoded; empty where there are none. */
export function settingsIn(cookies: string): string {
  const pairs = cookies.split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${SETTINGS_COOKIE}=`));
  return found?.slice(SETTINGS_COOKIE.length + 1) ?? '';
}
