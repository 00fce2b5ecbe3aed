/** A calendar's status history as moments, newest first. */
import type { StatusObservation } from '../../../../shared/entities.ts';
import { STATUS_TONES } from '../../components/basics/marks.tsx';
import type { Moment } from '../../components/detail/timeline.tsx';
import { titled } from '../../format/words.ts';
import { CALENDAR_STATUS_VALUES } from '../list-address.ts';

/** Newest first; entries without a time stand last, because nothing says when they were. */
export function historyMoments(history: readonly StatusObservation[]): readonly Moment[] {
  return history
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => (b.entry.at ?? -Infinity) - (a.entry.at ?? -Infinity) || b.index - a.index)
    .map(({ entry, index }) => {
      const known = CALENDAR_STATUS_VALUES.find((status) => status === entry.status);
      return {
        key: String(index),
        at: entry.at,
        tone: STATUS_TONES[known ?? 'unknown'],
        what: titled(entry.status),
        basis: entry.basis === 'reported' ? 'reported by Recall' : 'observed by Callboard, by comparing two looks',
        detail: entry.detail,
      };
    });
}
