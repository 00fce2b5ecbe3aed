/** Why a bot failed on Google Meet (recall-api.md 4.9). */
import { failed, short } from './types.ts';
import type { SubCode } from './types.ts';

const LOGIN =
  'Look at the Google login that the bot uses, and go through Recall’s guide for signed-in Google Meet bots.';
const SUPPORT = 'Send the bot’s id to Recall’s support if it happens again.';

export const FATAL_GOOGLE: readonly SubCode[] = [
  failed(
    ['google_meet_internal_error', 'Google Meet gave an error', 'Meet failed while the bot joined or was in the call.'],
    ['nobody', 'It usually passes by itself. If it stays, send the bot’s id to Recall’s support.'],
    'unknown',
  ),
  failed(['google_meet_sign_in_failed', 'The Google sign-in failed', 'The bot could not sign in.'], ['us', LOGIN]),
  failed(
    ['google_meet_sign_in_captcha_failed', 'Google asked for a captcha', 'Google did not believe the bot’s sign-in.'],
    ['us', LOGIN],
  ),
  short(
    'not_admitted',
    [
      'google_meet_bot_blocked',
      'Google Meet blocked the bot',
      'Meet did not let it knock, or the host had blocked it.',
    ],
    ['us', 'A signed-in bot is blocked less often; or the host admits the notetaker.'],
  ),
  failed(
    [
      'google_meet_sso_sign_in_failed',
      'The single sign-on failed',
      'The bot could not sign in through the company’s own sign-in.',
    ],
    ['us', LOGIN],
  ),
  failed(
    [
      'google_meet_sign_in_missing_login_credentials',
      'The Google login has no password',
      'The login that the bot should use is not complete.',
    ],
    ['us', LOGIN],
  ),
  failed(
    [
      'google_meet_sign_in_missing_recovery_credentials',
      'The Google login has no recovery address',
      'Google asked for it, and the login that the bot uses has none.',
    ],
    ['us', LOGIN],
  ),
  failed(
    [
      'google_meet_sso_sign_in_missing_login_credentials',
      'The single sign-on has no password',
      'The login that the bot should use is not complete.',
    ],
    ['us', LOGIN],
  ),
  failed(
    [
      'google_meet_sso_sign_in_missing_totp_secret',
      'The single sign-on has no secret for one-time codes',
      'A one-time code was asked for, and the bot could not make one.',
    ],
    ['us', LOGIN],
  ),
  failed(
    ['google_meet_video_error', 'The video of Google Meet failed', 'The bot got no picture from the meeting.'],
    ['recall', SUPPORT],
    'unknown',
  ),
  failed(
    ['google_meet_meeting_room_not_ready', 'The Meet room was not ready', 'Google had not opened the meeting yet.'],
    ['nobody', 'Nothing has to be done unless it happens again; then send the bot’s id to Recall’s support.'],
  ),
  failed(
    ['google_meet_login_not_available', 'No Google login was free', 'All logins of the bot’s group were in use.'],
    ['us', 'Add Google logins to the group: each serves few bots at a time.'],
  ),
  failed(
    [
      'google_meet_permission_denied_breakout',
      'Not allowed into the breakout room',
      'Google Meet did not let the bot into the breakout room.',
    ],
    ['end_user', 'Ask the host to add the notetaker to the room, or let the bot stay in the main room.'],
    'unknown',
  ),
  short(
    'not_admitted',
    ['google_meet_knocking_disabled', 'Knocking is switched off', 'Guests may not ask to join this meeting.'],
    ['end_user', 'Ask the host to let guests ask to join, or to invite the bot’s account.'],
  ),
  short(
    'removed_by_host',
    [
      'google_meet_watermark_kicked',
      'Removed because of the watermark',
      'The meeting is watermarked, and Google Meet removed the bot for it.',
    ],
    ['it_admin', 'Switch watermarks off for this meeting, or use a bot that is signed in.'],
    'partly',
  ),
  short(
    'not_admitted',
    [
      'google_meet_organisation_restricted',
      'Open to the organisation only',
      'Only people of the organisation may join this meeting.',
    ],
    ['it_admin', 'Allow guests from outside, or use a bot that is signed in to the organisation.'],
  ),
];
