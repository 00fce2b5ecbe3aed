/**
 * Where a bot's configuration is written as JSON. It may hold tokens of any kind: the text lives in its field alone, is read at the
 * moment of sending, and goes with the dialog.
 */
import { useId, useImperativeHandle, useRef, useState, type ReactElement, type Ref } from 'react';
import { Button } from '../basics/button.tsx';
import styles from './actions.module.css';
import own from './events-dialog.module.css';
import { BOT_FIELDS, type BotField } from './bot-fields.ts';
import { configFault, fieldsOf, withField } from './config-text.ts';
import type { JsonFault } from './json-check.ts';

export interface ConfigEditorHandle {
  readonly text: () => string;
  /** Something would be lost with it. */
  readonly changed: () => boolean;
  /** True when it can be sent; else the keys go to what is wrong. */
  readonly check: () => boolean;
  readonly clear: () => void;
}

export interface ConfigEditorProps {
  readonly ref: Ref<ConfigEditorHandle>;
  /** What it begins with. */
  readonly initial: string;
}

/** What the contract takes (shared/actions.ts). */
const LONGEST = 200_000;

export function ConfigEditor({ ref, initial }: ConfigEditorProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<JsonFault | null>(() => configFault(initial));
  const [there, setThere] = useState<readonly string[]>(() => fieldsOf(initial) ?? []);
  const id = useId();

  const read = (): string => area.current?.value ?? '';
  const look = (): JsonFault | null => {
    const now = configFault(read());
    setFault(now);
    // While the text cannot be read, what was there last counts.
    setThere((before) => fieldsOf(read()) ?? before);
    return now;
  };
  const goTo = ({ at }: JsonFault): void => {
    area.current?.focus();
    area.current?.setSelectionRange(at, Math.min(at + 1, read().length));
  };
  useImperativeHandle(ref, () => ({
    text: read,
    changed: () => read() !== initial,
    check: () => {
      const now = look();
      if (now !== null) goTo(now);
      return now === null;
    },
    clear: () => {
      if (area.current !== null) area.current.value = '';
    },
  }));
  const insert = ({ name, snippet }: BotField): void => {
    if (area.current === null) return;
    const { text, from, to } = withField(read(), name, snippet);
    area.current.value = text;
    area.current.focus();
    area.current.setSelectionRange(from, to);
    look();
  };

  return (
    <div className={own['editor']}>
      <div className={styles['field']}>
        <label htmlFor={id}>Configuration as JSON</label>
        <textarea
          ref={area}
          id={id}
          className={own['area']}
          defaultValue={initial}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          wrap="off"
          maxLength={LONGEST}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={`${id}fault`}
          onChange={look}
        />
        <div id={`${id}fault`} className={own['fault']} role="status" data-wrong={fault === null ? undefined : ''}>
          {fault === null ? (
            'This is one JSON object. What its fields mean is up to Recall.'
          ) : (
            <>
              <span>
                <strong>
                  Line {fault.line}, column {fault.column}:
                </strong>{' '}
                {fault.message}
              </span>
              <Button size="small" kind="quiet" onClick={() => goTo(fault)}>
                Go there
              </Button>
            </>
          )}
        </div>
      </div>
      <section className={own['help']} aria-labelledby={`${id}help`}>
        <h3 id={`${id}help`}>Fields of a bot</h3>
        <ul>
          {BOT_FIELDS.map((field) => (
            <li key={field.name}>
              <div>
                <code>{field.name}</code>
                {there.includes(field.name) ? (
                  <span className={styles['quiet']}>is there</span>
                ) : (
                  <Button size="small" kind="quiet" label={`Insert ${field.name}`} onClick={() => insert(field)}>
                    Insert
                  </Button>
                )}
              </div>
              <p>{field.meaning}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
