/** Where we are (workspaces, page), the search, and how things are shown (zone, theme). */
import { useRouterState } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { GlobalSearch } from '../search/global-search.tsx';
import { LockSwitch } from './lock-switch.tsx';
import { ScopeSwitcher } from './scope-switcher.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { TimeZoneToggle } from './time-zone-toggle.tsx';
import classes from './top-bar.module.css';

const PAGE_NAMES: readonly (readonly [prefix: string, name: string])[] = [
  ['/overview', 'Overview'],
  ['/triage/', 'Incident'],
  ['/triage', 'Triage'],
  ['/calendars/', 'Calendar'],
  ['/calendars', 'Calendars'],
  ['/events/', 'Event'],
  ['/events', 'Schedule'],
  ['/bots/', 'Bot'],
  ['/bots', 'Bots'],
  ['/jobs/', 'Job'],
  ['/jobs', 'Jobs'],
  ['/audit/', 'Audit entry'],
  ['/audit', 'Audit'],
  ['/oauth-doctor', 'OAuth doctor'],
  ['/oauth-clients/', 'Rotate a secret'],
  ['/oauth-clients', 'OAuth clients'],
  ['/workspaces', 'Workspaces'],
  ['/settings', 'Settings'],
  ['/welcome', 'Welcome'],
];

/** Every page has one main heading: these lists have no room for one of their own. */
const LISTS: ReadonlySet<string> = new Set(['/triage', '/calendars', '/events', '/bots', '/jobs', '/audit']);

export function TopBar({ filled }: { readonly filled: boolean }): ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const name = PAGE_NAMES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'Callboard';
  const Name = LISTS.has(path) ? 'h1' : 'span';
  useEffect(() => {
    // Another process keeps it, so it waits with the rest.
    if (!filled) return;
    document.title = name === 'Callboard' ? name : `${name} · Callboard`;
  }, [filled, name]);
  return (
    <header className={classes['bar']}>
      {filled && (
        <>
          <div className={classes['place']}>
            <ScopeSwitcher />
            <Name className={classes['page']}>{name}</Name>
          </div>
          <GlobalSearch />
          <div className={classes['tools']}>
            <LockSwitch />
            <TimeZoneToggle />
            <ThemeToggle />
          </div>
        </>
      )}
    </header>
  );
}
