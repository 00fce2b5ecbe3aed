/** The first line of a record's detail: what it is, and the ways out of it. */
import { IconArrowLeft, IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './detail.module.css';

export interface TitleLineProps {
  /** Id of the heading, for whoever is named by it. */
  readonly id?: string;
  /** Text from elsewhere goes in as text. */
  readonly title: ReactNode;
  /** Right of the title. */
  readonly aside?: ReactNode;
  readonly page: boolean;
  /** In the pane: open as a page. */
  readonly onExpand?: (() => void) | undefined;
  /** In the pane: close. On a page: go back. */
  readonly onClose: () => void;
}

export function TitleLine({ id, title, aside, page, onExpand, onClose }: TitleLineProps): ReactElement {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={styles['titleLine']}>
      {page ? <Way label="Back" hotkey="Esc" icon={<IconArrowLeft size={16} aria-hidden />} onClick={onClose} /> : null}
      <Heading id={id} className={styles['title']}>
        {title}
      </Heading>
      {aside}
      {page || onExpand === undefined ? null : (
        <Way
          label="Open as a page"
          hotkey="Enter"
          icon={<IconArrowsDiagonal size={16} aria-hidden />}
          onClick={onExpand}
        />
      )}
      {page ? null : <Way label="Close" hotkey="Esc" icon={<IconX size={16} aria-hidden />} onClick={onClose} />}
    </div>
  );
}

function Way(props: {
  readonly label: string;
  readonly hotkey: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}): ReactElement {
  const { label, hotkey, icon, onClick } = props;
  return (
    <button
      type="button"
      className={styles['icon']}
      onClick={onClick}
      aria-label={label}
      title={`${label} (${hotkey})`}
    >
      {icon}
    </button>
  );
}
