/** The room at the left of the bottom bar for what is chosen on a page, filled by the page that has something to choose. */
import { useSyncExternalStore, type ReactElement, type ReactNode, type ReactPortal } from 'react';
import { createPortal } from '../../react-dom.ts';
import styles from './actions.module.css';

let slot: HTMLElement | null = null;
const watchers = new Set<() => void>();

/** Stands in the bottom bar. */
export function BarSlot(): ReactElement {
  return <div ref={become} className={styles['slot']} />;
}

/** Shows its children in the bottom bar, for as long as it is on the page. */
export function InBottomBar({ children }: { readonly children: ReactNode }): ReactPortal | null {
  const element = useSyncExternalStore(watch, () => slot);
  return element === null ? null : createPortal(children, element);
}

function become(element: HTMLElement | null): void {
  slot = element;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
