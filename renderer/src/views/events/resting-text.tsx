/** A text that counts once it is finished: by Enter, by leaving the field, or by taking one of the suggestions. */
import { useId, useState, type ReactElement, type Ref } from 'react';
import styles from './schedule.module.css';

export interface RestingTextProps {
  readonly id?: string | undefined;
  /** Name for assistive technology, where no label names it by `id`. */
  readonly label?: string | undefined;
  readonly placeholder: string;
  readonly value: string;
  readonly maxLength: number;
  readonly suggestions?: readonly string[];
  /** The keys go here when the panel around it opens. */
  readonly first?: boolean | undefined;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

export function RestingText(props: RestingTextProps): ReactElement {
  const { id, label, placeholder, value, maxLength, suggestions = [], first = false, onChange, ref } = props;
  const options = useId();
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // The address changed from elsewhere: it wins over what was typed.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  const finish = (text: string): void => {
    if (text.trim() !== asked) onChange(text.trim());
  };
  return (
    <>
      <input
        ref={ref}
        id={id}
        type="text"
        className={styles['text']}
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        maxLength={maxLength}
        list={suggestions.length === 0 ? undefined : options}
        autoComplete="off"
        spellCheck={false}
        // Asked for by a press of a button or key just now; the mark is for a panel that is drawn before it is shown.
        autoFocus={first}
        data-first={first ? '' : undefined}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          if (text === '' || suggestions.includes(text)) finish(text);
        }}
        onBlur={() => finish(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish(typed);
        }}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={options}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  );
}
