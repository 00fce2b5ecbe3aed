/** What Microsoft says about decisions of an organisation's administrators, and about itself (recall-api.md 2.6). */
import type { Cause } from '../types.ts';
import { aadsts, ACT, AGAIN_AT_MICROSOFT, entry, MICROSOFT_CODES, phrases, words } from './entry.ts';

export const MICROSOFT_TENANT: readonly Cause[] = [
  entry({
    code: 'microsoft_mfa_required',
    platform: 'microsoft_outlook',
    signals: aadsts(50072, 50074, 50076, 50078, 50079),
    rank: 3,
    title: 'Multi-factor sign-in demanded',
    meaning:
      'The organisation demands a second factor that the sign-in behind this calendar does not have, has no longer, or never had.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'domain',
    remedy: [
      'The person connects the calendar again and confirms with the second factor.',
      'If it comes back, their IT exempts the app or lengthens the period.',
    ],
    action: ACT.askUser('Only the person holds the second factor.'),
    messages: {
      end_user: `{client} can no longer read your calendar: your organisation now asks you to confirm your sign-in, for example with a code on your phone.\n\n${AGAIN_AT_MICROSOFT} Please confirm the sign-in when Microsoft asks for it.`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: a policy of your tenant demands multi-factor authentication, which a background connection cannot answer.\n\nThe person can connect again in our app with the second factor. If you want to spare your people from doing so repeatedly, please review the conditional access policies that apply to this app in the Microsoft Entra admin center, Protection, Conditional Access.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_sign_in_frequency',
    platform: 'microsoft_outlook',
    signals: aadsts(70043),
    rank: 3,
    title: 'Sign-in frequency policy',
    meaning: 'A conditional access policy ends sign-ins after a set time. It comes back until the policy changes.',
    party: 'it_admin',
    alsoParties: ['end_user'],
    scope: 'domain',
    remedy: [
      'Their IT exempts the app from the sign-in frequency.',
      'The person connects the calendar again; before the exemption that lasts only for the set time.',
    ],
    action: ACT.askIt('A new sign-in lasts only until the policy ends it again.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: a sign-in frequency policy of your tenant ended the session.\n\nPlease open the Microsoft Entra admin center, Protection, Conditional Access, and exclude this app from the policy that sets the sign-in frequency. Without that the connection ends again after the same time. Afterwards the person connects the calendar again in our app.',
      end_user: `{client} can no longer read your calendar: your organisation asks for a new sign-in after a set time.\n\n${AGAIN_AT_MICROSOFT} This comes back until your IT changes the rule; please forward this message to them.`,
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_blocked_by_policy',
    platform: 'microsoft_outlook',
    signals: aadsts(53000, 53001, 53002, 53003, 530032, 50131),
    rank: 3,
    title: 'Blocked by a tenant policy',
    meaning: 'A conditional access or security policy of the organisation does not let this app in.',
    party: 'it_admin',
    scope: 'domain',
    remedy: [
      'Their IT finds the policy in the sign-in log and allows the app.',
      'Then reconnect; if that fails, the person connects the calendar again.',
    ],
    action: ACT.askIt('Until the policy allows the app, every attempt is refused.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: a conditional access or security policy of your tenant blocks it.\n\nPlease open the Microsoft Entra admin center, Monitoring, Sign-in logs, find the failed sign-in of this app and look at its tab Conditional Access: it names the policy. Please exclude this app from that policy if you agree. Tell us when it is done, and we connect again.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'outlook_access_denied',
    platform: 'microsoft_outlook',
    signals: words('access_denied'),
    rank: 1,
    title: 'Access refused at Microsoft',
    meaning: 'Microsoft refused the access. Without one of its numbers nobody can say who decided so.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'mailbox',
    remedy: [
      'Ask the person whether they declined, and what Microsoft’s page said.',
      'If it spoke of an administrator, their IT allows the app.',
      'The person connects the calendar again.',
    ],
    action: ACT.askUser('What Microsoft’s page said is seen by the person alone.'),
    possibilities: [
      { code: 'user_declined', tell: 'The person remembers to have cancelled or declined.' },
      { code: 'microsoft_blocked_by_policy', tell: 'The calendar had been connected before.' },
      { code: 'microsoft_admin_consent', tell: 'Microsoft’s page asked for an administrator’s approval.' },
    ],
    messages: {
      end_user: `{client} is not connected to your calendar: Microsoft refused the access.\n\n${AGAIN_AT_MICROSOFT} If Microsoft shows an error or asks for an administrator, please forward this message to your IT.`,
      it_admin:
        '{client} may not read the calendar data of {mailbox}: Microsoft refused the access. Possible reasons are an approval that is missing, or a conditional access policy.\n\nPlease look in the Microsoft Entra sign-in log for failed sign-ins to this app, and allow the app if you agree. Tell us when it is done.',
    },
    source: { kind: 'provider', text: 'Microsoft’s OAuth documentation.' },
  }),
  entry({
    code: 'microsoft_consent_missing',
    platform: 'microsoft_outlook',
    signals: aadsts(65001),
    rank: 3,
    title: 'Consent missing',
    meaning: 'Neither the person nor an administrator has allowed the app what it asks for, or no longer does.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'domain',
    remedy: [
      'The person connects the calendar again and accepts.',
      'If that asks for an administrator, their IT grants consent for the organisation.',
    ],
    action: ACT.askUser('The person sees at once whether they may accept by themselves.'),
    messages: {
      end_user: `{client} can no longer read your calendar, because the permission is missing.\n\n${AGAIN_AT_MICROSOFT} Please accept what Microsoft shows. If it asks for an administrator, please forward this message to your IT.`,
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: the permission for the app is missing in your tenant.\n\nPlease open the Microsoft Entra admin center, Enterprise applications, choose this app, then Permissions, and grant admin consent if you agree. Afterwards the person connects the calendar again in our app.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'outlook_consent_required',
    platform: 'microsoft_outlook',
    signals: words('consent_required'),
    rank: 2,
    title: 'Microsoft asks for consent',
    meaning: 'Microsoft wants the person, or an administrator, to allow the app.',
    party: 'end_user',
    alsoParties: ['it_admin'],
    scope: 'domain',
    remedy: [
      'The person connects the calendar again and accepts.',
      'If that asks for an administrator, their IT grants consent for the organisation.',
    ],
    action: ACT.askUser('The person sees at once whether they may accept by themselves.'),
    messages: {
      end_user: `{client} may not read your calendar until the permission is given.\n\n${AGAIN_AT_MICROSOFT} Please accept what Microsoft shows. If it asks for an administrator, please forward this message to your IT.`,
      it_admin:
        '{client} may not read the calendar data of {mailbox} until the permission is given.\n\nPlease open the Microsoft Entra admin center, Enterprise applications, choose this app, then Permissions, and grant admin consent if you agree. Afterwards the person connects the calendar again in our app.',
    },
    source: { kind: 'provider', text: 'Microsoft’s OAuth documentation.' },
  }),
  entry({
    code: 'microsoft_admin_consent',
    platform: 'microsoft_outlook',
    signals: aadsts(90094, 90095),
    rank: 3,
    title: 'Administrator has to approve the app',
    meaning: 'In this organisation only an administrator may allow apps. The approval is missing, or was asked for.',
    party: 'it_admin',
    scope: 'domain',
    remedy: [
      'Their IT grants admin consent for the app.',
      'Then the person connects the calendar again.',
      'If the question comes back after that, leave prompt=consent out of the authorisation URL.',
    ],
    action: ACT.askIt('Nobody else in the organisation may approve it.'),
    messages: {
      it_admin:
        '{client} may not read the calendar data of {mailbox}, because in your tenant an administrator has to approve apps.\n\nPlease open the Microsoft Entra admin center, Enterprise applications, and grant admin consent for this app (or answer the request under Admin consent requests). The app only reads calendars. Afterwards the person connects the calendar again in our app.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_user_not_assigned',
    platform: 'microsoft_outlook',
    signals: aadsts(50105),
    rank: 3,
    title: 'User not assigned to the app',
    meaning: 'The organisation lets only assigned people use the app, and this person is not one of them.',
    party: 'it_admin',
    scope: 'domain',
    remedy: ['Their IT assigns the person, or a group, to the app.', 'Then reconnect.'],
    action: ACT.askIt('Only an administrator can assign people to the app.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}, because only assigned people may use the app in your tenant.\n\nPlease open the Microsoft Entra admin center, Enterprise applications, choose this app, then Users and groups, and add the person or a group. Tell us when it is done, and we connect again.',
    },
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_service_principal_disabled',
    platform: 'microsoft_outlook',
    signals: [
      ...aadsts(500014),
      ...phrases(
        'a subscription within the tenant has lapsed',
        'administrator for this tenant has disabled the application',
      ),
    ],
    rank: 3,
    title: 'Service disabled in the tenant',
    meaning:
      'In this organisation the application or the service that it reads is off: by an administrator, or because a subscription ended.',
    party: 'it_admin',
    scope: 'domain',
    remedy: ['Their IT enables the application or renews the subscription.', 'Then reconnect.'],
    action: ACT.askIt('No attempt succeeds while it is off in their tenant.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft answers that the application or service is disabled in your tenant, or that a subscription has ended.\n\nPlease check in the Microsoft 365 admin center that the subscription with Exchange Online is active, and in the Microsoft Entra admin center, Enterprise applications, that this app is enabled for users to sign in. Tell us when it is done, and we connect again; nobody has to sign in.',
    },
    source: {
      kind: 'seen',
      text: 'Seen in production by another calendar sync; Microsoft’s list of sign-in error codes. The number explains only.',
    },
  }),
  entry({
    code: 'microsoft_transient',
    platform: 'microsoft_outlook',
    signals: aadsts(90033, 90006, 50033, 90024, 90012),
    rank: 3,
    title: 'Passing fault at Microsoft',
    meaning: 'Microsoft could not answer at that moment. It says nothing about the credential.',
    party: 'nobody',
    scope: 'provider',
    remedy: ['Reconnect once Microsoft answers again.', 'If many break at once, look at Microsoft’s service health.'],
    action: ACT.reconnect('Nothing is wrong with the credential; a new attempt is all it takes.'),
    source: MICROSOFT_CODES,
  }),
  entry({
    code: 'microsoft_unknown_code',
    platform: 'microsoft_outlook',
    // Every number without an entry of its own (match.ts).
    signals: [],
    rank: 2,
    title: 'Microsoft code without a rule',
    meaning: 'Microsoft gives a number that Callboard has no rule for. What it said stands here word for word.',
    party: 'unknown',
    scope: 'mailbox',
    remedy: [
      'Look the number up: https://login.microsoftonline.com/error?code= with the number at the end.',
      'Reconnect: Recall tries again with what it has.',
    ],
    action: ACT.reconnect('It changes nothing but makes Recall try again, and the answer may tell more.'),
    source: { kind: 'own', text: 'Callboard: the number is not in the catalogue.' },
  }),
];
