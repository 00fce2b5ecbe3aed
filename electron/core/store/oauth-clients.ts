/** The register of OAuth clients, and those that are only seen in calendars. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { OauthClient } from '../../../shared/actions.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { int, intOrNull, text } from './codec.ts';
import type { Connection } from './connection.ts';
import { calendarPlatform, calendarPlatformOf, calendarStatusOf, isDeletedCalendar } from './facets.ts';
import type { NewOauthClient } from './ledger.ts';
import { scopeIds } from './scope.ts';

export const OAUTH_CLIENTS_SQL = {
  all: 'SELECT id, client_id, name, platform, secret_expires_at FROM oauth_client',
  workspaces: 'SELECT oauth_client, workspace_id FROM oauth_client_workspace',
  // The condition leaves out calendars without a client, and lets the index be searched.
  inUse: `SELECT oauth_client_id, workspace_id, facet, count(*) FROM calendar WHERE oauth_client_id > ''
    GROUP BY oauth_client_id, workspace_id, facet`,
  named: 'SELECT id FROM oauth_client WHERE client_id = ?',
  one: 'SELECT secret_expires_at, reminded FROM oauth_client WHERE id = ?',
  add: 'INSERT INTO oauth_client (client_id, name, platform, secret_expires_at) VALUES (?, ?, ?, ?) RETURNING id',
  change: `UPDATE oauth_client SET client_id = ?, name = ?, platform = ?, secret_expires_at = ?, reminded = ? WHERE id = ?`,
  remind: 'UPDATE oauth_client SET reminded = min(ifnull(reminded, @days), @days) WHERE id = @id',
  forgetWorkspaces: 'DELETE FROM oauth_client_workspace WHERE oauth_client = ?',
  addWorkspace: 'INSERT INTO oauth_client_workspace (oauth_client, workspace_id) VALUES (?, ?)',
  remove: 'DELETE FROM oauth_client WHERE id = ?',
  /** The table holds a few rows; an index would be larger than it. */
  leave: 'DELETE FROM oauth_client_workspace WHERE workspace_id = ?',
} as const;

type ClientTuple = [id: number, clientId: string, name: string, platform: string, secretExpiresAt: number | null];
type Use = OauthClient['inUse'][number];

const keyOf = (clientId: string, platform: CalendarPlatform): string => `${platform} ${clientId}`;

/** Registered ones by name, then those only seen, by the number of their present calendars. */
export function oauthClients(connection: Connection): OauthClient[] {
  const here = new Set(scopeIds(connection, 'all'));
  const uses = clientsInUse(connection, here);
  const workspaces = new Map<number, number[]>();
  for (const [client, workspaceId] of connection.all<[number, number]>(OAUTH_CLIENTS_SQL.workspaces)) {
    if (here.has(workspaceId)) workspaces.set(client, [...(workspaces.get(client) ?? []), workspaceId]);
  }
  const registered = connection
    .all<ClientTuple>(OAUTH_CLIENTS_SQL.all)
    .map(([id, clientId, name, platformRaw, secretExpiresAt]): OauthClient & { name: string } => {
      const platform = calendarPlatform(platformRaw);
      const seen = uses.get(keyOf(clientId, platform));
      uses.delete(keyOf(clientId, platform));
      const workspaceIds = (workspaces.get(id) ?? []).sort((a, b) => a - b);
      return { id, clientId, name, platform, secretExpiresAt, workspaceIds, inUse: seen?.inUse ?? [] };
    })
    .sort((a, b) => a.name.localeCompare(b.name) || (a.clientId < b.clientId ? -1 : 1));
  const calendars = (client: OauthClient): number => client.inUse.reduce((sum, use) => sum + use.calendars, 0);
  const onlySeen = [...uses.values()].sort(
    (a, b) => calendars(b) - calendars(a) || (keyOf(a.clientId, a.platform) < keyOf(b.clientId, b.platform) ? -1 : 1),
  );
  return [...registered, ...onlySeen];
}

