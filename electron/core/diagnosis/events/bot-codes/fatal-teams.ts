/** Why a bot failed on Microsoft Teams (recall-api.md 4.9). */
import { failed, short } from './types.ts';
import type { SubCode } from './types.ts';

const ACCOUNT = 'Look at the account that the bot uses, and go through Recall’s guide for signed-in Teams bots.';

export const FATAL_TEAMS: readonly SubCode[] = [
  failed(
    ['microsoft_teams_call_dropped', 'Teams dropped the call', 'Teams ended the bot’s connection.'],
    ['nobody', 'It usually passes by itself. If it stays, send the bot’s id to Recall’s support.'],
    'unknown',
  ),
  failed(
    [
      'microsoft_teams_sign_in_credentials_missing',
      'The Teams account has no credentials',
      'The bot has none to sign in with.',
    ],
    ['us', ACCOUNT],
  ),
  failed(['microsoft_teams_sign_in_failed', 'The Teams sign-in failed', 'The bot could not sign in.'], ['us', ACCOUNT]),
  failed(
    ['microsoft_teams_internal_error', 'Teams gave an error', 'Teams failed while the bot joined or was in the call.'],
    ['nobody', 'It usually passes by itself. If it stays, send the bot’s id to Recall’s support.'],
    'unknown',
  ),
  short(
    'not_admitted',
    [
      'microsoft_teams_captcha_detected',
      'Teams asked for a captcha',
      'The tenant asks anonymous participants for one.',
    ],
    ['us', 'Use a signed-in Teams bot, and have the tenant trust its domain.'],
  ),
  short(
    'not_admitted',
    [
      'microsoft_teams_bot_not_invited',
      'Only invited people may join',
      'The bot’s account is not invited to this meeting.',
    ],
    ['end_user', 'Ask the host to invite the bot’s account, or to admit guests.'],
  ),
  failed(
    [
      'microsoft_teams_breakout_room_unsupported',
      'Breakout rooms are not supported here',
      'The bot was moved to a breakout room that it cannot record.',
    ],
    ['end_user', 'Ask the host to leave the notetaker in the main room.'],
    'unknown',
  ),
  failed(
    [
      'microsoft_teams_event_not_started_for_external',
      'Not open to outsiders yet',
      'People from outside can join this event only once it has begun.',
    ],
    ['end_user', 'Ask the host to let the notetaker in as a presenter, or to start the event in time.'],
  ),
  failed(
    ['microsoft_teams_2fa_required', 'The Teams account asks for a second factor', 'The bot cannot give one.'],
    ['us', 'Switch two-factor sign-in off for the bot’s account.'],
  ),
  failed(
    [
      'microsoft_teams_townhall_meeting_not_supported',
      'Town halls are not supported',
      'Recall cannot join this kind of Teams event.',
    ],
    ['end_user', 'Only a meeting of another kind can be recorded.'],
  ),
  failed(
    [
      'microsoft_teams_captions_failure',
      'The captions of Teams failed',
      'The bot could not switch them on or read them.',
    ],
    ['recall', 'Send the bot’s id to Recall’s support if it happens again.'],
    'unknown',
  ),
];
