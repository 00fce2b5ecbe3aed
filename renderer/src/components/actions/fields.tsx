/** Fields of the action dialogs. Secrets are read from their fields at the moment of sending and kept nowhere. */
import { useId, type ReactElement, type ReactNode, type Ref } from 'react';
import type { ActionSecrets } from '../../../../shared/actions.ts';
import styles from './actions.module.css';

/** Secrets of one line; a configuration has an editor of its own. */
export type SecretName = Exclude<keyof ActionSecrets, 'botConfig'>;

const SECRET_LABELS: Readonly<Record<SecretName, string>> = {
  clientSecret: 'New client secret',
  refreshToken: 'New refresh token',
};

const SECRET_HINTS: Readonly<Record<SecretName, string>> = {
  clientSecret: 'Of the calendar’s own OAuth client.',
  refreshToken: 'From the OAuth consent of this calendar’s owner.',
};

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined }) => ReactNode;
}

/** A labelled field with a hint and, when there is one, what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps): ReactElement {
  const id = useId();
  const says = [hint === undefined ? null : `${id}hint`, error === undefined ? null : `${id}error`];
  const describedBy = says.filter((part) => part !== null).join(' ');
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <span id={`${id}hint`} className={styles['quiet']}>
          {hint}
        </span>
      )}
      {children({ id, describedBy: describedBy === '' ? undefined : describedBy })}
      {error === undefined ? null : (
        <span id={`${id}error`} className={styles['error']} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

/** What stands beside an empty secret. `refused`: it was handed over, and what was wanted was not begun. */
export function missingText(refused: boolean): string {
  return refused ? 'Enter it again: nothing was begun, and it was not kept.' : 'Enter it first.';
}

/** A secret: goes in, never comes out. */
export function SecretField(props: {
  readonly name: SecretName;
  readonly label?: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly onTyped?: () => void;
  readonly ref: Ref<HTMLInputElement>;
}): ReactElement {
  const { name } = props;
  return (
    <Field label={props.label ?? SECRET_LABELS[name]} hint={props.hint ?? SECRET_HINTS[name]} error={props.error}>
      {({ id, describedBy }) => (
        <input
          ref={props.ref}
          id={id}
          type="password"
          className={styles['input']}
          autoComplete="new-password"
          spellCheck={false}
          maxLength={10_000}
          aria-describedby={describedBy}
          aria-invalid={props.error === undefined ? undefined : true}
          data-first=""
          onChange={props.onTyped}
        />
      )}
    </Field>
  );
}

/** A choice that is on or off, with what it means below it. */
export function CheckField(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
}): ReactElement {
  const id = useId();
  return (
    <div className={styles['check']}>
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint === undefined ? undefined : `${id}hint`}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{props.children}</label>
      {props.hint === undefined ? null : (
        <span id={`${id}hint`} className={styles['quiet']}>
          {props.hint}
        </span>
      )}
    </div>
  );
}

/** One of several choices, with what it means below it. */
export function RadioField(props: {
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <div className={styles['check']}>
      <input
        id={id}
        type="radio"
        name={props.name}
        checked={props.checked}
        aria-describedby={props.hint === undefined ? undefined : `${id}hint`}
        onChange={props.onChoose}
      />
      <label htmlFor={id}>{props.children}</label>
      {props.hint === undefined ? null : (
        <span id={`${id}hint`} className={styles['quiet']}>
          {props.hint}
        </span>
      )}
    </div>
  );
}
