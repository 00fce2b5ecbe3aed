/**
 * What Google says about a person's or an organisation's permission (recall-api.md 2.6, 7.1). Google tells little: `invalid_grant`
 * alone has half a dozen meanings.
 */
import type { Cause } from '../types.ts';
import { ACT, AGAIN_AT_GOOGLE, entry, GOOGLE_OAUTH, NEW_SIGN_IN, words } from './entry.ts';

const GOOGLE_TOKENS = {
  kind: 'provider',
  text: 'Google’s OAuth documentation: when refresh tokens expire.',
} as const;

export const GOOGLE_USER: readonly Cause[] = [
  entry({
    code: 'google_invalid_grant',
    platform: 'google_calendar',
    signals: words('invalid_grant'),
    rank: 1,
    title: 'Google ended the permission',
    meaning: 'Google refuses the refresh token as expired or revoked. It gives the same words for several reasons.',
    party: 'end_user',
    alsoParties: ['us', 'it_admin'],
    scope: 'mailbox',
    remedy: [
      'Look whether others of the same OAuth client died seven days after they connected: then publish the client first.',
      'The person connects the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    possibilities: [
      { code: 'revoked_by_user', tell: 'The app is missing among the connected apps of the person’s Google account.' },
      {
        code: 'google_testing_client',
        tell: 'Several calendars of this OAuth client died about seven days after connecting.',
      },
      { code: 'credential_invalidated', tell: 'The person changed the password shortly before.' },
      { code: 'google_token_unused', tell: 'The calendar had not been synced for six months.' },
      { code: 'google_too_many_tokens', tell: 'The person connected many times through the same OAuth client.' },
      { code: 'google_session_control', tell: 'Several of the same organisation broke at the same time.' },
    ],
    messages: {
      end_user: `{client} can no longer read your calendar: Google no longer accepts the permission that you gave. Google does not say why; most likely it was removed in your Google account, your password changed, or it had not been used for a long time.\n\n${AGAIN_AT_GOOGLE}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Google ended the permission that was given. One possible reason is a session length or app access policy in your Google Workspace.\n\nPlease check in the Admin console, under Security, whether such a policy applies to this app, and allow the app if you agree. If no policy applies, the person only has to connect the calendar again in our app.',
    },
    source: {
      kind: 'recall',
      text: 'Recall’s calendar FAQ for clients in Testing; Google’s OAuth documentation for the other meanings.',
    },
  }),
  entry({
    code: 'google_token_unused',
    platform: 'google_calendar',
    signals: [],
    rank: 1,
    title: 'Refresh token unused for six months',
    meaning: 'Google ends refresh tokens that were not used for six months.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: ['The person connects the calendar again.'],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar, because the permission had not been used for a long time.\n\n${AGAIN_AT_GOOGLE}`,
    },
    source: GOOGLE_TOKENS,
  }),
  entry({
    code: 'google_too_many_tokens',
    platform: 'google_calendar',
    signals: [],
    rank: 1,
    title: 'Too many tokens for one account',
    meaning:
      'An account holds a limited number of refresh tokens per OAuth client; each further sign-in ends the oldest one without a word.',
    party: 'end_user',
    alsoParties: ['us'],
    scope: 'mailbox',
    remedy: [
      'Look for other calendars of the same mailbox and delete those that nobody needs.',
      'The person connects the calendar again, once.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar, because it was connected many times and Google ended the oldest permission.\n\n${AGAIN_AT_GOOGLE} Once is enough.`,
    },
    source: GOOGLE_TOKENS,
  }),
  entry({
    code: 'google_session_control',
    platform: 'google_calendar',
    signals: words('invalid_rapt'),
    rank: 3,
    title: 'Session ended by the organisation',
    meaning:
      'A session policy of the Google Workspace ended the permission: it demands a fresh sign-in after a set time.',
    party: 'it_admin',
    alsoParties: ['end_user'],
    scope: 'domain',
    remedy: [
      'Their IT exempts the app from the session length, or it comes back every time the session ends.',
      'The person connects the calendar again.',
    ],
    action: ACT.askIt('A new sign-in lasts only until the policy ends it again.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: a session policy of your Google Workspace ended the permission and demands a new sign-in.\n\nPlease open the Admin console, Security, Google Cloud session control, and exempt this app as a trusted app. Without that the connection ends again each time the session does. Afterwards the person connects the calendar again in our app.',
      end_user: `{client} can no longer read your calendar: your organisation asks for a new sign-in from time to time.\n\n${AGAIN_AT_GOOGLE} If this comes back, please forward this message to your IT.`,
    },
    source: GOOGLE_TOKENS,
  }),
  entry({
    code: 'google_admin_policy',
    platform: 'google_calendar',
    signals: words('admin_policy_enforced'),
    rank: 2,
    title: 'App blocked by Google Workspace policy',
    meaning: 'A policy of the organisation’s Google Workspace does not let this app have the calendar.',
    party: 'it_admin',
    scope: 'domain',
    remedy: [
      'Their IT allows the app for calendar access in the Admin console.',
      'Then the person connects the calendar again.',
    ],
    action: ACT.askIt('Until the policy allows the app, every new sign-in is refused.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: an app access policy of your Google Workspace blocks it.\n\nPlease open the Admin console, Security, Access and data control, API controls, and allow this app (as trusted, or for calendar read access). Afterwards the person connects the calendar again in our app.',
    },
    source: GOOGLE_OAUTH,
  }),
  entry({
    code: 'google_access_denied',
    platform: 'google_calendar',
    signals: words('access_denied'),
    rank: 1,
    title: 'Access refused at the sign-in',
    meaning: 'The sign-in at Google ended with a refusal. Google does not say whose.',
    party: 'end_user',
    alsoParties: ['us', 'it_admin'],
    scope: 'mailbox',
    remedy: [
      'Ask the person whether they declined, and what Google’s page said.',
      'If the client is in Testing, add the person as a test user or publish the client.',
      'The person connects the calendar again.',
    ],
    action: ACT.askUser('What Google’s page said is seen by the person alone.'),
    possibilities: [
      { code: 'user_declined', tell: 'The person remembers to have cancelled or declined.' },
      { code: 'google_admin_policy', tell: 'Google’s page spoke of the organisation or its administrator.' },
      {
        code: 'google_not_a_test_user',
        tell: 'Google’s page said that the app is being tested or has not been verified.',
      },
    ],
    messages: {
      end_user: `{client} was not connected to your calendar: the sign-in at Google ended with a refusal.\n\n${AGAIN_AT_GOOGLE} If Google shows an error, please send us a picture of it.`,
      it_admin:
        '{client} could not be connected to the calendar data of {mailbox}: the sign-in at Google was refused.\n\nIf your Google Workspace restricts apps: please open the Admin console, Security, Access and data control, API controls, and allow this app. If it does not, the person may simply try again.',
    },
    source: GOOGLE_OAUTH,
  }),
  entry({
    code: 'google_permission_denied',
    platform: 'google_calendar',
    signals: words('PERMISSION_DENIED'),
    rank: 1,
    title: 'Google denies access to the calendar',
    meaning: 'The sign-in is good, but Google does not let it read the calendar.',
    party: 'end_user',
    alsoParties: ['us', 'it_admin'],
    scope: 'mailbox',
    remedy: [
      'Check that the Google Calendar API is enabled in the project of the OAuth client.',
      'The person connects the calendar again with the calendar box ticked.',
      'If that is refused, their IT checks that Google Calendar is on for the account.',
    ],
    action: ACT.test('Its answer often names the reason, and it changes nothing.'),
    possibilities: [
      { code: 'calendar_scope_missing', tell: 'Other calendars of the same OAuth client work.' },
      { code: 'google_api_disabled', tell: 'All calendars of the OAuth client broke at the same time.' },
      { code: 'google_admin_policy', tell: 'Several of the same organisation broke at the same time.' },
    ],
    messages: {
      end_user: `{client} may not read your calendar: Google denies it the access.\n\n${AGAIN_AT_GOOGLE} If that is refused, please forward this message to your IT.`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Google denies the access.\n\nPlease check in the Admin console that Google Calendar is switched on for the account, and that API controls (Security, Access and data control) allow this app. Tell us when it is done, and we connect again.',
    },
    source: {
      kind: 'seen',
      text: 'Seen in production by another calendar sync; neither Recall nor Google says what led to it.',
    },
  }),
  entry({
    code: 'user_declined',
    platform: null,
    signals: [{ kind: 'aadsts', number: 65004 }],
    rank: 3,
    title: 'The user declined',
    meaning: 'The person did not allow the app to read the calendar.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: ['Ask the person; if it was not meant, they connect the calendar again and accept.'],
    action: ACT.askUser('Nobody can accept in the person’s place.'),
    messages: {
      end_user:
        '{client} was not connected to your calendar, because the permission was declined. If that was on purpose, you need to do nothing.\n\nIf not: please open the calendar settings in our app, connect your calendar again, sign in with {account} and accept. It takes about a minute.',
    },
    source: { kind: 'provider', text: 'Google’s and Microsoft’s OAuth documentation.' },
  }),
];
