/** How an incident grew, as a shape: flat is one moment, a slope is a spreading trouble. */
import type { ReactElement } from 'react';
import { growthPath } from './growth.ts';
import styles from './triage.module.css';

const WIDTH = 40;
const HEIGHT = 12;

/** For a list's cell; the number stands beside it. */
export function Spark({ growth, size }: { readonly growth: readonly number[]; readonly size: number }): ReactElement {
  return (
    <svg className={styles['spark']} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={growthPath(growth, size, WIDTH, HEIGHT)} />
    </svg>
  );
}
