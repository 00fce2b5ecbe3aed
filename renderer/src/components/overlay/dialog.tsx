/** A dialog over everything. The browser's own: the page behind it is inert, Escape closes it, the focus comes back. */
import { IconX } from '@tabler/icons-react';
import { useId, useLayoutEffect, useRef, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { IconButton } from '../basics/button.tsx';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  /** px. */
  readonly width: number;
  /** It was closed; take it off the page. */
  readonly onClose: () => void;
  /** True: something typed would be lost, so Escape and a click beside the dialog do not close it. */
  readonly holdsWork?: (() => boolean) | undefined;
  readonly children: ReactNode;
}

/** Open as long as it is on the page. */
export function Dialog({ title, width, onClose, holdsWork, children }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = (): void => dialog.current?.close();
  const onClick = (event: MouseEvent): void => {
    // The backdrop is the dialog itself as far as clicks go; inside its box they are not meant to close it.
    const box = dialog.current?.getBoundingClientRect();
    if (event.target !== dialog.current || box === undefined) return;
    const { clientX: x, clientY: y } = event;
    const beside = x < box.left || x > box.right || y < box.top || y > box.bottom;
    if (beside && holdsWork?.() !== true) close();
  };
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      style={{ width }}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        if (holdsWork?.() === true) event.preventDefault();
      }}
      onClick={onClick}
    >
      <div className={styles['head']}>
        <h2 id={titleId}>{title}</h2>
        <IconButton label="Close" onClick={close}>
          <IconX size={16} />
        </IconButton>
      </div>
      {children}
    </dialog>
  );
}
