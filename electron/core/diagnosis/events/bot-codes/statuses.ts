/** Status codes (recall-api.md 4.8). Recall may add others at any time. */
import type { StatusCode } from './types.ts';

export const STATUSES: readonly StatusCode[] = [
  { code: 'ready', title: 'Scheduled', meaning: 'It has not begun.' },
  { code: 'joining_call', title: 'Joining the call', meaning: null },
  { code: 'in_waiting_room', title: 'In the waiting room', meaning: 'Somebody in the meeting has to let it in.' },
  {
    code: 'in_call_not_recording',
    title: 'In the call, not recording',
    meaning: 'It gets ready, waits for permission, or is paused.',
  },
  { code: 'recording_permission_allowed', title: 'Recording permitted', meaning: null },
  { code: 'recording_permission_denied', title: 'Recording not permitted', meaning: null },
  { code: 'in_call_recording', title: 'Recording', meaning: null },
  { code: 'call_ended', title: 'Left the call', meaning: null },
  { code: 'recording_done', title: 'Recording finished', meaning: null },
  { code: 'done', title: 'Done', meaning: 'It shut down, and what it recorded is uploaded.' },
  { code: 'fatal', title: 'Failed', meaning: null },
  {
    code: 'media_expired',
    title: 'Media deleted',
    meaning: 'The time for which Recall keeps recordings is over, or somebody had them deleted.',
  },
  { code: 'analysis_done', title: 'Analysis done', meaning: 'The older, asynchronous analysis is complete.' },
  { code: 'analysis_failed', title: 'Analysis failed', meaning: 'The recording itself is not affected.' },
  { code: 'breakout_room_entered', title: 'Entered a breakout room', meaning: null },
  { code: 'breakout_room_left', title: 'Left a breakout room', meaning: null },
  { code: 'breakout_room_opened', title: 'Breakout rooms opened', meaning: null },
  { code: 'breakout_room_closed', title: 'Breakout rooms closed', meaning: null },
];
