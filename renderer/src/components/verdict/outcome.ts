/** How the outcome of a bot looks. The same in lists, in the lanes of occurrences and on the bot's own page. */
import type { BotOutcome } from '../../../../shared/values.ts';
import type { Tone } from '../basics/marks.tsx';

export interface OutcomeMark {
  readonly shape: string;
  readonly word: string;
  readonly tone: Tone;
}

export const OUTCOME_MARKS: Readonly<Record<BotOutcome, OutcomeMark>> = {
  scheduled: { shape: '○', word: 'Scheduled', tone: 'ok' },
  under_way: { shape: '◌', word: 'Under way', tone: 'wait' },
  recorded: { shape: '●', word: 'Recorded', tone: 'ok' },
  media_gone: { shape: '●', word: 'Media expired', tone: 'plain' },
  not_recorded: { shape: '✕', word: 'Not recorded', tone: 'bad' },
  failed: { shape: '■', word: 'Failed', tone: 'bad' },
  gone: { shape: '–', word: 'Gone from Recall', tone: 'plain' },
  unknown: { shape: '◆', word: 'Not known', tone: 'unknown' },
};
