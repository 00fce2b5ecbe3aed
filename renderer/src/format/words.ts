/** The field's values in the words that the console uses for them. */
import type { Audience, Basis, Party, Verdict } from '../../../shared/values.ts';
import type { CalendarPlatform, CalendarStatus, EventCoverage, MeetingPlatform } from '../../../shared/entities.ts';

/** Shape first: a status must be readable without its colour. */
export interface Mark {
  readonly shape: string;
  readonly word: string;
}

export const STATUS_MARKS: Readonly<Record<CalendarStatus, Mark>> = {
  connected: { shape: '●', word: 'Connected' },
  connecting: { shape: '◌', word: 'Connecting' },
  disconnected: { shape: '■', word: 'Disconnected' },
  unknown: { shape: '◆', word: 'Unknown' },
};

export const COVERAGE_MARKS: Readonly<Record<EventCoverage, Mark>> = {
  bot: { shape: '●', word: 'Bot' },
  no_bot: { shape: '○', word: 'No bot' },
  no_link: { shape: '–', word: 'No link' },
  deleted: { shape: '✕', word: 'Deleted' },
};

/** What each coverage means, for hints and explanations. */
export const COVERAGE_MEANING: Readonly<Record<EventCoverage, string>> = {
  bot: 'The event names at least one bot.',
  no_bot: 'The event has a meeting link and no bot.',
  no_link: 'Recall found no meeting link in the event, so no bot can join.',
  deleted: 'The event was deleted or cancelled.',
};

export const CALENDAR_PLATFORM_WORDS: Readonly<Record<CalendarPlatform, string>> = {
  google_calendar: 'Google',
  microsoft_outlook: 'Outlook',
  other: 'Other',
};

export const MEETING_PLATFORM_WORDS: Readonly<Record<MeetingPlatform, string>> = {
  zoom: 'Zoom',
  google_meet: 'Google Meet',
  microsoft_teams: 'Teams',
  webex: 'Webex',
  other: 'Other',
  none: 'No link',
};

/** What becomes of an event's recording. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  covered: 'Covered',
  will_be_missed: 'Will be missed',
  missed: 'Missed',
  wrong_time: 'Wrong time',
  duplicate: 'Duplicate',
  not_recordable: 'Not recordable',
  over: 'Over',
  unknown: 'Unknown',
};

/** What each verdict means, for hints and explanations. */
export const VERDICT_MEANING: Readonly<Record<Verdict, string>> = {
  covered: 'A bot is there for it, or was.',
  will_be_missed: 'As things stand nobody records it.',
  missed: 'It ended without a recording.',
  wrong_time: 'Its bot comes, or came, at another time or to another link.',
  duplicate: 'More bots come than the workspace means to send.',
  not_recordable: 'No bot can be sent to it.',
  over: 'It ended, and there was nothing to record.',
  unknown: 'What Callboard knows does not say what becomes of it.',
};

/** Who must act, as lists say it. */
export const PARTY_WORDS: Readonly<Record<Party, string>> = {
  us: 'Us',
  end_user: 'The user',
  it_admin: 'Their IT',
  recall: 'Recall',
  nobody: 'Nobody',
  unknown: 'Not known',
};

/** The same as a sentence. */
export const PARTY_SENTENCES: Readonly<Record<Party, string>> = {
  us: 'We must act.',
  end_user: 'The user must act.',
  it_admin: 'Their IT must act.',
  recall: 'Recall must act.',
  nobody: 'Nobody has to act.',
  unknown: 'Who must act is not known.',
};

/** From where a statement is known. */
export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  observed: 'observed',
  probed: 'probed',
  inferred: 'inferred',
};

export const BASIS_MEANING: Readonly<Record<Basis, string>> = {
  observed: 'Recall said so, or two looks of Callboard at Recall differ.',
  probed: 'The live test of the credential said so.',
  inferred: 'Callboard concluded it from other observations; nobody said it.',
};

/** For whom a text is made. */
export const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  ticket: 'For a ticket',
  end_user: 'For the customer',
  it_admin: 'For their IT',
};

/** `tentativelyAccepted` and `needs_action` → `tentatively accepted`, `needs action`: the provider's word, readable. */
export function readable(word: string): string {
  return word
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** {@link readable} with a capital: `in_call_recording` → `In call recording`. */
export function titled(word: string): string {
  const text = readable(word);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Host of a link as the browser would really visit it (so `https://zoom.us@evil.example` shows `evil.example`),
 * or null for anything that is not an https or http URL.
 */
export function hostOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.host : null;
}

/** True for the only kind of link that may be opened outside. */
export function isHttps(url: string): boolean {
  return URL.parse(url)?.protocol === 'https:';
}
