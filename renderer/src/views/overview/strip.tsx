/** One workspace's health over time as a thin strip of columns. */
import type { ReactElement } from 'react';
import { useTimeZone } from '../../time-zone.tsx';
import { Cursor } from './cursor.tsx';
import { cellText, runsOf, type HealthCell } from './health.ts';
import styles from './overview.module.css';

const HEIGHT = 24;
/** Less could not be seen. */
const LOWEST = 3;

/**
 * A column stands for the largest share that was disconnected at once; its height grows with the root of it, so that one
 * of a hundred is seen and half of them is not yet all of it. Hatched: nobody looked. Told apart by shape, not by colour.
 */
export function Strip(props: {
  readonly label: string;
  readonly cells: readonly HealthCell[];
  readonly spanMs: number;
  readonly now: number;
}): ReactElement {
  const { label, cells, spanMs, now } = props;
  const { zone } = useTimeZone();
  const latest = cells.findLastIndex(({ kind }) => kind !== 'ahead');
  const share = 100 / cells.length;
  return (
    <Cursor
      label={label}
      count={cells.length}
      first={Math.max(0, latest)}
      className={styles['strip']}
      textOf={(index) => {
        const cell = cells[index];
        return cell === undefined ? '' : cellText(cell, spanMs, now, zone);
      }}
    >
      {runsOf(cells, 'missing').map(([first, count]) => (
        <span
          key={first}
          className={styles['missing']}
          style={{ left: `${first * share}%`, width: `${count * share}%` }}
        />
      ))}
      <svg viewBox={`0 0 ${cells.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path className={styles['well']} d={cells.map(wellPath).join('')} />
        <path className={styles['down']} d={cells.map(columnPath).join('')} />
      </svg>
    </Cursor>
  );
}

function wellPath(cell: HealthCell, index: number): string {
  return cell.kind === 'seen' ? `M${index + 0.08} ${HEIGHT}v-2h.84v2z` : '';
}

function columnPath(cell: HealthCell, index: number): string {
  if (cell.kind !== 'seen' || cell.worstShare === 0) return '';
  const height = Math.max(LOWEST, Math.sqrt(cell.worstShare) * HEIGHT);
  return `M${index + 0.08} ${HEIGHT}V${(HEIGHT - height).toFixed(2)}h.84V${HEIGHT}z`;
}
