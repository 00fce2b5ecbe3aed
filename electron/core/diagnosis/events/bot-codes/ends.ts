/** Why a bot left the call, and why it was not allowed to record (recall-api.md 4.9). */
import { normal, short } from './types.ts';
import type { SubCode } from './types.ts';

const LET_IN = 'Ask the host to admit the notetaker when it knocks, or to let it skip the waiting room.';
const IN_ZOOM = 'Zoom’s settings of the host’s account decide about it.';

/** Sub-codes of `call_ended`. */
export const ENDS: readonly SubCode[] = [
  normal(['call_ended_by_host', 'The host ended the meeting', 'The meeting was ended for everybody.']),
  normal(['call_ended_by_platform_idle', 'The platform closed an idle meeting', 'Nothing went on in it any more.']),
  normal([
    'call_ended_by_platform_max_length',
    'The meeting reached the limit of its plan',
    'The meeting platform ends meetings after some time, as free Zoom does after 40 minutes.',
  ]),
  short(
    'not_admitted',
    [
      'call_ended_by_platform_waiting_room_timeout',
      'Not admitted: the platform gave up',
      'The meeting platform ended the wait in the waiting room; Google Meet does so after 10 minutes.',
    ],
    ['end_user', LET_IN],
  ),
  short(
    'not_admitted',
    ['timeout_exceeded_waiting_room', 'Not admitted from the waiting room', 'Nobody let it in before its time was up.'],
    ['end_user', LET_IN],
  ),
  short(
    'nobody_joined',
    [
      'timeout_exceeded_noone_joined',
      'Nobody joined',
      'It was in the call, and no person came before its time was up.',
    ],
    ['nobody', 'Nothing has to be done unless the meeting did take place: then it was at another link or time.'],
  ),
  normal(['timeout_exceeded_everyone_left', 'Everyone had left', 'It was the last one in the call.']),
  normal([
    'timeout_exceeded_silence_detected',
    'It was silent for a long time',
    'Nobody had spoken for as long as `automatic_leave` allows.',
  ]),
  normal([
    'timeout_exceeded_only_bots_detected_using_participant_names',
    'Only bots were left',
    'Going by the names of the participants, nobody else was in the call.',
  ]),
  normal([
    'timeout_exceeded_only_bots_detected_using_participant_events',
    'Only bots were left',
    'Going by what the participants did, nobody else was in the call.',
  ]),
  short(
    'not_recorded',
    [
      'timeout_exceeded_in_call_not_recording',
      'In the call, but recording never began',
      'It was in the call and left when its time without recording was up.',
    ],
    ['us', 'Look at what the bot was to wait for (`start_recording_on`) and whether recording was permitted.'],
  ),
  normal([
    'timeout_exceeded_in_call_recording',
    'The bot’s own time limit for recording was reached',
    'The limit is set in `automatic_leave` of its configuration.',
  ]),
  short(
    'permission_denied',
    [
      'timeout_exceeded_recording_permission_denied',
      'Recording was not permitted',
      'The host refused it, or the settings of the meeting do, so it left.',
    ],
    ['end_user', 'Ask the host to allow recording when the notetaker asks, or to allow it in the settings.'],
  ),
  normal(
    [
      'timeout_exceeded_max_duration',
      'The longest time of the plan was reached',
      'Recall ends bots of pay-as-you-go workspaces after some time.',
    ],
    'partly',
  ),
  short(
    'removed_by_host',
    ['bot_kicked_from_call', 'Removed from the call', 'Somebody in the meeting removed it.'],
    ['end_user', 'Ask the host why: often people do not know whose notetaker it is.'],
    'partly',
  ),
  short(
    'not_admitted',
    ['bot_kicked_from_waiting_room', 'Refused in the waiting room', 'Somebody in the meeting refused to let it in.'],
    ['end_user', 'Ask the host why: often people do not know whose notetaker it is.'],
  ),
  normal(
    [
      'bot_received_leave_call',
      'It was told to leave',
      'Your own system, or a person in Recall’s dashboard, had it leave.',
    ],
    'unknown',
  ),
];

const denied = (code: string, title: string, meaning: string, advice: SubCode['advice'] & object): SubCode =>
  short('permission_denied', [code, title, meaning], [advice.party, advice.text]);
const host = (text: string) => ({ party: 'end_user', text }) as const;
const admin = (text: string) => ({ party: 'it_admin', text }) as const;

/** Sub-codes of `recording_permission_denied`, all of Zoom. */
export const DENIALS: readonly SubCode[] = [
  denied(
    'zoom_local_recording_disabled',
    'Local recording is switched off in Zoom',
    `The host’s account does not allow participants to record. ${IN_ZOOM}`,
    admin('Allow local recording in the Zoom account’s settings.'),
  ),
  denied(
    'zoom_local_recording_request_disabled',
    'Asking for recording is switched off in Zoom',
    `Participants may not ask the host for permission to record. ${IN_ZOOM}`,
    admin('Allow requests for local recording in the Zoom account’s settings.'),
  ),
  denied(
    'zoom_local_recording_request_disabled_by_host',
    'The host switched off asking for recording',
    'The host does not want to be asked in this meeting.',
    host('Ask the host to allow requests for recording, or to allow the notetaker to record.'),
  ),
  denied(
    'zoom_bot_in_waiting_room',
    'Moved to the waiting room',
    'It was in the waiting room when it asked to record.',
    host('Ask the host to keep the notetaker in the meeting.'),
  ),
  denied(
    'zoom_host_not_present',
    'No host was there to permit recording',
    'In Zoom only the host can permit it, and the host was not in the meeting.',
    host('Ask the host to join, or to permit local recording beforehand in the meeting’s settings.'),
  ),
  denied(
    'zoom_local_recording_request_denied_by_host',
    'The host refused recording',
    'The host was asked and said no.',
    host('Ask the host why: often people do not know whose notetaker it is.'),
  ),
  denied(
    'zoom_local_recording_denied',
    'Zoom refused recording',
    `Recording was not permitted. ${IN_ZOOM}`,
    admin('Look at the recording settings of the Zoom account, and at those that are locked for its users.'),
  ),
  denied(
    'zoom_local_recording_grant_not_supported',
    'The host’s Zoom cannot permit recording',
    'The version of Zoom that the host uses has no way to permit it.',
    host('Ask the host to update Zoom.'),
  ),
  denied(
    'zoom_sdk_key_blocked_by_host_admin',
    'The Zoom app is blocked by the host’s administrator',
    'The administrator of the host’s Zoom account does not allow the app that the bot uses.',
    admin('Allow the app in the Zoom account’s settings.'),
  ),
];
