/** The one field for the new secret. It is read when it is handed over; no state holds what is in it. */
import { useId, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { useCall } from '../../../queries.ts';
import styles from './rotation.module.css';

interface SecretFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly missing: boolean;
  readonly autoFocus: boolean;
  /** Nothing but training data is changed: then the keychain is not bothered. */
  readonly training: boolean;
  readonly probe: boolean;
  readonly onProbe: (on: boolean) => void;
  /** Something is in it, or nothing any more. */
  readonly onChange: (filled: boolean) => void;
  /** Enter was pressed in it: nothing is sent by that, the next thing to press gets the focus. */
  readonly onEnter: () => void;
}

export function SecretField(props: SecretFieldProps): ReactElement {
  const { ref, missing, autoFocus, training, probe, onProbe, onChange, onEnter } = props;
  const id = useId();
  const { data: info } = useCall('app.info', {});
  const where =
    training || info?.keychain.state === 'memory'
      ? 'Kept in memory only: if Callboard quits before the end, the rotation stops and asks for it again.'
      : 'Kept in the keychain of this computer until the rotation has ended, then deleted.';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter();
  };
  return (
    <div className={styles['secret']}>
      <label htmlFor={id}>New client secret</label>
      <input
        ref={ref}
        id={id}
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        maxLength={10_000}
        // Only where a person has just asked for the field.
        autoFocus={autoFocus}
        aria-invalid={missing}
        aria-describedby={`${id}where`}
        onChange={(event) => onChange(event.currentTarget.value.trim() !== '')}
        onKeyDown={onKeyDown}
      />
      {missing && (
        <p className={styles['error']} role="alert">
          Paste the new secret first. At Microsoft it is the secret’s value, not its id.
        </p>
      )}
      <p id={`${id}where`} className={styles['hint']}>
        {where} It is sent to Recall and to nobody else, never written to the database, the log or the audit log, and
        never shown again.
      </p>
      <label className={styles['check']}>
        <input type="checkbox" checked={probe} onChange={(event) => onProbe(event.currentTarget.checked)} />
        Also test each credential with Recall
      </label>
      <p className={styles['hint']}>
        When a calendar has connected, Recall is asked for an access token once; the token is thrown away unseen. It
        takes one more call for each calendar.
      </p>
    </div>
  );
}
