/** Why a bot failed wherever the meeting is, and on Webex (recall-api.md 4.9). */
import { failed, short } from './types.ts';
import type { SubCode } from './types.ts';

const LINK = 'Compare the bot’s link with the one in the invitation, and schedule the bot again with the right one.';
const OPEN = 'Ask the host to let guests join without it, or to admit the notetaker.';

export const FATAL: readonly SubCode[] = [
  failed(
    ['bot_errored', 'The bot broke off', 'Something went wrong inside of the bot. Recall does not say what.'],
    ['recall', 'Send the bot’s id to Recall’s support if it happens again.'],
    'unknown',
  ),
  failed(
    ['failed_to_launch_in_time', 'It did not start in time', 'Recall had no machine running when the meeting began.'],
    ['recall', 'Schedule bots more than 10 minutes ahead: then a machine is reserved. Else ask Recall’s support.'],
  ),
  failed(['meeting_not_found', 'The meeting does not exist', 'No meeting belongs to its link any more.'], ['us', LINK]),
  short(
    'nobody_joined',
    ['meeting_not_started', 'The meeting had not begun', 'The host did not start it while the bot waited.'],
    ['nobody', 'Nothing has to be done unless the meeting did take place: then it was at another link or time.'],
  ),
  failed(
    [
      'meeting_requires_registration',
      'The meeting requires registration',
      'Only people who have registered can join, each by a link of their own.',
    ],
    ['end_user', 'Ask the host to switch registration off, or register the notetaker and use the link it gets.'],
  ),
  failed(
    ['meeting_requires_sign_in', 'The meeting requires a sign-in', 'Only people who are signed in can join.'],
    ['us', 'Set up signed-in bots for this platform (Recall has a guide for each), or have the host admit guests.'],
  ),
  failed(
    ['meeting_link_expired', 'The link has expired', 'The meeting platform does not accept it any more.'],
    ['end_user', 'Ask the host for a new link; when the event has it, schedule the bot again.'],
  ),
  failed(
    ['meeting_link_invalid', 'The link is wrong', 'The meeting platform does not know such a link.'],
    ['us', LINK],
  ),
  failed(
    ['meeting_password_incorrect', 'Wrong meeting password', 'The password in the link was not accepted.'],
    ['us', LINK],
  ),
  short(
    'not_admitted',
    ['meeting_locked', 'The meeting was locked', 'The host had locked it, so nobody else could come in.'],
    ['end_user', 'Ask the host to lock the meeting only once the notetaker is in.'],
  ),
  short(
    'not_admitted',
    ['meeting_full', 'The meeting was full', 'It had as many participants as its plan allows.'],
    ['end_user', 'The host needs a plan for more participants, or fewer people have to join.'],
  ),
  failed(
    ['meeting_ended', 'The meeting was over already', 'It had ended when the bot came.'],
    ['us', 'Look whether the event moved after the bot was scheduled.'],
  ),
  failed(
    [
      'meeting_not_accessible',
      'The meeting cannot be joined',
      'The meeting platform did not let it in, and does not say why.',
    ],
    ['end_user', OPEN],
  ),
  failed(
    ['webex_join_meeting_error', 'Webex did not let it join', 'Webex gave an error when the bot joined.'],
    ['us', 'Go through Recall’s set-up for Webex again.'],
  ),
  failed(
    [
      'webex_service_app_unauthorized',
      'The Webex app is not authorised',
      'Webex does not accept the app that the bot uses.',
    ],
    ['it_admin', 'An administrator of the Webex organisation has to authorise the service app.'],
  ),
  failed(
    ['webex_pin_required', 'Webex asked for a PIN', 'The meeting or the host’s personal room is protected by a PIN.'],
    ['end_user', OPEN],
  ),
  failed(
    ['webex_password_required', 'Webex asked for a password', 'The link carries no password, and the meeting has one.'],
    ['end_user', 'Ask the host for a link that carries the password; when the event has it, schedule the bot again.'],
  ),
];
