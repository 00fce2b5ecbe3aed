/** What Calendar V1 says at the end of its sign-in (recall-api.md 2.6, last rows; 5.5, 7.3). */
import type { Cause } from '../types.ts';
import { ACT, entry, phrases } from './entry.ts';

const V1_GUIDE = { kind: 'recall', text: 'Recall’s Calendar V1 guide: errors of the connection.' } as const;

export const V1: readonly Cause[] = [
  entry({
    code: 'v1_refresh_token_missing',
    platform: null,
    signals: phrases('refresh_token missing from oAuth response'),
    rank: 3,
    title: 'No refresh token came back (V1)',
    meaning:
      'The provider answered the sign-in without a refresh token. The client id or secret in Recall’s dashboard is wrong, or the Microsoft registration is not multi-tenant.',
    party: 'us',
    scope: 'client',
    remedy: [
      'Compare client id and secret in Recall’s dashboard with the provider.',
      'For Microsoft: make a new registration for any organisation and personal accounts.',
      'The person connects the calendar again.',
    ],
    action: ACT.register(
      'Check the registration',
      'Until client and registration are right, every sign-in ends the same way.',
    ),
    source: V1_GUIDE,
  }),
  entry({
    code: 'v1_auth_token_invalid',
    platform: null,
    signals: phrases("Invalid 'recall_calendar_auth_token' supplied"),
    rank: 3,
    title: 'Calendar auth token invalid (V1)',
    meaning: 'The calendar auth token in the state of the sign-in could not be read, or it was older than 24 hours.',
    party: 'us',
    scope: 'mailbox',
    remedy: [
      'Mint a new calendar auth token on your server right before the sign-in begins.',
      'Put it into the state unchanged and start the sign-in again.',
    ],
    action: ACT.register('Check the sign-in', 'The token is made by your own server; nothing at Recall can mend it.'),
    source: V1_GUIDE,
  }),
];
