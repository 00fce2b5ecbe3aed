/** A chart whose parts can be read one by one: pointed at, or with the arrow keys. */
import { useState, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import styles from './overview.module.css';

export interface CursorProps {
  /** What the parts are of. */
  readonly label: string;
  readonly count: number;
  /** Part that is read first; there is at least one. */
  readonly first: number;
  readonly textOf: (index: number) => string;
  /** The drawing: `count` parts of equal width across all of it. Looked at only. */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** One stop for the tab key. What is read is said as the value of a slider, which is what assistive technology follows. */
export function Cursor({ label, count, first, textOf, children, className }: CursorProps): ReactElement {
  const [kept, setKept] = useState(first);
  const [shown, setShown] = useState(false);
  const at = Math.min(Math.max(kept, 0), count - 1);

  const point = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width === 0) return;
    setKept(Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count))));
    setShown(true);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setKept(Math.min(count - 1, Math.max(0, to)));
    setShown(true);
  };

  const middle = (at + 0.5) / count;
  return (
    <div
      className={className === undefined ? styles['cursor'] : `${styles['cursor']} ${className}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={at + 1}
      aria-valuetext={textOf(at)}
      onPointerMove={point}
      onPointerLeave={(event) => setShown(event.currentTarget === document.activeElement)}
      onFocus={() => setShown(true)}
      onBlur={() => setShown(false)}
      onKeyDown={press}
    >
      {children}
      {shown && (
        <>
          <span className={styles['here']} style={{ left: `${(at / count) * 100}%`, width: `${100 / count}%` }} />
          <span
            className={styles['said']}
            aria-hidden="true"
            style={middle < 0.5 ? { left: `${(at / count) * 100}%` } : { right: `${(1 - (at + 1) / count) * 100}%` }}
          >
            {textOf(at)}
          </span>
        </>
      )}
    </div>
  );
}
