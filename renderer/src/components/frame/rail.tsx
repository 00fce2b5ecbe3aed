/** The pages of the console, one icon each; jobs say how many are unfinished. */
import {
  IconAddressBook,
  IconCalendarTime,
  IconChecklist,
  IconBellRinging,
  IconHome2,
  IconFileDescription,
  IconKey,
  IconRobot,
  IconSettings,
  IconStack2,
} from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ComponentType, MouseEvent, ReactElement } from 'react';
import { commands, type CommandId } from '../../../../shared/commands.ts';
import { OPEN_JOB_STATES } from '../../../../shared/values.ts';
import { stringifySearch, validateGlobalSearch } from '../../address.ts';
import { useCall } from '../../queries.ts';
import { useScope } from '../../use-address.ts';
import classes from './rail.module.css';

interface Entry {
  readonly to:
    | '/overview'
    | '/triage'
    | '/calendars'
    | '/events'
    | '/bots'
    | '/jobs'
    | '/audit'
    | '/oauth-clients'
    | '/workspaces'
    | '/settings';
  readonly label: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly command?: CommandId;
}

const PAGES: readonly Entry[] = [
  { to: '/overview', label: 'Overview', icon: IconHome2, command: 'go.overview' },
  { to: '/triage', label: 'Triage', icon: IconBellRinging, command: 'go.triage' },
  { to: '/calendars', label: 'Calendars', icon: IconAddressBook, command: 'go.calendars' },
  { to: '/events', label: 'Schedule', icon: IconCalendarTime, command: 'go.events' },
  { to: '/bots', label: 'Bots', icon: IconRobot, command: 'go.bots' },
  { to: '/jobs', label: 'Jobs', icon: IconChecklist, command: 'go.jobs' },
  { to: '/audit', label: 'Audit', icon: IconFileDescription, command: 'go.audit' },
];
const HOUSEHOLD: readonly Entry[] = [
  { to: '/oauth-clients', label: 'OAuth clients', icon: IconKey, command: 'go.oauthClients' },
  { to: '/workspaces', label: 'Workspaces', icon: IconStack2, command: 'go.workspaces' },
  { to: '/settings', label: 'Settings', icon: IconSettings, command: 'go.settings' },
];

export function Rail({ filled }: { readonly filled: boolean }): ReactElement {
  const { pathname, search } = useRouterState({ select: ({ location }) => location });
  const kept = stringifySearch({ ...validateGlobalSearch(search) });
  const linkTo = (entry: Entry): RailLinkProps => ({
    ...entry,
    href: `#${entry.to}${kept}`,
    here: pathname.startsWith(entry.to),
  });
  const group = (entries: readonly Entry[]): ReactElement => (
    <ul className={classes['group']}>
      {entries.map((entry) => (
        <li key={entry.to}>
          <LinkTo {...linkTo(entry)} />
        </li>
      ))}
    </ul>
  );
  return (
    <nav className={classes['rail']} aria-label="Pages">
      <Mark />
      {filled && (
        <>
          {group(PAGES)}
          <div className={classes['gap']} />
          {group(HOUSEHOLD)}
        </>
      )}
    </nav>
  );
}

function LinkTo(props: RailLinkProps): ReactElement {
  switch (props.to) {
    case '/triage':
      return <TriageLink {...props} />;
    case '/jobs':
      return <JobsLink {...props} />;
    default:
      return <RailLink {...props} />;
  }
}

/** Says how many incidents and single cases are in the inbox of the workspaces in scope. */
function TriageLink(props: RailLinkProps): ReactElement {
  const { data } = useCall('incidents.counts', { workspaces: useScope() });
  return <RailLink {...props} count={data?.inbox ?? 0} counted="in the inbox" />;
}

/** Says how many jobs have not ended. */
function JobsLink(props: RailLinkProps): ReactElement {
  const { data } = useCall('jobs.list', { states: [...OPEN_JOB_STATES], after: null, limit: 1 });
  return <RailLink {...props} count={data?.total.count ?? 0} counted="unfinished" />;
}

interface RailLinkProps extends Entry {
  readonly href: string;
  readonly here: boolean;
  /** How many things wait behind it; 0: it says nothing. */
  readonly count?: number;
  /** What they are: `unfinished`. */
  readonly counted?: string;
}

/** Not the router's own link: four of them cost a tenth of the time to the first rows. */
function RailLink(props: RailLinkProps): ReactElement {
  const { to, label, icon: Icon, command, href, here, count = 0, counted = '' } = props;
  const navigate = useNavigate();
  const keys = commands.find(({ id }) => id === command)?.keys[0];
  const onClick = (event: MouseEvent): void => {
    // Another window or tab is the browser's business.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to });
  };
  return (
    <a
      href={href}
      onClick={onClick}
      aria-current={here ? 'page' : undefined}
      className={classes['link']}
      aria-label={count === 0 ? label : `${label}, ${count} ${counted}`}
      data-tip={keys === undefined ? label : `${label}  (${keys})`}
      data-tip-side="right"
    >
      <Icon size={20} stroke={1.6} />
      {count === 0 ? null : (
        <span className={classes['count']} aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </a>
  );
}

/** A callboard: sheets pinned under each other. */
function Mark(): ReactElement {
  return (
    <svg className={classes['mark']} viewBox="0 0 24 24" width="22" height="22" role="img" aria-label="Callboard">
      <rect x="3" y="3" width="18" height="18" rx="3" fill="currentColor" opacity="0.16" />
      <rect x="6.5" y="6.5" width="5" height="11" rx="1" fill="currentColor" />
      <rect x="13" y="6.5" width="4.5" height="5" rx="1" fill="currentColor" opacity="0.75" />
      <rect x="13" y="13" width="4.5" height="4.5" rx="1" fill="currentColor" opacity="0.45" />
    </svg>
  );
}
