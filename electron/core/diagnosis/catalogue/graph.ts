/** What Microsoft Graph says about a mailbox (recall-api.md 2.6; strings seen in production by other calendar syncs). */
import type { Cause } from '../types.ts';
import { ACT, AGAIN_AT_MICROSOFT, entry, GRAPH_ERRORS, phrases, words } from './entry.ts';

export const GRAPH: readonly Cause[] = [
  entry({
    code: 'graph_mailbox_unavailable',
    platform: 'microsoft_outlook',
    signals: [
      ...words('MailboxNotEnabledForRESTAPI', 'MailboxNotSupportedForRESTAPI'),
      ...phrases('The mailbox is either inactive, soft-deleted, or is hosted on-premise'),
    ],
    rank: 3,
    title: 'Mailbox cannot be reached in the cloud',
    meaning:
      'Microsoft has no cloud mailbox to open: it is inactive, deleted, without a licence, or on a server of the organisation. Recall does not support Exchange on premises.',
    party: 'it_admin',
    scope: 'mailbox',
    remedy: [
      'Their IT checks the licence and the state of the mailbox, or moves it to Exchange Online.',
      'Then reconnect.',
      'If the mailbox is gone for good, delete the calendar from Recall.',
    ],
    action: ACT.askIt('Only who runs the mailbox can make it reachable.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft 365 answers that the mailbox is inactive, deleted, without an Exchange Online licence, or hosted on your own Exchange server.\n\nPlease check in the Microsoft 365 admin center that the account has an active Exchange Online mailbox with a licence. Mailboxes on your own Exchange server cannot be connected. Tell us when it is done, and we connect again; the person does not have to do anything.',
    },
    source: GRAPH_ERRORS,
  }),
  entry({
    code: 'graph_access_denied',
    platform: 'microsoft_outlook',
    signals: words('ErrorAccessDenied'),
    rank: 3,
    title: 'Microsoft denies access to the mailbox',
    meaning:
      'The app signed in but may not read the calendar: the permission Calendars.Read is missing, or a policy of the organisation blocks it.',
    party: 'it_admin',
    alsoParties: ['end_user'],
    scope: 'domain',
    remedy: [
      'Their IT checks that no policy keeps the app from the mailbox and that Calendars.Read is allowed.',
      'If the permission is missing, the person connects again and grants it.',
      'Then reconnect.',
    ],
    action: ACT.askIt('A policy can only be changed by who made it; ask there first.'),
    messages: {
      it_admin:
        '{client} can no longer read the calendar data of {mailbox}: Microsoft 365 denies access to the mailbox.\n\nPlease check two things: that the app has the delegated permission Calendars.Read in your tenant (Microsoft Entra admin center, Enterprise applications, Permissions), and that no application access policy in Exchange Online excludes it. Tell us when it is done, and we connect again.',
      end_user: `{client} can no longer read your calendar: Microsoft denies it the access. Your IT may have to allow it first.\n\n${AGAIN_AT_MICROSOFT} If that is refused, please forward this message to your IT.`,
    },
    source: GRAPH_ERRORS,
  }),
];
