import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  statusChangeTitle,
  statusOf,
  statusTitle,
  SUB_CODES,
  subCodeOf,
  subCodeTitle,
} from '../../../../electron/core/diagnosis/events/bot-codes/index.ts';
import { PARTIES } from '../../../../shared/values.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/recall');

/** recall-api.md 4.8. */
const CODES =
  `ready joining_call in_waiting_room in_call_not_recording recording_permission_allowed recording_permission_denied
  in_call_recording call_ended recording_done done fatal media_expired analysis_done analysis_failed breakout_room_entered
  breakout_room_left breakout_room_opened breakout_room_closed`.split(/\s+/);

/** recall-api.md 4.9, with what its last column says: whether that is a normal end. */
const NORMAL_ENDS =
  `call_ended_by_host call_ended_by_platform_idle call_ended_by_platform_max_length timeout_exceeded_everyone_left
  timeout_exceeded_silence_detected timeout_exceeded_only_bots_detected_using_participant_names
  timeout_exceeded_only_bots_detected_using_participant_events timeout_exceeded_only_bots_in_call
  timeout_exceeded_in_call_recording timeout_exceeded_max_duration bot_received_leave_call`.split(/\s+/);
const NEVER_RECORDED =
  `call_ended_by_platform_waiting_room_timeout timeout_exceeded_waiting_room timeout_exceeded_noone_joined
  timeout_exceeded_in_call_not_recording timeout_exceeded_recording_permission_denied bot_kicked_from_waiting_room`.split(
    /\s+/,
  );
const DENIALS =
  `zoom_local_recording_disabled zoom_local_recording_request_disabled zoom_local_recording_request_disabled_by_host
  zoom_bot_in_waiting_room zoom_host_not_present zoom_local_recording_request_denied_by_host zoom_local_recording_denied
  zoom_local_recording_grant_not_supported zoom_sdk_key_blocked_by_host_admin`.split(/\s+/);
const FATAL = `bot_errored meeting_not_found meeting_not_started meeting_requires_registration meeting_requires_sign_in
  meeting_link_expired meeting_link_invalid meeting_password_incorrect meeting_locked meeting_full meeting_ended
  meeting_not_accessible failed_to_launch_in_time google_meet_internal_error google_meet_sign_in_failed
  google_meet_sign_in_captcha_failed google_meet_bot_blocked google_meet_sso_sign_in_failed
  google_meet_sign_in_missing_login_credentials google_meet_sign_in_missing_recovery_credentials
  google_meet_sso_sign_in_missing_login_credentials google_meet_sso_sign_in_missing_totp_secret google_meet_video_error
  google_meet_meeting_room_not_ready google_meet_login_not_available google_meet_permission_denied_breakout
  google_meet_knocking_disabled google_meet_watermark_kicked google_meet_organisation_restricted zoom_sdk_credentials_missing
  zoom_sdk_update_required zoom_sdk_app_not_published zoom_email_blocked_by_admin zoom_registration_required
  zoom_captcha_required zoom_account_blocked zoom_invalid_join_token zoom_invalid_signature zoom_internal_error
  zoom_join_timeout zoom_email_required zoom_web_disallowed zoom_connection_failed zoom_error_multiple_device_join
  zoom_meeting_not_accessible zoom_meeting_host_inactive zoom_invalid_webinar_invite zoom_another_meeting_in_progress
  zoom_bot_blocked zoom_authorized_participants_only zoom_token_expired microsoft_teams_call_dropped
  microsoft_teams_sign_in_credentials_missing microsoft_teams_sign_in_failed microsoft_teams_internal_error
  microsoft_teams_captcha_detected microsoft_teams_captcha_error microsoft_teams_bot_not_invited
  microsoft_teams_breakout_room_unsupported microsoft_teams_event_not_started_for_external microsoft_teams_2fa_required
  microsoft_teams_townhall_meeting_not_supported microsoft_teams_captions_failure webex_join_meeting_error
  webex_service_app_unauthorized webex_pin_required webex_password_required`.split(/\s+/);

