/** Changes of the register of OAuth clients; the list itself is the reader's. */
import type { OauthClient } from '../../../../shared/actions.ts';
import type { ParsedInput } from '../../../../shared/contract.ts';
import type { Workspace } from '../../../../shared/entities.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { toIso } from '../../../../shared/time.ts';
import { auditLocal } from '../../local-audit.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

type Fields = Omit<ParsedInput<'oauthClients.save'>, 'id'>;

/** What the range of `Date` allows, ms from 1970 on. */
const MAX_INSTANT = 8_640_000_000_000_000;

export function createOauthClientHandlers(deps: EngineDeps): HandlersOf<'oauthClients'> {
  const { store, changed } = deps;

  const registered = (id: number): OauthClient => {
    const client = store.oauthClients().find((candidate) => candidate.id === id);
    if (client === undefined) {
      throw new CallboardError(
        'not_found',
        'This OAuth client is not on the register any more, so nothing was changed. Reload the list.',
      );
    }
    return client;
  };

  const audited = (action: string, client: Pick<OauthClient, 'clientId' | 'name'>, what: string): void => {
    const { clientId: targetId, name: targetLabel } = client;
    auditLocal(deps, { action, target: 'oauth_client', targetId, targetLabel, workspace: null, what });
    changed('oauthClients', null);
  };

  return {
    'oauthClients.save': ({ id, ...fields }) => {
      const workspaces = store.workspaces();
      check(fields, workspaces);
      const before = id === undefined ? null : registered(id);
      const what = differences(before, fields, workspaces);
      if (id !== undefined && what.length === 0) return { id };
      const saved = store.saveOauthClient(fields, id ?? null);
      audited('oauth_client.save', fields, what.join(', '));
      return { id: saved };
    },

    'oauthClients.remove': ({ id }) => {
      const client = registered(id);
      store.removeOauthClient(id);
      audited('oauth_client.remove', client, 'its name and expiry date here; nothing at Recall');
      return {};
    },
  };
}

function check({ secretExpiresAt, workspaceIds }: Fields, workspaces: readonly Workspace[]): void {
  if (secretExpiresAt !== null && Math.abs(secretExpiresAt) > MAX_INSTANT) {
    throw new CallboardError('invalid_input', 'The expiry date is no date. Enter it again.', {
      details: { field: 'secretExpiresAt' },
    });
  }
  if (!workspaceIds.every((id) => workspaces.some((workspace) => workspace.id === id))) {
    throw new CallboardError(
      'invalid_input',
      'One of the chosen workspaces is not in Callboard any more. Choose again and save.',
      { details: { field: 'workspaceIds' } },
    );
  }
}

/** What changed, in words with the new value; all of it for a new one. */
function differences(before: OauthClient | null, after: Fields, workspaces: readonly Workspace[]): string[] {
  const names = (ids: readonly number[]): string =>
    workspaces.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(' and ') || 'none';
  const expiry = (at: number | null): string => (at === null ? 'not known' : toIso(at));
  const fields: readonly (readonly [string, string | null, string])[] = [
    ['name', before?.name ?? null, after.name],
    ['client id', before?.clientId ?? null, after.clientId],
    ['platform', before?.platform ?? null, after.platform],
    ['secret expires', before === null ? null : expiry(before.secretExpiresAt), expiry(after.secretExpiresAt)],
    ['workspaces', before === null ? null : names(before.workspaceIds), names(after.workspaceIds)],
  ];
  return fields.flatMap(([name, was, is]) => {
    if (was === is) return [];
    return [was === null ? `${name}: ${is}` : `${name}: ${was} → ${is}`];
  });
}
