/** Who must act, in a word. Plain enough for grid cells. */
import type { ReactElement } from 'react';
import type { Party } from '../../../../shared/values.ts';
import { PARTY_WORDS } from '../../format/words.ts';
import styles from './marks.module.css';

export function PartyMark({ party }: { readonly party: Party }): ReactElement {
  return (
    <span className={styles['party']} data-party={party}>
      {PARTY_WORDS[party]}
    </span>
  );
}
