/** Short forms for writing the catalogue down. */
import type { SafeAction } from '../../../../shared/diagnosis.ts';
import type { Cause, Signal } from '../types.ts';

type Usual = 'alsoParties' | 'possibilities' | 'messages';

/** An entry; what most of them do not have may be left out. */
export function entry(cause: Omit<Cause, Usual> & Partial<Pick<Cause, Usual>>): Cause {
  return { alsoParties: [], possibilities: [], messages: {}, ...cause };
}

export const aadsts = (...numbers: readonly number[]): Signal[] =>
  numbers.map((number) => ({ kind: 'aadsts', number }));
export const words = (...all: readonly string[]): Signal[] => all.map((word) => ({ kind: 'word', word }));
export const phrases = (...all: readonly string[]): Signal[] => all.map((phrase) => ({ kind: 'phrase', phrase }));
export const probes = (...codes: readonly string[]): Signal[] => codes.map((code) => ({ kind: 'probe', code }));

/** The safe actions with the words of their buttons; each entry says why it is the one. */
export const ACT = {
  reconnect: (why: string): SafeAction => ({ kind: 'reconnect', label: 'Reconnect', why }),
  test: (why: string): SafeAction => ({ kind: 'test_credential', label: 'Test credential', why }),
  update: (why: string): SafeAction => ({ kind: 'update_credentials', label: 'Update credentials', why }),
  rotate: (why: string): SafeAction => ({ kind: 'rotate_secret', label: 'Rotate the client secret', why }),
  askUser: (why: string): SafeAction => ({ kind: 'ask_end_user', label: 'Copy a message for the user', why }),
  askIt: (why: string): SafeAction => ({ kind: 'ask_it_admin', label: 'Copy a message for their IT', why }),
  register: (label: string, why: string): SafeAction => ({ kind: 'fix_registration', label, why }),
  wait: (why: string): SafeAction => ({ kind: 'wait', label: 'Wait', why }),
  none: (why: string): SafeAction => ({ kind: 'none', label: 'Leave it', why }),
} as const;

/** Whoever says it, the only way to a new refresh token is that the person signs in again. */
export const NEW_SIGN_IN =
  'Only the person can give a new permission; a further attempt without it fails the same way.';

/**
 * Microsoft asks not to branch on its numbers, because they may change (recall-api.md 2.6): Callboard explains with them and
 * does nothing by itself.
 */
export const MICROSOFT_CODES = {
  kind: 'provider',
  text: 'Microsoft’s list of sign-in error codes. Numbers may change their meaning: this one explains, nothing is done because of it alone.',
} as const;

export const GOOGLE_OAUTH = {
  kind: 'provider',
  text: 'Google’s OAuth documentation. Recall does not mention it.',
} as const;

export const GRAPH_ERRORS = {
  kind: 'provider',
  text: 'Microsoft Graph’s list of errors. Recall does not mention it.',
} as const;

/** The steps that people take, as they are asked for in messages. */
export const AGAIN_AT_GOOGLE =
  'Please open the calendar settings in our app, connect your calendar again and sign in to Google with {account}. Leave the box for calendar access ticked. It takes about a minute.';
export const AGAIN_AT_MICROSOFT =
  'Please open the calendar settings in our app, connect your calendar again and sign in to Microsoft with {account}. It takes about a minute.';
export const AGAIN =
  'Please open the calendar settings in our app, connect your calendar again and sign in with {account}. It takes about a minute.';
