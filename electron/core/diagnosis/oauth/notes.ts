/** What is to be said about the pasted text itself, before any rule of OAuth. Data. */
import type { OauthFinding, Severity } from '../../../../shared/diagnosis.ts';
import { SOURCES } from './rules/types.ts';
import type { Span } from './url.ts';

/** Longer texts are shown in part. */
export const MOST_SHOWN = 20_000;

interface NoteWords {
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

const NOTES = {
  text_empty: {
    severity: 'info',
    title: 'Nothing to check',
    explanation: 'The text is empty.',
    remedy: 'Paste an authorisation URL, a callback URL, or the text of an error page.',
  },
  nothing_known: {
    severity: 'info',
    title: 'Neither an OAuth URL nor an error that Callboard knows',
    explanation:
      'An authorisation URL begins at accounts.google.com or login.microsoftonline.com and has a client_id. A callback URL has a code or an error behind its question mark.',
    remedy: 'Copy the whole address from the browser, or the whole text of the error page, with its numbers.',
  },
  error_unknown: {
    severity: 'warning',
    title: 'An error that Callboard has no rule for',
    explanation: 'The text speaks of an error, and nothing in it is in the catalogue of causes.',
    remedy:
      'Read the text as it stands. Microsoft explains its numbers at https://login.microsoftonline.com/error?code= and the number.',
  },
  secret_pasted: {
    severity: 'warning',
    title: 'A live credential was pasted',
    explanation: 'Taken out before anything else looked at the text: {about}. Nothing of it was kept.',
    remedy:
      'If the text was shared with anybody, replace the credential: make a new client secret, or have the user connect again.',
  },
  text_cut: {
    severity: 'info',
    title: 'Only a part of the text is shown',
    explanation:
      'The text is longer than 20,000 characters. All of it was checked; marks outside the shown part are left out.',
    remedy: 'Paste the URL alone to see all of it.',
  },
  url_too_long: {
    severity: 'warning',
    title: 'The address is too long',
    explanation:
      'Servers commonly refuse addresses of more than 8,000 characters, and Callboard corrects none of more than 20,000.',
    remedy: 'Keep what makes it long (mostly state) on your server, and send a short key instead.',
  },
  unfolded: {
    severity: 'info',
    title: 'Line breaks were taken out',
    explanation: 'The address was broken over several lines, as mail programs and terminals do. It was joined again.',
    remedy: 'If the URL is configured like that, write it in one line.',
  },
  invisible: {
    severity: 'critical',
    title: 'Invisible characters in the address',
    explanation:
      'They come along when text is copied from documents and chats. Providers compare letter by letter and refuse the address; here they were taken out.',
    remedy: 'Use the corrected URL, or type the marked part anew where it is configured.',
  },
  encoded: {
    severity: 'info',
    title: 'The whole address was encoded',
    explanation: 'It stood inside another address or a log. It was decoded once.',
    remedy: 'Nothing has to be done, unless it is used in this form.',
  },
  wrapped: {
    severity: 'info',
    title: 'The address was wrapped in another one',
    explanation:
      'A link scanner, a sign-in page or a search carried it as a parameter. Only the inner address was checked.',
    remedy: 'Nothing has to be done. A link scanner that visits callbacks uses up their codes, however.',
  },
} as const satisfies Readonly<Record<string, NoteWords>>;

type NoteCode = keyof typeof NOTES;

/** A finding about the text. `about` stands for `{about}` in its words. */
export function note(code: NoteCode, marks: readonly Span[] = [], about = ''): OauthFinding {
  const words: NoteWords = NOTES[code];
  return {
    code,
    severity: words.severity,
    title: words.title,
    explanation: words.explanation.replace('{about}', () => about),
    remedy: words.remedy,
    party: 'us',
    marks: [...marks],
    source: SOURCES.own,
  };
}
