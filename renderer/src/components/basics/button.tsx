/** Buttons: with a verb on them, or with a picture. */
import type { ReactElement, ReactNode } from 'react';
import styles from './button.module.css';

export interface ButtonProps {
  readonly children: ReactNode;
  /** Absent: submits the form it stands in. */
  readonly onClick?: () => void;
  /** primary: what one came for; danger: what cannot be taken back; quiet: a tool among others. */
  readonly kind?: 'default' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'small' | 'normal' | 'large';
  readonly disabled?: boolean;
  /** It was pressed and is not done: another press does nothing, and the focus stays. */
  readonly busy?: boolean;
  /** Where the visible words alone do not say of what. */
  readonly label?: string;
  /** What it does, in more words than are on it; shown when pointed at. */
  readonly tip?: string;
}

/** A button with a verb on it. */
export function Button(props: ButtonProps): ReactElement {
  const { children, onClick, kind = 'default', size = 'normal', disabled = false, busy = false, label, tip } = props;
  return (
    <button
      type={onClick === undefined ? 'submit' : 'button'}
      className={styles['button']}
      data-kind={kind}
      data-size={size}
      data-tip={tip}
      disabled={disabled}
      aria-busy={busy}
      aria-label={label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy ? <Busy /> : null}
      {children}
    </button>
  );
}

export interface IconButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** Its name, and what is shown when it is pointed at. */
  readonly label: string;
}

/** A button with a picture on it. */
export function IconButton({ children, onClick, label }: IconButtonProps): ReactElement {
  return (
    <button type="button" className={styles['icon']} aria-label={label} data-tip={label} onClick={onClick}>
      {children}
    </button>
  );
}

/** Turns while something is under way; the words beside it say what. */
export function Busy(): ReactElement {
  return <span className={styles['busy']} data-busy="" aria-hidden="true" />;
}