/** Every value under a key named `sub_code` or `subCode` that is text. */
function subCodesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'sub_code' && typeof inner === 'string' ? [inner] : subCodesIn(inner),
  );
}

describe('status codes', () => {
  it.each(CODES)('%s has a title of its own', (code) => {
    expect(statusOf(code)?.title).toMatch(/^[A-Z]/);
  });
});

describe('sub-codes', () => {
  it.each([...NORMAL_ENDS, ...NEVER_RECORDED, 'bot_kicked_from_call', ...DENIALS, ...FATAL])(
    '%s is told in words, with who can do what about it',
    (code) => {
      const known = subCodeOf(code);
      expect(known).not.toBeNull();
      if (known === null) return;
      expect(known.title).toMatch(/^[A-Z][^_]{4,70}$/);
      expect(known.meaning).toMatch(/^[A-Z].{10,}\.$/);
      expect(known.advice === null).toBe(known.kind === 'normal');
      if (known.advice !== null) {
        expect(PARTIES).toContain(known.advice.party);
        expect(known.advice.text).toMatch(/^[A-Z].{10,}\.$/);
      }
    },
  );

  it('say whether there is a recording as Recall’s own table does', () => {
    for (const code of NORMAL_ENDS) expect(subCodeOf(code)?.kind, code).toBe('normal');
    for (const code of NEVER_RECORDED) expect(subCodeOf(code), code).toMatchObject({ recorded: 'no' });
    for (const code of DENIALS)
      expect(subCodeOf(code), code).toMatchObject({ kind: 'permission_denied', recorded: 'no' });
    expect(subCodeOf('bot_kicked_from_call')).toMatchObject({ kind: 'removed_by_host', recorded: 'partly' });
    for (const code of FATAL) expect(subCodeOf(code)?.kind, code).not.toBe('normal');
  });

  it('of every recorded payload and of Recall’s own list are known', () => {
    const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true }).filter(({ name }) =>
      name.endsWith('.json'),
    );
    const found = files.flatMap(({ parentPath, name }) =>
      subCodesIn(JSON.parse(readFileSync(join(parentPath, name), 'utf8'))),
    );
    // Placeholders of samples and the head of a table.
    const real = new Set(found.filter((code) => !['string', 'sub_code', ''].includes(code)));
    expect(real.size).toBeGreaterThan(60);
    expect([...real].filter((code) => subCodeOf(code) === null)).toEqual([]);
  });

  it('are told once each, calmly', () => {
    expect(new Set(SUB_CODES.map(({ code }) => code)).size).toBe(SUB_CODES.length);
    for (const { code, title, meaning, advice } of SUB_CODES)
      expect(`${title} ${meaning} ${advice?.text ?? ''}`, code).not.toMatch(/!|oops/i);
  });

  it('that nobody knows are shown as sent, and nothing is claimed about them', () => {
    for (const code of ['new_kind_of_end', 'constructor', '__proto__', 'toString', '']) {
      expect(subCodeOf(code), code).toBeNull();
      expect(statusOf(code), code).toBeNull();
    }
    expect(subCodeTitle('new_kind_of_end')).toBe('New kind of end');
    expect(statusTitle('in_call_dancing')).toBe('In call dancing');
    expect(statusTitle('')).toBe('No code');
    expect(subCodeTitle('x'.repeat(5_000)).length).toBeLessThan(200);
  });
});

describe('a status change', () => {
  it('is one line with its sub-code', () => {
    expect(statusChangeTitle('call_ended', 'timeout_exceeded_noone_joined')).toBe('Left the call: nobody joined');
    expect(statusChangeTitle('fatal', 'zoom_internal_error')).toBe('Failed: Zoom gave an error');
    expect(statusChangeTitle('in_call_recording', null)).toBe('Recording');
    expect(statusChangeTitle('fatal', 'flux_capacitor_empty')).toBe('Failed: flux capacitor empty');
  });
});
