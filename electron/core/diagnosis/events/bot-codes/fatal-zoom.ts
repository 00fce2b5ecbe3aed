/** Why a bot failed on Zoom (recall-api.md 4.9). */
import { failed, short } from './types.ts';
import type { SubCode } from './types.ts';

const PASSES = 'It usually passes by itself. If it stays, send the bot’s id to Recall’s support.';

export const FATAL_ZOOM: readonly SubCode[] = [
  failed(
    ['zoom_sdk_credentials_missing', 'The Zoom app’s credentials are missing', 'The bot has none to join with.'],
    ['us', 'Enter the Zoom app’s credentials in Recall’s dashboard.'],
  ),
  failed(
    [
      'zoom_sdk_update_required',
      'Zoom requires a newer version',
      'Zoom does not accept the version that the bot uses.',
    ],
    ['recall', 'Recall has to update the bot: send its id to their support.'],
  ),
  failed(
    [
      'zoom_sdk_app_not_published',
      'The Zoom app is not published',
      'An app that is not published can only join meetings of its own account.',
    ],
    ['us', 'Have the Zoom app approved by Zoom.'],
  ),
  failed(
    [
      'zoom_email_blocked_by_admin',
      'The bot’s address is blocked',
      'The administrator of the host’s Zoom account blocks it.',
    ],
    ['it_admin', 'Take the bot’s address or domain off the block list of the Zoom account.'],
  ),
  failed(
    ['zoom_registration_required', 'The meeting requires registration', 'Only people who have registered can join.'],
    ['end_user', 'Ask the host to switch registration off, or register the notetaker and use the link it gets.'],
  ),
  failed(
    ['zoom_captcha_required', 'Zoom asked for a captcha', 'Zoom did not believe that the bot may join.'],
    ['nobody', PASSES],
  ),
  failed(
    ['zoom_account_blocked', 'The Zoom account is blocked', 'Zoom blocks the account that the bot joins with.'],
    ['us', 'Use a ZAK of another Zoom account.'],
  ),
  failed(
    ['zoom_invalid_join_token', 'The join token is not valid', 'Zoom did not accept the token that the bot got.'],
    ['us', 'Look at the URL from which the bot gets its join token, and at the Zoom app behind it.'],
  ),
  failed(
    ['zoom_invalid_signature', 'The signature is not valid', 'Zoom did not accept the bot’s signature.'],
    ['us', 'Look at the Zoom app’s credentials in Recall’s dashboard: they may have been renewed at Zoom.'],
  ),
  failed(
    ['zoom_internal_error', 'Zoom gave an error', 'Zoom failed while the bot joined or was in the call.'],
    ['nobody', PASSES],
    'unknown',
  ),
  failed(['zoom_join_timeout', 'Joining took too long', 'Zoom did not answer in time.'], ['nobody', PASSES]),
  failed(
    [
      'zoom_email_required',
      'The meeting asks for an e-mail address',
      'Who joins has to give one, and the bot has none.',
    ],
    ['us', 'Set `zoom.user_email` in the bot’s configuration.'],
  ),
  failed(
    [
      'zoom_web_disallowed',
      'Zoom does not allow web clients',
      'The meeting is encrypted end to end, or closed to browsers.',
    ],
    ['end_user', 'Ask the host to switch end-to-end encryption off, or use the native variant of the bot.'],
  ),
  failed(
    ['zoom_connection_failed', 'The connection to Zoom failed', 'The bot lost Zoom, or never reached it.'],
    ['nobody', PASSES],
    'unknown',
  ),
  failed(
    [
      'zoom_error_multiple_device_join',
      'The account was in a meeting elsewhere',
      'Zoom does not let one account join from several devices.',
    ],
    ['us', 'Give each bot an account, or a ZAK, of its own.'],
    'unknown',
  ),
  short(
    'not_admitted',
    ['zoom_meeting_not_accessible', 'The meeting cannot be joined', 'Zoom did not let it in, and does not say why.'],
    ['end_user', 'Ask the host who may join: often only signed-in people or those of some domains.'],
  ),
  failed(
    ['zoom_meeting_host_inactive', 'The host’s account is not active', 'Zoom has deactivated the account of the host.'],
    ['end_user', 'The meeting needs another host or an active account.'],
  ),
  failed(
    [
      'zoom_invalid_webinar_invite',
      'The webinar invitation is not valid',
      'Zoom did not accept the link to the webinar.',
    ],
    ['end_user', 'Ask the host for a panelist’s or attendee’s link of the notetaker’s own.'],
  ),
  failed(
    [
      'zoom_another_meeting_in_progress',
      'The host was in another meeting',
      'Zoom does not start a meeting while its host runs another one.',
    ],
    ['end_user', 'Ask the host to end the earlier meeting first, or to have another host start it.'],
  ),
  short(
    'not_admitted',
    ['zoom_bot_blocked', 'Zoom blocked the bot', 'Zoom, or the host’s account, does not let bots in.'],
    ['it_admin', 'Allow the notetaker in the settings of the host’s Zoom account.'],
  ),
  short(
    'not_admitted',
    [
      'zoom_authorized_participants_only',
      'Only authorised participants may join',
      'The meeting is for signed-in people, or those of some domains.',
    ],
    ['end_user', 'Ask the host to admit guests, or set up signed-in Zoom bots.'],
  ),
  failed(
    ['zoom_token_expired', 'The Zoom token has expired', 'The token that the bot got was too old.'],
    ['us', 'Look at the URL from which the bot gets its token: it has to give a fresh one each time.'],
  ),
];
