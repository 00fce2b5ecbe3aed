/** Filters above a list: chips that are on or off, choices, and a text. */
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useCommand } from '../../commands.ts';
import { DENSITIES, setDensity, useDensity } from '../grid/density.ts';
import { IconBaselineDensityMedium } from '@tabler/icons-react';
import styles from './list.module.css';

/** The row of filters; what is at its end says how many rows there are. */
export function FilterBar(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly end: ReactNode;
}): ReactElement {
  const density = useDensity();
  const next = DENSITIES[(DENSITIES.indexOf(density) + 1) % DENSITIES.length] ?? 'normal';
  return (
    <div className={styles['bar']} role="toolbar" aria-label={props.label}>
      <div className={styles['filters']}>{props.children}</div>
      <div className={styles['end']}>
        {props.end}
        <button
          type="button"
          className={styles['icon']}
          aria-label={`Row height: ${density}. Switch to ${next}`}
          title={`Row height: ${density}`}
          onClick={() => setDensity(next)}
        >
          <IconBaselineDensityMedium size={16} aria-hidden />
        </button>
      </div>
    </div>
  );
}

export interface ChipProps {
  readonly on: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
  /** Rows behind the chip, in words. */
  readonly count?: string | undefined;
  readonly disabled?: boolean;
  readonly hint?: string | undefined;
}

/** A filter that is on or off. */
export function Chip({ on, onToggle, children, count, disabled = false, hint }: ChipProps): ReactElement {
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-pressed={on}
      aria-disabled={disabled}
      title={hint}
      onClick={disabled ? undefined : onToggle}
    >
      {children}
      {count === undefined ? null : <span className={styles['count']}>{count}</span>}
    </button>
  );
}

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V | undefined;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** The word for no choice: `Any platform`. */
  readonly any: string;
  readonly onChange: (value: V | undefined) => void;
  readonly disabled?: boolean;
}

/** One of several, or any. A native select: it has the platform's keys and names for nothing. */
export function Choice<V extends string>(props: ChoiceProps<V>): ReactElement {
  const { label, value, options, any, onChange, disabled = false } = props;
  return (
    <select
      className={styles['choice']}
      aria-label={label}
      data-on={value === undefined ? undefined : ''}
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** How long typing rests before the list is asked, ms. */
const TYPING_REST_MS = 150;

/** A text to filter by, reached by `/`. The list follows when typing rests; Escape gives the keys back to the list. */
export function TextFilter(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}): ReactElement {
  const { label, placeholder, value, onChange, onLeave } = props;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // The address changed from elsewhere (back, clear filters): it wins over what was typed.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => {
      setAsked(typed);
      onChange(typed);
    }, TYPING_REST_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, onChange]);
  useCommand('list.filter', () => {
    field.current?.focus();
    field.current?.select();
  });
  return (
    <input
      ref={field}
      type="search"
      className={styles['text']}
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onLeave();
      }}
    />
  );
}
