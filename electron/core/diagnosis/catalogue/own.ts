/** What no text says: states that Callboard sees or concludes itself (recall-api.md 2.3, 2.4). */
import type { Cause } from '../types.ts';
import { ACT, AGAIN, entry, NEW_SIGN_IN, phrases } from './entry.ts';

/** Nothing known: the raw text is all there is. */
export const UNKNOWN: Cause = entry({
  code: 'unknown',
  platform: null,
  signals: [],
  rank: 0,
  title: 'Cause not known',
  meaning: 'Recall gives no reason, or one that Callboard has no rule for. What it said stands here word for word.',
  party: 'unknown',
  scope: 'mailbox',
  remedy: [
    'Reconnect: Recall tries again with what it has.',
    'If that fails, test the credential: its answer often says more than the status.',
    'If that says nothing either, give the evidence to Recall’s support.',
  ],
  action: ACT.reconnect('It changes nothing but makes Recall try again, and the answer may tell more.'),
  source: { kind: 'own', text: 'Callboard: no rule of the catalogue fits.' },
});

export const OWN: readonly Cause[] = [
  UNKNOWN,
  entry({
    code: 'connecting',
    platform: null,
    signals: [],
    rank: 0,
    title: 'Connecting',
    meaning:
      'Recall connects in the background: after a creation or a new attempt this status is normal, and the address of the mailbox is empty until the first sync is complete.',
    party: 'nobody',
    scope: 'mailbox',
    remedy: ['Wait: it usually takes less than a minute.'],
    action: ACT.wait('The attempt is under way; another one would only begin it again.'),
    source: { kind: 'recall', text: 'Recall’s calendar guide: the sync after connecting is asynchronous.' },
  }),
  entry({
    code: 'connecting_long',
    platform: null,
    signals: [],
    rank: 0,
    title: 'Still connecting',
    meaning:
      'This attempt has neither succeeded nor failed for much longer than attempts take. Recall gives no reason for it.',
    party: 'unknown',
    alsoParties: ['recall'],
    scope: 'mailbox',
    remedy: [
      'Reconnect: Recall begins a new attempt.',
      'If that stays in “connecting” too, test the credential.',
      'If the credential works, give the evidence to Recall’s support.',
    ],
    action: ACT.reconnect('A new attempt changes nothing and often ends what hangs.'),
    source: { kind: 'own', text: 'Callboard: no end of the attempt was reported in the usual time.' },
  }),
  entry({
    code: 'status_unknown',
    platform: null,
    signals: [],
    rank: 0,
    title: 'Status that Callboard does not know',
    meaning: 'Recall reports a status beside connected, connecting and disconnected. What it means is not documented.',
    party: 'unknown',
    scope: 'mailbox',
    remedy: [
      'Test the credential: it tells whether the mailbox can be read.',
      'Look for the status in Recall’s documentation.',
    ],
    action: ACT.test('It changes nothing at Recall and says whether the mailbox can be read.'),
    source: { kind: 'own', text: 'Callboard: the status is none of the three that Recall documents.' },
  }),
  entry({
    code: 'calendar_deleted',
    platform: null,
    signals: [],
    rank: 0,
    title: 'Deleted from Recall',
    meaning:
      'The calendar was deleted through the API by whoever holds a key of the workspace. That is final, its future bots were unscheduled, and Recall sends no webhook for it.',
    party: 'us',
    scope: 'mailbox',
    remedy: [
      'Find out in the audit log and with your own systems who deleted it.',
      'If it was a mistake, the person connects the calendar again: it becomes a new calendar with a new id.',
    ],
    action: ACT.none('A deleted calendar cannot be brought back, only connected anew.'),
    source: { kind: 'recall', text: 'Recall’s calendar guide: what a deletion does.' },
  }),
  entry({
    code: 'revoked_by_user',
    platform: null,
    signals: phrases('revoked by the user', 'user has revoked', 'user revoked'),
    rank: 2,
    title: 'Permission taken back by the user',
    meaning:
      'The person removed the app in the settings of their Google or Microsoft account. The refresh token is dead.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: [
      'Ask the person whether they removed it on purpose.',
      'If not, they connect the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} may no longer read your calendar, because its permission was removed in your account settings. If that was on purpose, you need to do nothing.\n\nIf not: ${AGAIN}`,
    },
    source: { kind: 'recall', text: 'Recall’s calendar FAQ: reasons for a disconnected calendar.' },
  }),
  entry({
    code: 'credential_invalidated',
    platform: null,
    signals: phrases(
      'password was changed',
      'password has been changed',
      'password was reset',
      'recent password change',
    ),
    rank: 2,
    title: 'Token ended by a password change',
    meaning:
      'The account’s password or security settings changed, and the provider ended the permissions that were given before.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: [
      'Ask the person to connect the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar. This happens when the password or the security settings of an account change.\n\n${AGAIN}`,
    },
    source: { kind: 'recall', text: 'Recall’s calendar FAQ: reasons for a disconnected calendar.' },
  }),
  entry({
    code: 'provider_unavailable',
    platform: null,
    signals: [
      { kind: 'word', word: 'temporarily_unavailable' },
      { kind: 'word', word: 'server_error' },
    ],
    rank: 2,
    title: 'Passing fault at the provider',
    meaning: 'The provider could not answer at that moment. It says nothing about the credential.',
    party: 'nobody',
    scope: 'provider',
    remedy: [
      'Reconnect once the provider answers again.',
      'If many break at once, look at the provider’s status page.',
    ],
    action: ACT.reconnect('Nothing is wrong with the credential; a new attempt is all it takes.'),
    source: { kind: 'provider', text: 'The OAuth 2.0 standard (RFC 6749, section 4.1.2.1).' },
  }),
];
