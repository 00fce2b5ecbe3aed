/** The operations of the API that the simulator imitates, with the limit that Recall documents for each. */

export type Operation =
  | 'calendars.list'
  | 'calendars.create'
  | 'calendars.retrieve'
  | 'calendars.update'
  | 'calendars.delete'
  | 'calendars.accessToken'
  | 'events.list'
  | 'events.retrieve'
  | 'events.botCreate'
  | 'events.botDelete'
  | 'bots.list'
  | 'bots.create'
  | 'bots.retrieve'
  | 'bots.update'
  | 'bots.delete'
  | 'bots.leaveCall'
  | 'bots.deleteMedia'
  | 'bots.screenshots'
  | 'bots.screenshot'
  | 'billing.usage';

/** Requests per minute, workspace and operation (recall-api.md 1.7). */
export const LIMIT_PER_MINUTE: Readonly<Record<Operation, number>> = {
  'calendars.list': 60,
  'calendars.create': 300,
  'calendars.retrieve': 300,
  'calendars.update': 300,
  'calendars.delete': 300,
  'calendars.accessToken': 300,
  'events.list': 60,
  'events.retrieve': 300,
  'events.botCreate': 600,
  'events.botDelete': 600,
  'bots.list': 60,
  'bots.create': 60,
  'bots.retrieve': 300,
  'bots.update': 300,
  'bots.delete': 300,
  'bots.leaveCall': 300,
  'bots.deleteMedia': 300,
  'bots.screenshots': 60,
  'bots.screenshot': 300,
  'billing.usage': 5,
};

type Methods = Readonly<Record<string, Operation>>;

const ROUTES: readonly (readonly [RegExp, Methods])[] = [
  [/^\/api\/v2\/calendars\/$/, { GET: 'calendars.list', POST: 'calendars.create' }],
  [
    /^\/api\/v2\/calendars\/([^/]+)\/$/,
    { GET: 'calendars.retrieve', PATCH: 'calendars.update', DELETE: 'calendars.delete' },
  ],
  [/^\/api\/v2\/calendars\/([^/]+)\/access-token\/$/, { POST: 'calendars.accessToken' }],
  [/^\/api\/v2\/calendar-events\/$/, { GET: 'events.list' }],
  [/^\/api\/v2\/calendar-events\/([^/]+)\/$/, { GET: 'events.retrieve' }],
  [/^\/api\/v2\/calendar-events\/([^/]+)\/bot\/$/, { POST: 'events.botCreate', DELETE: 'events.botDelete' }],
  [/^\/api\/v1\/bot\/$/, { GET: 'bots.list', POST: 'bots.create' }],
  [/^\/api\/v1\/bot\/([^/]+)\/$/, { GET: 'bots.retrieve', PATCH: 'bots.update', DELETE: 'bots.delete' }],
  [/^\/api\/v1\/bot\/([^/]+)\/leave_call\/$/, { POST: 'bots.leaveCall' }],
  [/^\/api\/v1\/bot\/([^/]+)\/delete_media\/$/, { POST: 'bots.deleteMedia' }],
  [/^\/api\/v1\/bot\/([^/]+)\/screenshots\/$/, { GET: 'bots.screenshots' }],
  [/^\/api\/v1\/bot\/([^/]+)\/screenshots\/([^/]+)\/$/, { GET: 'bots.screenshot' }],
  [/^\/api\/v1\/billing\/usage\/$/, { GET: 'billing.usage' }],
];

export type Route =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly ids: readonly string[] }
  | { readonly kind: 'wrong_method' }
  /** The path would match with a slash at its end. */
  | { readonly kind: 'slash_missing' }
  | { readonly kind: 'unknown' };

/** Finds the operation of a method and a path (without its query). */
export function routeOf(method: string, path: string): Route {
  for (const [pattern, methods] of ROUTES) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const operation = methods[method];
    return operation === undefined ? { kind: 'wrong_method' } : { kind: 'operation', operation, ids: match.slice(1) };
  }
  if (!path.endsWith('/') && ROUTES.some(([pattern]) => pattern.test(`${path}/`))) return { kind: 'slash_missing' };
  return { kind: 'unknown' };
}
