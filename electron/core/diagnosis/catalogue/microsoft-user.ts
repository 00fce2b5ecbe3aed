/** What Microsoft says about a person's own permission, account and sign-in (recall-api.md 2.6). */
import type { Cause } from '../types.ts';
import { aadsts, ACT, AGAIN_AT_MICROSOFT, entry, MICROSOFT_CODES, NEW_SIGN_IN, words } from './entry.ts';

export const MICROSOFT_USER: readonly Cause[] = [
  entry({
    code: 'outlook_invalid_grant',
    platform: 'microsoft_outlook',
    signals: words('invalid_grant'),
    rank: 1,
    title: 'Microsoft ended the permission',
    meaning: 'Microsoft refuses the refresh token. Without one of its numbers nobody can say for which reason.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: [
      'The person connects the calendar again.',
      'If that is refused too, their IT looks at the sign-in log of the tenant.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    possibilities: [
      { code: 'revoked_by_user', tell: 'The app is missing among the apps of the person’s Microsoft account.' },
      { code: 'credential_invalidated', tell: 'The person changed the password shortly before.' },
      { code: 'microsoft_token_inactive', tell: 'The calendar had not been synced for months.' },
      { code: 'microsoft_sign_in_frequency', tell: 'It comes back in the same rhythm.' },
      { code: 'microsoft_mfa_required', tell: 'Several of the same organisation broke at the same time.' },
    ],
    messages: {
      end_user: `{client} can no longer read your calendar: Microsoft no longer accepts the permission that you gave. Microsoft does not say why; most likely it was removed in your account, your password changed, or your organisation asks for a new sign-in.\n\n${AGAIN_AT_MICROSOFT}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft ended the permission that was given. Possible reasons are a password reset, a session that was ended, or a conditional access policy.\n\nPlease look in the Microsoft Entra sign-in log for failed sign-ins to this app and allow the app if a policy stopped it. If none did, the person only has to connect the calendar again in our app.',
    },
    source: { kind: 'provider', text: 'Microsoft’s OAuth documentation.' },
  }),
  entry({
    code: 'microsoft_grant_revoked',
    platform: 'microsoft_outlook',
    signals: aadsts(50173),
    rank: 3,
    title: 'Permission revoked at Microsoft',
    meaning: 'The permission was ended by the person or by an administrator, most often with a password reset.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: [
      'The person connects the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar. Microsoft ended the permission that you gave; this usually happens when a password is changed or reset.\n\n${AGAIN_AT_MICROSOFT}`,
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_grant_invalid',
    platform: 'microsoft_outlook',
    signals: aadsts(70000),
    rank: 3,
    title: 'Microsoft does not accept the token',
    meaning:
      'Microsoft finds the grant invalid. For a calendar that had been connected that is its refresh token; during a sign-in it is the code.',
    party: 'end_user',
    alsoParties: ['us'],
    scope: 'mailbox',
    remedy: [
      'For a calendar that had been connected: the person connects it again.',
      'During a sign-in: exchange the code once and at once, and start the sign-in again.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    possibilities: [
      { code: 'credential_invalidated', tell: 'The calendar had been connected before.' },
      { code: 'microsoft_code_used', tell: 'The answer came to your own server when it exchanged a code.' },
    ],
    messages: {
      end_user: `{client} can no longer read your calendar: Microsoft no longer accepts the permission that you gave. Microsoft does not say why; most likely your password or the security settings of your account changed.\n\n${AGAIN_AT_MICROSOFT}`,
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_token_inactive',
    platform: 'microsoft_outlook',
    signals: aadsts(70008, 700082),
    rank: 3,
    title: 'Refresh token expired unused',
    meaning: 'Microsoft ended the refresh token because it had not been used for too long.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: [
      'The person connects the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar, because the permission had not been used for a long time and Microsoft ended it.\n\n${AGAIN_AT_MICROSOFT}`,
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_password_changed',
    platform: 'microsoft_outlook',
    signals: aadsts(50055, 50132, 50133),
    rank: 3,
    title: 'Password expired or changed',
    meaning:
      'The person’s password expired or was changed, and Microsoft ended the session that came with the old one.',
    party: 'end_user',
    scope: 'mailbox',
    remedy: [
      'The person sets a new password, if that is due, and connects the calendar again.',
      'The new refresh token goes to Recall, to this calendar and not to a new one.',
    ],
    action: ACT.askUser(NEW_SIGN_IN),
    messages: {
      end_user: `{client} can no longer read your calendar, because your Microsoft password expired or was changed.\n\nIf Microsoft asks for a new password, please set it first. ${AGAIN_AT_MICROSOFT}`,
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'outlook_interaction_required',
    platform: 'microsoft_outlook',
    signals: words('interaction_required', 'login_required'),
    rank: 2,
    title: 'Microsoft wants the user to sign in',
    meaning: 'Microsoft demands that the person takes part: signs in, confirms it is them, or accepts terms.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: ['The person connects the calendar again and answers what Microsoft asks.'],
    action: ACT.askUser('Nobody can answer Microsoft’s questions in the person’s place.'),
    messages: {
      end_user: `{client} can no longer read your calendar: Microsoft wants you to sign in again.\n\n${AGAIN_AT_MICROSOFT}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft demands a new sign-in by the person.\n\nIf many of your people are affected, please look in the Microsoft Entra sign-in log which policy asks for it. Otherwise the person only has to connect the calendar again in our app.',
    },
    source: { kind: 'provider', text: 'Microsoft’s OAuth documentation.' },
  }),
  entry({
    code: 'microsoft_account_missing',
    platform: 'microsoft_outlook',
    signals: aadsts(50034, 50020),
    rank: 3,
    title: 'Account is not in the tenant',
    meaning:
      'Microsoft does not know this account where the sign-in looks for it: another account was used, or it is gone.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: [
      'The person connects again with the account that owns the mailbox.',
      'If the account was removed, delete the calendar from Recall.',
    ],
    action: ACT.askUser('The person knows which account the mailbox belongs to.'),
    messages: {
      end_user: `{client} can no longer read your calendar: Microsoft does not find the account that was used to connect.\n\n${AGAIN_AT_MICROSOFT} Please choose the work or school account that your calendar belongs to.`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft does not find this account in your tenant.\n\nPlease check in the Microsoft Entra admin center whether the account was deleted, renamed or moved. If it has a new name, the person connects the calendar again with it in our app. If it is gone, please tell us, and we remove the connection.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_account_disabled',
    platform: 'microsoft_outlook',
    signals: aadsts(50057),
    rank: 3,
    title: 'Account disabled',
    meaning: 'The person’s account was switched off by an administrator, most often because they left.',
    party: 'it_admin',
    scope: 'mailbox',
    remedy: [
      'Their IT says whether the account will be enabled again.',
      'If so: reconnect afterwards. If not: delete the calendar from Recall.',
    ],
    action: ACT.askIt('Only an administrator can enable the account.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft answers that the account is disabled.\n\nPlease tell us whether that is meant to stay. If the person left, we remove the connection. If not, please enable the account in the Microsoft Entra admin center, Users; we then connect again.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_account_locked',
    platform: 'microsoft_outlook',
    signals: aadsts(50053),
    rank: 3,
    title: 'Account locked',
    meaning: 'Microsoft locked the account for a while: too many failed sign-ins, or sign-ins from a bad address.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: [
      'Wait until the lock ends, or their IT unlocks the account.',
      'Then reconnect; if that fails, the person connects the calendar again.',
    ],
    action: ACT.askUser('The person learns of the lock first and can end it.'),
    messages: {
      end_user: `{client} can no longer read your calendar, because Microsoft locked your account for a while. Please check that you can sign in to your mailbox; if not, your IT can unlock it.\n\nThen: ${AGAIN_AT_MICROSOFT}`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft locked the account after failed sign-ins.\n\nPlease look in the Microsoft Entra sign-in log where they come from, and unlock the account if you agree. Afterwards the person connects the calendar again in our app.',
    },
    source: MICROSOFT_CODES,
  }),
];
