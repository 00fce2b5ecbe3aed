/** Wire → record for bots (recall-api.md 4.3 to 4.5). Pure; its input has lost secrets and download links already. */
import { parseInstant } from '../../../shared/time.ts';
import type { BotRecord, BotStatusChangeRecord, RecordingRecord } from '../records.ts';
import { byTime, dict, text } from './open-records.ts';
import type { BotWire } from './wire.ts';

/** Reads one checked bot. `safe` is the same bot as it was sent, without its secrets. */
export function readBot(wire: BotWire, safe: unknown): BotRecord {
  return {
    id: wire.id,
    botName: wire.bot_name ?? null,
    joinAt: parseInstant(wire.join_at),
    meetingPlatform: text(dict(wire.meeting_url)?.['platform']),
    meetingId: readMeetingId(wire.meeting_url),
    statusChanges: byTime((wire.status_changes ?? []).map(readStatusChange)),
    recordings: (wire.recordings ?? []).map(readRecording).filter((recording) => recording !== null),
    v1StartAt: readV1Start(wire['calendar_meetings']),
    payload: JSON.stringify(safe),
  };
}

/** When the first of a bot's Calendar V1 meetings starts; V2 bots have none (recall-api.md 4.3, 5.4). */
export function readV1Start(meetings: unknown): number | null {
  const starts = Array.isArray(meetings)
    ? meetings.flatMap((meeting) => parseInstant(dict(meeting)?.['start_time']) ?? [])
    : [];
  return starts.length === 0 ? null : Math.min(...starts);
}

function readStatusChange(entry: unknown): BotStatusChangeRecord {
  const change = dict(entry);
  return {
    code: text(change?.['code']) ?? 'unknown',
    subCode: text(change?.['sub_code']),
    message: text(change?.['message']),
    at: parseInstant(change?.['created_at']),
  };
}

/** A recording without a text id cannot be named; it stays visible in the payload. */
function readRecording(entry: unknown): RecordingRecord | null {
  const recording = dict(entry);
  const id = text(recording?.['id']);
  if (recording === null || id === null) return null;
  const status = recording['status'];
  return {
    id,
    status: text(dict(status)?.['code']) ?? text(status),
    startedAt: parseInstant(recording['started_at']),
    completedAt: parseInstant(recording['completed_at']),
    expiresAt: parseInstant(recording['expires_at']),
  };
}

/** Which meeting, in the order of how well people know the field; never a meeting password (recall-api.md 4.4). */
const MEETING_ID_KEYS = [
  'meeting_id',
  'business_meeting_id',
  'meeting_personal_room_id',
  'meeting_mtid',
  'meeting_path',
  'thread_id',
];

function readMeetingId(meeting: unknown): string | null {
  const address = dict(meeting);
  if (address === null) return text(meeting);
  for (const key of MEETING_ID_KEYS) {
    const id = text(address[key]);
    if (id !== null) return id;
  }
  return null;
}
