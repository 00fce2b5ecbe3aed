/** Agenda, day or coverage: three ways to look at the same schedule. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EventsSearch, ScheduleView } from './search.ts';
import styles from './schedule.module.css';

const VIEWS: readonly { readonly view: ScheduleView | undefined; readonly label: string; readonly hint: string }[] = [
  { view: undefined, label: 'Agenda', hint: 'Every event, one per line' },
  { view: 'day', label: 'Day', hint: 'One day on a time line' },
  { view: 'coverage', label: 'Coverage', hint: 'Customers and whether their meetings will be recorded' },
];

export function ViewSwitch({ search }: { readonly search: EventsSearch }): ReactElement {
  const navigate = useNavigate();
  return (
    <div className={styles['views']} role="group" aria-label="View of the schedule">
      {VIEWS.map(({ view, label, hint }) => (
        <button
          key={label}
          type="button"
          title={hint}
          aria-pressed={view === search.view}
          onClick={() =>
            void navigate({
              to: '.',
              search: (old: object) => ({ ...old, ...viewChange(search, view) }),
              replace: true,
            })
          }
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/**
 * What changes in the address with the view. Coverage shows external meetings unless it is told otherwise, the other views show
 * all: whoever goes from one to the other keeps seeing the same meetings.
 */
export function viewChange(search: EventsSearch, view: ScheduleView | undefined): EventsSearch {
  const { external } = search;
  if (view === search.view) return {};
  if (search.view === 'coverage') {
    return { view, external: external === 'any' ? undefined : (external ?? 'external') };
  }
  if (view !== 'coverage') return { view };
  return { view, external: external === 'external' ? undefined : external, sel: undefined, tab: undefined };
}
