/** How verdicts look: a shape that is readable in greyscale, and a tone. The same everywhere. */
import type { Verdict } from '../../../../shared/values.ts';
import type { Tone } from '../basics/marks.tsx';

export const VERDICT_SHAPES: Readonly<Record<Verdict, string>> = {
  covered: '●',
  will_be_missed: '▲',
  missed: '✕',
  wrong_time: '◔',
  duplicate: '❏',
  not_recordable: '○',
  over: '–',
  unknown: '◆',
};

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  covered: 'ok',
  will_be_missed: 'bad',
  missed: 'bad',
  wrong_time: 'wait',
  duplicate: 'wait',
  not_recordable: 'plain',
  over: 'plain',
  unknown: 'plain',
};
