/** List left, detail right; the border between them can be moved and is remembered. In narrow windows the detail covers the list. */
import {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { readWidth, rememberWidth, WIDTH_LIMITS } from './width.ts';
import styles from './split.module.css';

const KEY_STEP_PX = 16;

/** Below this the detail covers the list; the same number stands in split.module.css. */
const NARROW = '(max-width: 1099px)';

function watchNarrow(watcher: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', watcher);
  return () => query.removeEventListener('change', watcher);
}

function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}

export interface SplitViewProps {
  readonly list: ReactNode;
  /** Null: nothing is selected, the list has all the room. */
  readonly detail: ReactNode | null;
  /** Names the detail for assistive technology. */
  readonly detailLabel: string;
  /** The list can be used again, after the detail had covered it. */
  readonly onUncover: () => void;
}

/** Two panes with a border that moves by pointer and by arrow keys. */
export function SplitView({ list, detail, detailLabel, onUncover }: SplitViewProps): ReactElement {
  const [width, setWidth] = useState(readWidth);
  const narrow = useSyncExternalStore(watchNarrow, isNarrow);
  // What is covered takes no focus and is not read out.
  const covered = narrow && detail !== null;
  const wasCovered = useRef(false);
  useEffect(() => {
    if (wasCovered.current && !covered) onUncover();
    wasCovered.current = covered;
  }, [covered, onUncover]);

  const become = (next: number): void => setWidth(rememberWidth(next));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right;
    if (right !== undefined) become(right - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    become(width + (event.key === 'ArrowLeft' ? KEY_STEP_PX : -KEY_STEP_PX));
  };
  return (
    <div className={styles['split']}>
      <div className={styles['list']} inert={covered}>
        {list}
      </div>
      {detail === null ? null : (
        <>
          {/* A separator that can be moved is a widget with keys of its own (WAI-ARIA window splitter). */}
          <div
            className={styles['border']}
            role="separator"
            tabIndex={0}
            aria-label="Width of the detail"
            aria-orientation="vertical"
            aria-valuenow={width}
            aria-valuemin={WIDTH_LIMITS.least}
            aria-valuemax={WIDTH_LIMITS.most}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onKeyDown={onKeyDown}
          />
          <aside className={styles['detail']} style={{ width }} aria-label={detailLabel}>
            {detail}
          </aside>
        </>
      )}
    </div>
  );
}
