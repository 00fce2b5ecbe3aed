/** A plain sentence on top, with the shape and colour of the gravest thing in it. */
import type { ReactElement, ReactNode } from 'react';
import type { Verdict } from '../../../../../shared/values.ts';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../../components/verdict/look.ts';
import basics from '../../../components/basics/basics.module.css';
import styles from './coverage.module.css';

export function Statement(props: { readonly verdict: Verdict; readonly children: ReactNode }): ReactElement {
  return (
    <p className={styles['statement']} role="status">
      <span
        className={basics['mark']}
        data-shape={VERDICT_SHAPES[props.verdict]}
        data-tone={VERDICT_TONES[props.verdict]}
        aria-hidden="true"
      />
      <span>{props.children}</span>
    </p>
  );
}
