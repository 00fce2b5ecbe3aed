/**
 * A payload as it came, readable: indented, foldable, searchable, copyable. Only the visible lines are in the document, so
 * 2 MB do not freeze the window; everything is text, never markup.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { bytesText, countText } from '../../format/numbers.ts';
import { CopyButton } from '../basics/copy.tsx';
import { Button } from '../basics/button.tsx';
import { containersOf, cutValue, findLines, linesOf, visibleLines, type Line } from './lines.ts';
import styles from './raw-json.module.css';

const LINE_PX = 20;
const OVERSCAN = 12;
const INDENT_PX = 14;
/** Characters of a whole value that are shown; the rest can be copied. */
const WHOLE_LIMIT = 100_000;

export interface RawJsonProps {
  readonly text: string;
  /** Names the payload for assistive technology: `Event as Recall sent it`. */
  readonly label: string;
}

/** A viewer of one JSON text. */
export function RawJson({ text, label }: RawJsonProps): ReactElement {
  const lines = useMemo(() => linesOf(text), [text]);
  const bytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set<number>());
  const visible = useMemo(() => visibleLines(lines, folded), [lines, folded]);
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => findLines(lines, wanted.trim()), [lines, wanted]);
  const foundSet = useMemo(() => new Set(found), [found]);
  const [hit, setHit] = useState(0);
  const [whole, setWhole] = useState<number>();
  const scroller = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState({ top: 0, height: 600 });

  // Another payload: what was folded and found belonged to the one before.
  const [shownText, setShownText] = useState(text);
  if (shownText !== text) {
    setShownText(text);
    setFolded(new Set<number>());
    setWhole(undefined);
    setHit(0);
  }

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = (): void =>
      setScrolled((now) =>
        now.top === element.scrollTop && now.height === element.clientHeight
          ? now
          : { top: element.scrollTop, height: element.clientHeight },
      );
    read();
    element.addEventListener('scroll', read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', read);
      observer.disconnect();
    };
  }, []);

  const current = found[hit];
  useEffect(() => {
    const element = scroller.current;
    const at = current === undefined ? -1 : visible.indexOf(current);
    if (element === null || at < 0) return;
    const top = at * LINE_PX;
    const inside = top >= element.scrollTop && top + LINE_PX <= element.scrollTop + element.clientHeight;
    if (!inside) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
  }, [current, visible]);

  const goTo = (next: number): void => {
    if (found.length === 0) return;
    const index = (next + found.length) % found.length;
    const line = found[index];
    setHit(index);
    if (line === undefined) return;
    const around = containersOf(lines, line);
    if (around.some((at) => folded.has(at))) setFolded(new Set([...folded].filter((at) => !around.includes(at))));
  };
  const toggle = (at: number): void => {
    const next = new Set(folded);
    if (!next.delete(at)) next.add(at);
    setFolded(next);
  };
  const foldAll = (): void => {
    const inner = lines.flatMap((line, at) => (line.closesAt !== undefined && line.depth > 0 ? [at] : []));
    setFolded(folded.size > 0 ? new Set<number>() : new Set(inner));
  };

  const first = Math.max(0, Math.floor(scrolled.top / LINE_PX) - OVERSCAN);
  const last = Math.min(visible.length, Math.ceil((scrolled.top + scrolled.height) / LINE_PX) + OVERSCAN);
  const wholeValue = whole === undefined ? undefined : lines[whole]?.value;
  return (
    <div className={styles['raw']}>
      <div className={styles['bar']}>
        <input
          type="search"
          className={styles['search']}
          aria-label="Search in the payload"
          placeholder="Search in the payload"
          value={wanted}
          spellCheck={false}
          onChange={(event) => {
            setWanted(event.target.value);
            setHit(0);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            goTo(hit + (event.shiftKey ? -1 : 1));
          }}
        />
        <span role="status">
          {wanted.trim() === '' ? '' : found.length === 0 ? 'not found' : `${hit + 1} of ${countText(found.length)}`}
        </span>
        <Button size="small" onClick={foldAll}>
          {folded.size > 0 ? 'Unfold all' : 'Fold all'}
        </Button>
        <span>{bytesText(bytes)}</span>
        <CopyButton text={text} what="payload" />
      </div>
      <div ref={scroller} className={styles['scroller']} tabIndex={0} role="group" aria-label={label}>
        <div className={styles['content']} style={{ height: visible.length * LINE_PX }}>
          {visible.slice(first, last).map((at, offset) => {
            const line = lines[at];
            return line === undefined ? null : (
              <LineView
                key={at}
                line={line}
                top={(first + offset) * LINE_PX}
                folded={folded.has(at)}
                found={foundSet.has(at)}
                current={at === current}
                onToggle={() => toggle(at)}
                onWhole={() => setWhole(at)}
              />
            );
          })}
        </div>
      </div>
      {wholeValue === undefined ? null : (
        <>
          <div className={styles['bar']}>
            <span>
              Whole value, {countText(wholeValue.length)} characters
              {wholeValue.length > WHOLE_LIMIT ? `, the first ${countText(WHOLE_LIMIT)} shown` : ''}
            </span>
            <CopyButton text={wholeValue} what="value" />
            <Button size="small" onClick={() => setWhole(undefined)}>
              Close
            </Button>
          </div>
          <pre className={styles['whole']} tabIndex={0}>
            {wholeValue.slice(0, WHOLE_LIMIT)}
          </pre>
        </>
      )}
    </div>
  );
}

interface LineViewProps {
  readonly line: Line;
  readonly top: number;
  readonly folded: boolean;
  readonly found: boolean;
  readonly current: boolean;
  readonly onToggle: () => void;
  readonly onWhole: () => void;
}

function LineView({ line, top, folded, found, current, onToggle, onWhole }: LineViewProps): ReactElement {
  const { shown, left } = cutValue(line.value);
  const foldable = line.closesAt !== undefined;
  const closing = line.value === '[' ? ']' : '}';
  return (
    <div
      className={styles['line']}
      style={{ top, paddingLeft: 8 + line.depth * INDENT_PX }}
      data-found={found ? '' : undefined}
      data-current={current ? '' : undefined}
    >
      {foldable ? (
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!folded}
          aria-label={`${folded ? 'Unfold' : 'Fold'} ${line.name === '' ? 'the value' : line.name.slice(0, -2)}`}
          onClick={onToggle}
        >
          {folded ? '▸' : '▾'}
        </button>
      ) : (
        <span className={styles['gap']} />
      )}
      <span className={styles['name']}>{line.name}</span>
      <span className={styles['value']} data-kind={line.kind}>
        {shown}
      </span>
      {foldable && folded ? (
        <span className={styles['dim']}>
          {' '}
          {countText(line.size ?? 0)} … {closing}
        </span>
      ) : null}
      {left > 0 ? (
        <button type="button" className={styles['more']} onClick={onWhole}>
          … {countText(left)} more characters
        </button>
      ) : null}
      {line.comma ? ',' : ''}
    </div>
  );
}
