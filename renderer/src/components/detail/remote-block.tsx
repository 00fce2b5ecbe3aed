/** A longer text from elsewhere, exactly as it came: text, wrapped, never interpreted. */
import type { ReactElement } from 'react';
import styles from './detail.module.css';

export function RemoteBlock({ text }: { readonly text: string }): ReactElement {
  return <pre className={styles['remote']}>{text}</pre>;
}
