/** A panel beside the button that opens it. The browser's own popover: light dismiss, Escape and focus return come with it. */
import { useId, useImperativeHandle, useRef, useState, type ReactElement, type ReactNode, type Ref } from 'react';
import { flushSync } from '../../react-dom.ts';
import styles from './popover.module.css';

/** What code outside can ask of a popover. */
export interface PopoverHandle {
  open(): void;
}

export interface PopoverProps {
  /** What is on the button. */
  readonly button: ReactNode;
  /** Name of the button, where its content alone does not say it. */
  readonly buttonLabel?: string;
  readonly buttonClass: string | undefined;
  /** Names the panel for assistive technology. */
  readonly label: string;
  readonly side: 'above' | 'below';
  /** px; absent: as wide as its content. */
  readonly width?: number;
  /** Opens it from elsewhere. */
  readonly ref?: Ref<PopoverHandle> | undefined;
  /** It was closed, by whatever. */
  readonly onClosed?: (() => void) | undefined;
  /** Drawn only while the panel is open. */
  readonly children: (close: () => void) => ReactNode;
}

export function Popover(props: PopoverProps): ReactElement {
  const { button, buttonLabel, buttonClass, label, side, width, onClosed, children } = props;
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  // An anchor's name must be a dashed identifier; React's ids hold other characters too.
  const anchor = `--anchor-${id.replace(/\W/g, '')}`;
  const close = (): void => panel.current?.hidePopover();
  useImperativeHandle(props.ref, () => ({ open: () => panel.current?.showPopover() }));
  return (
    <>
      <button
        type="button"
        className={buttonClass}
        style={{ anchorName: anchor }}
        aria-label={buttonLabel}
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        className={styles['panel']}
        data-side={side}
        style={{ positionAnchor: anchor, width }}
        // Filled before it is shown, or it would flicker; emptied after it is gone, or the focus inside it would be lost.
        onBeforeToggle={(event) => {
          if (event.newState === 'open') flushSync(() => setOpen(true));
        }}
        onToggle={(event) => {
          // What the panel was opened for, if something of it is marked so.
          const first = panel.current?.querySelector<HTMLElement>('[data-first]') ?? panel.current;
          if (event.newState === 'open') first?.focus();
          else {
            setOpen(false);
            onClosed?.();
          }
        }}
      >
        {open ? children(close) : null}
      </div>
    </>
  );
}
