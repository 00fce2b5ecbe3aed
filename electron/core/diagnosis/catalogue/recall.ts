/** What Recall itself says: scopes that are missing, and the refusals of the access-token endpoint (recall-api.md 2.5, 2.6). */
import type { Cause } from '../types.ts';
import {
  ACT,
  AGAIN,
  AGAIN_AT_GOOGLE,
  AGAIN_AT_MICROSOFT,
  entry,
  NEW_SIGN_IN,
  phrases,
  probes,
  words,
} from './entry.ts';

const FAQ = { kind: 'recall', text: 'Recall’s calendar integration FAQ.' } as const;
const TOKEN_ENDPOINT = {
  kind: 'recall',
  text: 'Recall’s API reference: errors of the access-token endpoint.',
} as const;

export const RECALL: readonly Cause[] = [
  entry({
    code: 'invalid_scope',
    platform: null,
    signals: words('invalid_scope'),
    rank: 1,
    title: 'Calendar permission missing',
    meaning:
      'The permission that was given does not include the calendar. Either the person left the calendar box unticked, or the OAuth client does not ask for it.',
    party: 'end_user',
    alsoParties: ['us'],
    scope: 'mailbox',
    remedy: [
      'Check that your authorisation URL asks for a calendar scope and that the OAuth client has it.',
      'The person connects the calendar again with the calendar box ticked.',
    ],
    action: ACT.askUser('Recall cannot read a calendar that was not opened to it; only a new sign-in can do that.'),
    possibilities: [
      {
        code: 'calendar_scope_missing',
        tell: 'Other people connect through the same OAuth client without trouble.',
      },
      {
        code: 'client_scopes_missing',
        tell: 'Nobody who connected through this OAuth client lately succeeded.',
      },
    ],
    messages: {
      end_user: `{client} was connected, but without the permission to read your calendar: most likely the box for it was left unticked.\n\n${AGAIN} When you are asked what to allow, please tick the box for your calendar.`,
    },
    source: FAQ,
  }),
  entry({
    code: 'calendar_scope_missing',
    platform: null,
    signals: [...phrases('None of the supported calendar scopes'), ...words('ACCESS_TOKEN_SCOPE_INSUFFICIENT')],
    rank: 3,
    title: 'Calendar access was not granted',
    meaning:
      'What was granted does not include any calendar permission that Recall accepts. Most often the calendar box was left unticked when the person connected.',
    party: 'end_user',
    alsoParties: ['us'],
    scope: 'mailbox',
    remedy: [
      'The person connects the calendar again and ticks the calendar box.',
      'If it happens to everybody, check the scopes of your authorisation URL and of the OAuth client.',
    ],
    action: ACT.askUser('Recall cannot read a calendar that was not opened to it; only a new sign-in can do that.'),
    messages: {
      end_user: `{client} was connected, but without the permission to read your calendar: most likely the box for it was left unticked.\n\n${AGAIN} When you are asked what to allow, please tick the box for your calendar.`,
    },
    source: FAQ,
  }),
  entry({
    code: 'client_scopes_missing',
    platform: null,
    signals: [],
    rank: 0,
    title: 'OAuth client without calendar scopes',
    meaning: 'The OAuth client, or the authorisation URL made with it, does not ask for any calendar permission.',
    party: 'us',
    scope: 'client',
    remedy: [
      'Add the calendar scope to the OAuth client at the provider.',
      'Add it to the authorisation URL; the OAuth doctor shows what is missing.',
      'Everybody who connected without it connects again.',
    ],
    action: ACT.register(
      'Check the authorisation URL',
      'Until it asks for the calendar, every new sign-in fails alike.',
    ),
    source: FAQ,
  }),
  entry({
    code: 'no_oauth_credentials',
    platform: null,
    signals: [...probes('no_oauth_credentials'), ...words('no_oauth_credentials')],
    rank: 0,
    title: 'No credentials stored at Recall',
    meaning: 'Recall has nothing to refresh an access token with: the calendar holds no refresh token or no client.',
    party: 'us',
    scope: 'mailbox',
    remedy: ['Update the calendar’s credentials: client id, client secret and refresh token.'],
    action: ACT.update('Neither a new attempt nor time can help while nothing is stored.'),
    source: TOKEN_ENDPOINT,
  }),
  entry({
    code: 'google_bad_refresh_token',
    platform: 'google_calendar',
    signals: [...probes('bad_refresh_token'), ...words('bad_refresh_token')],
    rank: 0,
    title: 'Google refuses the refresh token',
    meaning:
      'Google refused the refresh token when Recall tried it. Recall does not say which of several reasons it was.',
    party: 'end_user',
    alsoParties: ['us', 'it_admin'],
    scope: 'mailbox',
    remedy: [
      'Look whether others of the same OAuth client died seven days after they connected: then publish the client first.',
      'The person connects the calendar again.',
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
      { code: 'google_session_control', tell: 'Several of the same organisation broke at the same time.' },
    ],
    messages: {
      end_user: `{client} can no longer read your calendar: Google no longer accepts the permission that you gave. Google does not say why; most likely it was removed in your Google account, or your password changed.\n\n${AGAIN_AT_GOOGLE}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Google refuses the permission that was given. One possible reason is a session length or app access policy in your Google Workspace.\n\nPlease check in the Admin console, under Security, whether such a policy applies to this app, and allow the app if you agree. If no policy applies, the person only has to connect the calendar again in our app.',
    },
    source: TOKEN_ENDPOINT,
  }),
  entry({
    code: 'outlook_bad_refresh_token',
    platform: 'microsoft_outlook',
    signals: [...probes('bad_refresh_token'), ...words('bad_refresh_token')],
    rank: 0,
    title: 'Microsoft refuses the refresh token',
    meaning:
      'Microsoft refused the refresh token when Recall tried it. Recall does not say which of several reasons it was.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: [
      'The person connects the calendar again.',
      'If that is refused too, their IT looks at the sign-in log of the tenant.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    possibilities: [
      { code: 'revoked_by_user', tell: 'The app is missing among the apps of the person’s Microsoft account.' },
      { code: 'credential_invalidated', tell: 'The person changed the password shortly before.' },
      { code: 'microsoft_token_inactive', tell: 'The calendar had not been synced for months.' },
      { code: 'microsoft_mfa_required', tell: 'Several of the same organisation broke at the same time.' },
    ],
    messages: {
      end_user: `{client} can no longer read your calendar: Microsoft no longer accepts the permission that you gave. Microsoft does not say why; most likely it was removed in your account, or your password changed.\n\n${AGAIN_AT_MICROSOFT}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft refuses the permission that was given. Possible reasons are a password reset, a session that was ended, or a conditional access policy.\n\nPlease look in the Microsoft Entra sign-in log for failed sign-ins to this app and allow the app if a policy stopped it. If none did, the person only has to connect the calendar again in our app.',
    },
    source: TOKEN_ENDPOINT,
  }),
  entry({
    code: 'probe_error',
    platform: null,
    signals: probes('error'),
    rank: 0,
    title: 'Test failed without a known reason',
    meaning: 'The test of the credential failed, and neither its code nor its message tells why.',
    party: 'unknown',
    scope: 'mailbox',
    remedy: [
      'Reconnect: Recall tries again with what it has.',
      'If it fails again, give the evidence to Recall’s support.',
    ],
    action: ACT.reconnect('It changes nothing but makes Recall try again, and the answer may tell more.'),
    source: TOKEN_ENDPOINT,
  }),
];