/** What present calendars say, by client and platform; workspaces in order. */
function clientsInUse(connection: Connection, here: ReadonlySet<number>): Map<string, OauthClient> {
  const clients = new Map<string, OauthClient>();
  const rows = connection.all<[clientId: string, workspaceId: number, facet: number, n: number]>(
    OAUTH_CLIENTS_SQL.inUse,
  );
  for (const [clientId, workspaceId, facet, n] of rows) {
    // Deleted calendars and those that only an event has named so far.
    if (isDeletedCalendar(facet) || !here.has(workspaceId)) continue;
    const platform = calendarPlatformOf(facet);
    const key = keyOf(clientId, platform);
    let client = clients.get(key);
    if (client === undefined) {
      client = { id: null, clientId, name: null, platform, secretExpiresAt: null, workspaceIds: [], inUse: [] };
      clients.set(key, client);
    }
    let use: Use | undefined = client.inUse.find((known) => known.workspaceId === workspaceId);
    if (use === undefined) {
      use = { workspaceId, calendars: 0, disconnected: 0 };
      client.inUse.push(use);
    }
    use.calendars += n;
    if (calendarStatusOf(facet) === 'disconnected') use.disconnected += n;
  }
  return clients;
}

/** Null adds one. A reminder belongs to its expiry date, so that another date is reminded of anew. Inside a transaction. */
export function saveOauthClient(connection: Connection, client: NewOauthClient, id: number | null): number {
  const clientId = text(client.clientId);
  const other = connection.get<[number]>(OAUTH_CLIENTS_SQL.named, [clientId])?.[0];
  if (other !== undefined && other !== id) {
    throw new CallboardError(
      'conflict',
      `An OAuth client with the client id ${clientId} is registered already. Change that one, or enter another client id.`,
      { details: { field: 'clientId', id: other } },
    );
  }
  const values = [clientId, text(client.name), client.platform, intOrNull(client.secretExpiresAt)] as const;
  const saved =
    id === null ? connection.get<[number]>(OAUTH_CLIENTS_SQL.add, values)?.[0] : change(connection, id, values);
  if (saved === undefined) throw new Error('The new OAuth client has no id.');
  connection.run(OAUTH_CLIENTS_SQL.forgetWorkspaces, [saved]);
  for (const workspaceId of new Set(client.workspaceIds)) {
    connection.run(OAUTH_CLIENTS_SQL.addWorkspace, [saved, int(workspaceId)]);
  }
  return saved;
}

function change(
  connection: Connection,
  id: number,
  values: readonly [clientId: string, name: string, platform: string, secretExpiresAt: number | null],
): number {
  const [expiresAt, reminded] = requireClient(connection, id);
  connection.run(OAUTH_CLIENTS_SQL.change, [...values, expiresAt === values[3] ? reminded : null, id]);
  return id;
}

/** Inside a transaction. */
export function removeOauthClient(connection: Connection, id: number): void {
  requireClient(connection, id);
  connection.run(OAUTH_CLIENTS_SQL.forgetWorkspaces, [id]);
  connection.run(OAUTH_CLIENTS_SQL.remove, [id]);
}

/** Days ahead of the smallest reminder given for the present expiry date; null: none yet, or no such client. */
export function reminded(connection: Connection, id: number): number | null {
  return connection.get<[number | null, number | null]>(OAUTH_CLIENTS_SQL.one, [id])?.[1] ?? null;
}

/** Inside a transaction. */
export function noteReminder(connection: Connection, id: number, daysAhead: number): void {
  connection.run(OAUTH_CLIENTS_SQL.remind, { days: int(daysAhead), id });
}

/** Clients stay on the register without a workspace that is removed. Inside a transaction. */
export function leaveWorkspace(connection: Connection, workspaceId: number): void {
  connection.run(OAUTH_CLIENTS_SQL.leave, [workspaceId]);
}

function requireClient(connection: Connection, id: number): [expiresAt: number | null, reminded: number | null] {
  const found = connection.get<[number | null, number | null]>(OAUTH_CLIENTS_SQL.one, [id]);
  if (found !== undefined) return found;
  throw new CallboardError(
    'not_found',
    'This OAuth client is not on the register any more, so nothing was changed. Reload the list.',
  );
}
