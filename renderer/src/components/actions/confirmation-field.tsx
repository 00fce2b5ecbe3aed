/** What has to be typed before something happens that cannot be taken back. */
import type { ReactElement } from 'react';
import styles from './actions.module.css';
import { Field } from './fields.tsx';

export function ConfirmationField(props: {
  readonly phrase: string;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}): ReactElement {
  const { phrase, typed, onTyped } = props;
  return (
    <Field
      label={
        <>
          Type <bdi className={styles['phrase']}>{phrase}</bdi> to confirm
        </>
      }
    >
      {({ id }) => (
        <input
          id={id}
          className={styles['input']}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          data-first=""
          onChange={(event) => onTyped(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
