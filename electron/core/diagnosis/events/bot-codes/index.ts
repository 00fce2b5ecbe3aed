/**
 * Status codes and sub-codes of bots in words. Both are open lists (recall-api.md 4.8): what is not here is shown as sent, and nothing
 * is claimed about it.
 */
import { DENIALS, ENDS } from './ends.ts';
import { FATAL_GOOGLE } from './fatal-google.ts';
import { FATAL_TEAMS } from './fatal-teams.ts';
import { FATAL_ZOOM } from './fatal-zoom.ts';
import { FATAL } from './fatal.ts';
import { STATUSES } from './statuses.ts';
import type { StatusCode, SubCode } from './types.ts';

export type { StatusCode, SubCode, SubCodeKind } from './types.ts';

export const SUB_CODES: readonly SubCode[] = [
  ...ENDS,
  ...DENIALS,
  ...FATAL,
  ...FATAL_GOOGLE,
  ...FATAL_ZOOM,
  ...FATAL_TEAMS,
];

/** Older and newer names, and those that Recall's catalogue of webhooks uses in its examples (recall-api.md 6.1). */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  timeout_exceeded_only_bots_in_call: 'timeout_exceeded_only_bots_detected_using_participant_names',
  microsoft_teams_captcha_error: 'microsoft_teams_captcha_detected',
  meeting_ended_by_host: 'call_ended_by_host',
  permission_denied_by_host: 'zoom_local_recording_request_denied_by_host',
  invalid_meeting_url: 'meeting_link_invalid',
  internal_error: 'bot_errored',
};

const statuses = new Map(STATUSES.map((status) => [status.code, status]));
const subCodes = new Map(SUB_CODES.map((subCode) => [subCode.code, subCode]));

/** What is known about a sub-code; null: nothing. */
export function subCodeOf(code: string | null): SubCode | null {
  if (code === null) return null;
  // A name that comes from outside must not meet what every object has.
  const name = Object.hasOwn(OTHER_NAMES, code) ? OTHER_NAMES[code] : code;
  return subCodes.get(name ?? code) ?? null;
}

/** What is known about a status code; null: nothing. */
export function statusOf(code: string): StatusCode | null {
  return statuses.get(code) ?? null;
}

/** A sub-code as a heading; one that is not known in its own words. */
export function subCodeTitle(code: string): string {
  return subCodeOf(code)?.title ?? readable(code);
}

/** A status code as a heading; one that is not known in its own words. */
export function statusTitle(code: string): string {
  return statusOf(code)?.title ?? readable(code);
}

/** A status change as a heading: `Left the call: nobody joined`. */
export function statusChangeTitle(code: string, subCode: string | null): string {
  return subCode === null ? statusTitle(code) : `${statusTitle(code)}: ${within(subCodeTitle(subCode))}`;
}

const MAX_READABLE = 120;

/** `new_kind_of_end` → `New kind of end`. */
function readable(code: string): string {
  const words = code
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, MAX_READABLE);
  return words === '' ? 'No code' : words.charAt(0).toUpperCase() + words.slice(1);
}

const NAMES = /^(Google|Zoom|Teams|Microsoft|Webex|Recall|Meet)\b/;

/** A title within a sentence. */
export function within(title: string): string {
  return NAMES.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
