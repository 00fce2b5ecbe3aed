/** A bot's status codes (recall-api.md 4.2, 4.3) as tones. Pure. */
import type { Tone } from '../../components/basics/marks.tsx';

const BAD = new Set(['fatal', 'recording_permission_denied', 'analysis_failed']);
const BUSY = new Set([
  'ready',
  'joining_call',
  'in_waiting_room',
  'in_call_not_recording',
  'call_ended',
  'recording_done',
]);
const GOOD = new Set(['in_call_recording', 'recording_permission_allowed', 'done', 'analysis_done']);

/** How a status code looks; codes that this version does not know say so by their tone. */
export function botTone(code: string): Tone {
  if (BAD.has(code)) return 'bad';
  if (GOOD.has(code)) return 'ok';
  if (BUSY.has(code)) return 'wait';
  return code === 'media_expired' ? 'plain' : 'unknown';
}

/** Shape of each tone, readable in greyscale. */
export const TONE_SHAPES: Readonly<Record<Tone, string>> = { ok: '●', wait: '◌', bad: '■', unknown: '◆', plain: '–' };
