/** Meetings as bars over the hours of a day. Plain elements: there may be a thousand of them. */
import {
  memo,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import type { EventRow } from '../../../../../shared/entities.ts';
import { MINUTE_MS } from '../../../../../shared/time.ts';
import type { GridHandle } from '../../../components/grid/grid.tsx';
import { rowKey } from '../../../components/list/use-list-rows.ts';
import { VERDICT_SHAPES, VERDICT_TONES } from '../../../components/verdict/look.ts';
import { Mark } from '../../../components/basics/marks.tsx';
import { plural } from '../../../format/numbers.ts';
import { clockText, type Zone } from '../../../format/time.ts';
import { COVERAGE_MARKS, VERDICT_WORDS } from '../../../format/words.ts';
import { useNowIn } from '../../../use-now.ts';
import { barFor, hoursOf, type Bar, type Lane, type Span } from './lanes.ts';
import styles from './day.module.css';

export interface TimelineProps {
  /** Names it for assistive technology: `Meetings of Tue 24 Nov`. */
  readonly label: string;
  readonly lanes: readonly Lane[];
  /** What stands at the left of a lane. */
  readonly nameOf: (lane: Lane) => ReactNode;
  readonly span: Span;
  readonly zone: Zone;
  /** One line per bar instead of two. */
  readonly compact: boolean;
  /** Key of the meeting that is shown beside it. */
  readonly selected: string | undefined;
  readonly onSelect: (event: EventRow) => void;
  readonly onOpen: (event: EventRow) => void;
  readonly ref?: Ref<GridHandle>;
}

/** Attribute by which the line of now is found. */
const NOW_ATTRIBUTE = 'data-now';

const keyOf = (bar: Bar): string => rowKey(bar.event);

export function Timeline(props: TimelineProps): ReactElement {
  const { label, lanes, nameOf, span, zone, compact, selected, onSelect, onOpen, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState<string | null>(selected ?? null);
  const bars = useMemo(() => new Map(lanes.flatMap((lane) => lane.bars.map((bar) => [keyOf(bar), bar]))), [lanes]);
  const hours = hoursOf(span);
  // One stop for the Tab key: the bar that was reached last, else the first.
  const first = lanes[0]?.bars[0];
  const stop = reached !== null && bars.has(reached) ? reached : first === undefined ? null : keyOf(first);

  const barElement = (key: string | null): HTMLElement | null =>
    key === null ? null : (scroller.current?.querySelector(`[data-bar="${CSS.escape(key)}"]`) ?? null);
  const move = (key: string): boolean => {
    const bar = barFor(key, lanes, reached === null ? null : stop, keyOf);
    if (bar === undefined) return false;
    setReached(keyOf(bar));
    barElement(keyOf(bar))?.focus();
    return true;
  };
  const press = (bar: Bar): void => (keyOf(bar) === selected ? onOpen : onSelect)(bar.event);
  useImperativeHandle(ref, () => ({
    focus: () => barElement(stop)?.focus(),
    press: (key) => {
      const bar = stop === null ? undefined : bars.get(stop);
      if (key === 'Enter' && bar !== undefined) press(bar);
      else move(key);
    },
    atTop: () => (scroller.current?.scrollTop ?? 0) === 0,
  }));

  // Only as it appears: later the reader decides what is in view.
  const appeared = useRef(false);
  useEffect(() => {
    if (appeared.current) return;
    appeared.current = true;
    const wanted = barElement(selected ?? null) ?? scroller.current?.querySelector(`[${NOW_ATTRIBUTE}]`);
    wanted?.scrollIntoView({ block: 'nearest', inline: 'center' });
  });

  const barAt = (target: EventTarget): Bar | undefined => {
    const element = target instanceof Element ? target.closest('[data-bar]') : null;
    return bars.get(element?.getAttribute('data-bar') ?? '');
  };
  const onClick = (event: MouseEvent): void => {
    const bar = barAt(event.target);
    if (bar === undefined) return;
    setReached(keyOf(bar));
    // The second press of a double click, or Enter on what is open already, means the page.
    press(bar);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || barAt(event.target) === undefined) return;
    if (move(event.key)) event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="region"
      aria-label={label}
      data-compact={compact ? '' : undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div className={styles['canvas']} style={{ '--hours': hours.length } as CSSProperties}>
        <div className={styles['axis']} aria-hidden="true">
          {hours.map((hour) => (
            <span key={hour}>{clockText(hour, zone)}</span>
          ))}
        </div>
        {lanes.map((lane) => (
          <LaneRow
            key={lane.key}
            lane={lane}
            name={nameOf(lane)}
            span={span}
            zone={zone}
            stop={lane.bars.some((bar) => keyOf(bar) === stop) ? stop : null}
            selected={lane.bars.some((bar) => keyOf(bar) === selected) ? selected : undefined}
          />
        ))}
        <NowLine span={span} />
      </div>
    </div>
  );
}

/** Now, where it is of the day. */
function NowLine({ span }: { readonly span: Span }): ReactElement | null {
  const now = useNowIn(MINUTE_MS);
  if (now < span.from || now >= span.to) return null;
  return (
    <div className={styles['nowLayer']} aria-hidden="true">
      <div {...{ [NOW_ATTRIBUTE]: '' }} className={styles['now']} style={{ left: percent(now, span) }} />
    </div>
  );
}

interface LaneRowProps {
  readonly lane: Lane;
  readonly name: ReactNode;
  readonly span: Span;
  readonly zone: Zone;
  readonly stop: string | null;
  readonly selected: string | undefined;
}

/** Drawn again only when something of it changed: a move of the keys concerns two lanes of many. */
const LaneRow = memo(function LaneRow({ lane, name, span, zone, stop, selected }: LaneRowProps): ReactElement {
  const id = useId();
  return (
    <section className={styles['lane']} aria-labelledby={id} style={{ '--rows': lane.rows } as CSSProperties}>
      <h2 id={id} className={styles['laneName']}>
        <span className={styles['laneWords']}>
          {name} <span className={styles['laneCount']}>{plural(lane.bars.length, 'meeting')}</span>
        </span>
      </h2>
      <ul className={styles['bars']}>
        {lane.bars.map((bar) => (
          <li key={keyOf(bar)} style={placeOf(bar, span)}>
            <BarButton bar={bar} zone={zone} stop={keyOf(bar) === stop} selected={keyOf(bar) === selected} />
          </li>
        ))}
      </ul>
    </section>
  );
});

function BarButton(props: {
  readonly bar: Bar;
  readonly zone: Zone;
  readonly stop: boolean;
  readonly selected: boolean;
}): ReactElement {
  const { bar, zone, stop, selected } = props;
  const { event } = bar;
  const { verdict } = event;
  const title = event.title ?? 'no title';
  const word = verdict === null ? COVERAGE_MARKS[event.coverage].word : VERDICT_WORDS[verdict.verdict];
  const when = bar.openEnded
    ? `${clockText(bar.from, zone)}, end not said`
    : `${clockText(bar.from, zone)}–${clockText(event.endAt ?? bar.to, zone)}`;
  const why = verdict === null ? word : `${word}: ${verdict.title}`;
  const whose = event.calendarEmail === null ? [] : [event.calendarEmail];
  return (
    <button
      type="button"
      className={styles['bar']}
      data-bar={keyOf(bar)}
      data-tone={verdict === null ? 'plain' : VERDICT_TONES[verdict.verdict]}
      data-open-ended={bar.openEnded ? '' : undefined}
      tabIndex={stop ? 0 : -1}
      aria-current={selected ? true : undefined}
      title={[`${when}  ${title}`, why, ...whose].join('\n')}
    >
      <span className="cb-unseen">{when}, </span>
      <bdi className={styles['barTitle']}>{title}</bdi>
      <span className={styles['barVerdict']}>
        <Mark
          shape={verdict === null ? COVERAGE_MARKS[event.coverage].shape : VERDICT_SHAPES[verdict.verdict]}
          word={word}
          tone={verdict === null ? 'plain' : VERDICT_TONES[verdict.verdict]}
        />
      </span>
      <span className="cb-unseen">
        {[...(verdict === null ? [] : [verdict.title]), ...whose].map((text) => `, ${text}`)}
      </span>
    </button>
  );
}

function percent(at: number, span: Span): string {
  return `${(((at - span.from) / (span.to - span.from)) * 100).toFixed(3)}%`;
}

function placeOf(bar: Bar, span: Span): CSSProperties {
  const left = Math.max(bar.from, span.from);
  const length = Math.min(bar.to, span.to) - left;
  return {
    left: percent(left, span),
    width: percent(span.from + length, span),
    top: `calc(${bar.row} * var(--step) + 4px)`,
  };
}
