/** What becomes of an event, as shape, word and colour, with the reason in a few words. Plain enough for grid cells. */
import type { ReactElement } from 'react';
import type { VerdictMark as Verdict } from '../../../../shared/entities.ts';
import { VERDICT_MEANING, VERDICT_WORDS } from '../../format/words.ts';
import { Mark } from '../basics/marks.tsx';
import { VERDICT_SHAPES, VERDICT_TONES } from './look.ts';
import styles from './verdict.module.css';

export interface VerdictMarkProps {
  /** Null: Callboard has not judged the event yet, which takes moments after it arrived. */
  readonly mark: Verdict | null;
  /** On one line, as rows of lists need it: the reason gives way where there is no room. */
  readonly compact?: boolean;
}

export function VerdictMark({ mark, compact = false }: VerdictMarkProps): ReactElement {
  if (mark === null) return <span className={styles['notYet']}>not judged yet</span>;
  const word = VERDICT_WORDS[mark.verdict];
  return (
    <span
      className={styles['verdict']}
      data-compact={compact ? '' : undefined}
      title={compact ? `${word}: ${mark.title}` : VERDICT_MEANING[mark.verdict]}
    >
      <Mark shape={VERDICT_SHAPES[mark.verdict]} word={word} tone={VERDICT_TONES[mark.verdict]} />
      {mark.title === word ? null : <span className={styles['reason']}>{mark.title}</span>}
    </span>
  );
}
