/** Every page and its address. Hash history: the same files work under `app://` and under any path of the web host. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch, validateGlobalSearch } from './address.ts';
import { Frame } from './components/frame/frame.tsx';
import { PageFailure, PageMissing } from './components/frame/page-states.tsx';
import { ask, queryKey } from './queries.ts';
import { validateBotsSearch } from './views/bots/search.ts';
import { CalendarPage, CalendarsView } from './views/calendars/index.tsx';
import { validateCalendarsSearch } from './views/calendars/search.ts';
import { EventPage, EventsView } from './views/events/index.tsx';
import { validateEventsSearch } from './views/events/search.ts';
import { validateAuditSearch } from './views/audit/search.ts';
import { validateJobsSearch, validateJobSearch } from './views/jobs/search.ts';
import { validateRecordSearch } from './views/list-address.ts';
import { validateOverviewSearch } from './views/overview/search.ts';
import { validateOauthClientsSearch, validateRotationSearch } from './views/oauth-clients/search.ts';
import { validateIncidentSearch, validateTriageSearch } from './views/triage/search.ts';
import { validateWorkspacesSearch } from './views/workspaces/search.ts';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  validateSearch: validateGlobalSearch,
  search: { middlewares: [retainSearchParams(['ws', 'tz'])] },
  component: Frame,
  notFoundComponent: PageMissing,
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const known = await context.queryClient
      .query({
        queryKey: queryKey('workspaces.list', {}),
        queryFn: () => ask('workspaces.list', {}),
        retry: false,
      })
      // The list itself says what is wrong; here only the door matters.
      .catch(() => null);
    throw redirect({ to: known !== null && known.rows.length === 0 ? '/welcome' : '/calendars', replace: true });
  },
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./views/welcome/index.tsx'), 'WelcomeView'),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  validateSearch: validateOverviewSearch,
  component: lazyRouteComponent(() => import('./views/overview/index.tsx'), 'OverviewView'),
});

const triageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/triage',
  validateSearch: validateTriageSearch,
  component: lazyRouteComponent(() => import('./views/triage/index.tsx'), 'TriageView'),
});

const incidentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/triage/$incidentId',
  validateSearch: validateIncidentSearch,
  component: lazyRouteComponent(() => import('./views/triage/index.tsx'), 'IncidentPage'),
});

const oauthDoctorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/oauth-doctor',
  component: lazyRouteComponent(() => import('./views/oauth-doctor/index.tsx'), 'OauthDoctorView'),
});

const calendarsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calendars',
  validateSearch: validateCalendarsSearch,
  component: CalendarsView,
});

const calendarRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/calendars/$workspaceId/$id',
  validateSearch: validateRecordSearch,
  component: CalendarPage,
});

const eventsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/events',
  validateSearch: validateEventsSearch,
  component: EventsView,
});

const eventRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/events/$workspaceId/$id',
  validateSearch: validateRecordSearch,
  component: EventPage,
});

const botsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bots',
  validateSearch: validateBotsSearch,
  component: lazyRouteComponent(() => import('./views/bots/index.tsx'), 'BotsView'),
});

const botRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bots/$workspaceId/$id',
  validateSearch: validateRecordSearch,
  component: lazyRouteComponent(() => import('./views/bots/index.tsx'), 'BotPage'),
});

const jobsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  validateSearch: validateJobsSearch,
  component: lazyRouteComponent(() => import('./views/jobs/index.tsx'), 'JobsView'),
});

const jobRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$jobId',
  validateSearch: validateJobSearch,
  component: lazyRouteComponent(() => import('./views/jobs/index.tsx'), 'JobPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: validateAuditSearch,
  component: lazyRouteComponent(() => import('./views/audit/index.tsx'), 'AuditView'),
});

const auditEntryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit/$n',
  component: lazyRouteComponent(() => import('./views/audit/index.tsx'), 'AuditEntryPage'),
});

const oauthClientsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/oauth-clients',
  validateSearch: validateOauthClientsSearch,
  component: lazyRouteComponent(() => import('./views/oauth-clients/index.tsx'), 'OauthClientsView'),
});

const rotationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/oauth-clients/$clientId/rotate',
  validateSearch: validateRotationSearch,
  component: lazyRouteComponent(() => import('./views/oauth-clients/index.tsx'), 'RotationPage'),
});

const workspacesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workspaces',
  validateSearch: validateWorkspacesSearch,
  component: lazyRouteComponent(() => import('./views/workspaces/index.tsx'), 'WorkspacesView'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./views/settings/index.tsx'), 'SettingsView'),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  welcomeRoute,
  overviewRoute,
  triageRoute,
  incidentRoute,
  calendarsRoute,
  calendarRoute,
  eventsRoute,
  eventRoute,
  botsRoute,
  botRoute,
  jobsRoute,
  jobRoute,
  auditRoute,
  auditEntryRoute,
  oauthClientsRoute,
  rotationRoute,
  oauthDoctorRoute,
  workspacesRoute,
  settingsRoute,
]);

export type AppRouter = ReturnType<typeof createAppRouter>;

/** The router over the given query client. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: PageFailure,
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
