/** Where the secrets of a job are entered again. They are read when they are handed over, and kept nowhere. */
import { useId, useRef, useState, type ReactElement, type ReactNode, type SubmitEvent } from 'react';
import type { ActionSecrets } from '../../../../shared/actions.ts';
import { Button } from '../../components/basics/button.tsx';
import styles from './jobs.module.css';
import { SECRET_NAMES, type SecretName } from './words.ts';

export interface SecretFormProps {
  readonly names: readonly SecretName[];
  /** On the button: a verb. */
  readonly verb: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** The job may have none: nothing has to be entered. */
  readonly optional?: boolean;
  /** Beside the button. */
  readonly children?: ReactNode;
  readonly onSend: (secrets: ActionSecrets) => void;
}

/** A form with as many fields as the job has secrets; none is fine. */
export function SecretForm(props: SecretFormProps): ReactElement {
  const { names, verb, busy, disabled = false, optional = false, children, onSend } = props;
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const [missing, setMissing] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (form.current === null || busy || disabled) return;
    const fields = new FormData(form.current);
    const secrets: ActionSecrets = {};
    for (const name of names) {
      const value = fields.get(name);
      if (typeof value === 'string' && value.trim() !== '') secrets[name] = value.trim();
    }
    const none = !optional && names.length > 0 && Object.keys(secrets).length === 0;
    setMissing(none);
    if (none) return;
    form.current.reset();
    onSend(secrets);
  };
  return (
    <form ref={form} className={styles['form']} onSubmit={submit} autoComplete="off" noValidate>
      {names.map((name) => (
        <label key={name} className={styles['field']}>
          {SECRET_NAMES[name]}
          {name === 'botConfig' ? (
            <textarea
              name={name}
              className={styles['json']}
              autoComplete="off"
              spellCheck={false}
              rows={8}
              maxLength={200_000}
              aria-invalid={missing}
              aria-describedby={missing ? `${id}missing` : undefined}
              onChange={() => setMissing(false)}
            />
          ) : (
            <input
              name={name}
              type="password"
              autoComplete="new-password"
              spellCheck={false}
              maxLength={10_000}
              aria-invalid={missing}
              aria-describedby={missing ? `${id}missing` : undefined}
              onChange={() => setMissing(false)}
            />
          )}
        </label>
      ))}
      {missing ? (
        <p id={`${id}missing`} className={styles['problem']} role="alert">
          {names.length === 1
            ? `Enter the ${names.includes('botConfig') ? 'configuration' : 'secret'}: the job cannot go on without it.`
            : 'Enter what this job sends, at least one of them.'}
        </p>
      ) : null}
      <div className={styles['formButtons']}>
        {children}
        <Button kind="primary" busy={busy} disabled={disabled}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
