/** Why nothing can be changed at the moment, and where that is changed. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import styles from './actions.module.css';
import type { Off } from './use-off.ts';

/** Nothing where everything can. */
export function OffReason({ off }: { readonly off: Off | null }): ReactElement | null {
  if (off === null) return null;
  if (off === 'locked') {
    return <span className={styles['quiet']}>Changes are locked for all workspaces; unlock them in the top bar.</span>;
  }
  return (
    <span className={styles['quiet']}>
      <bdi>{off.name}</bdi> is read-only here.{' '}
      <Link className={styles['link']} to="/workspaces" search={{ form: 'edit', id: off.id }}>
        Change its mode
      </Link>
    </span>
  );
}
