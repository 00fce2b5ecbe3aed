/** How far back health is shown; in the address. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { DAYS, type Days } from './health.ts';
import styles from './overview.module.css';

export function DaysSwitch({ days }: { readonly days: Days }): ReactElement {
  const navigate = useNavigate();
  const show = (each: Days): void =>
    void navigate({ to: '/overview', search: each === '30' ? {} : { days: each }, replace: true });
  return (
    <div className={styles['days']} role="group" aria-label="Days shown">
      {DAYS.map((each) => (
        <button key={each} type="button" aria-pressed={each === days} onClick={() => show(each)}>
          {each} days
        </button>
      ))}
    </div>
  );
}
