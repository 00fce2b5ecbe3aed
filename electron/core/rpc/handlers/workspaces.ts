import type { Workspace } from '../../../../shared/entities.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { recipeOf } from '../../diagnosis/events/recipes.ts';
import { baseUrlOf } from '../../recall/regions.ts';
import { RecallError } from '../../recall/types.ts';
import { auditLocal } from '../../local-audit.ts';
import { apiKeyAccount, webhookSecretAccount } from '../../secret-accounts.ts';
import { translateError } from '../../translate-error.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createWorkspaceHandlers(deps: EngineDeps): HandlersOf<'workspaces'> {
  const { store, fleet, jobs, secrets, changed } = deps;

  const audited = (action: string, workspace: Workspace, what: string): void => {
    const { id, name } = workspace;
    auditLocal(deps, { action, target: 'workspace', targetId: String(id), targetLabel: name, workspace, what });
  };

  const find = (workspaceId: number): Workspace => {
    const workspace = store.workspaces().find((candidate) => candidate.id === workspaceId);
    if (workspace === undefined) throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
    return workspace;
  };

  /** Compared with the keys in the keychain; no trace of a key is kept elsewhere. */
  const refuseKnownKey = async (apiKey: string, except: number | null): Promise<void> => {
    for (const workspace of store.workspaces()) {
      if (workspace.id === except || (await fleet.apiKey(workspace)) !== apiKey) continue;
      throw new CallboardError(
        'conflict',
        `The workspace ${workspace.name} already uses this API key. A key opens exactly one Recall workspace, so a second entry would show everything twice.`,
        { details: { field: 'apiKey' } },
      );
    }
  };

  const requireKeychain = async (): Promise<void> => {
    const { state, message } = await secrets.state();
    if (state === 'unavailable') throw new CallboardError('keychain_unavailable', message);
  };

  return {
    'workspaces.add': async ({ name, region, baseUrl, apiKey, webhookSecret, colour, mode, pollIntervalMs }) => {
      const url = baseUrlOf(region, baseUrl);
      deps.remember(apiKey);
      if (webhookSecret !== undefined) deps.remember(webhookSecret);
      await requireKeychain();
      await refuseKnownKey(apiKey, null);
      const workspace = store.addWorkspace(
        { name, region, baseUrl: url, colour, mode, pollIntervalMs, training: false },
        deps.clock.now(),
      );
      try {
        await secrets.set(apiKeyAccount(workspace.id), apiKey);
        if (webhookSecret !== undefined) await secrets.set(webhookSecretAccount(workspace.id), webhookSecret);
      } catch (error) {
        store.removeWorkspace(workspace.id);
        throw error;
      }
      audited('workspace.add', workspace, `${region}, ${MODES[mode]}`);
      await fleet.restart(workspace.id);
      changed('workspaces', workspace.id);
      return workspace;
    },

    'workspaces.update': async ({ workspaceId, apiKey, webhookSecret, region, baseUrl, ...change }) => {
      const before = find(workspaceId);
      const address =
        region === undefined && baseUrl === undefined ? null : baseUrlOf(region ?? before.region, baseUrl);
      if (apiKey !== undefined || webhookSecret !== undefined) await requireKeychain();
      if (apiKey !== undefined) {
        deps.remember(apiKey);
        await refuseKnownKey(apiKey, workspaceId);
        await secrets.set(apiKeyAccount(workspaceId), apiKey);
      }
      if (webhookSecret !== undefined) {
        deps.remember(webhookSecret);
        await secrets.set(webhookSecretAccount(workspaceId), webhookSecret);
      }
      const workspace = store.updateWorkspace(workspaceId, {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.colour === undefined ? {} : { colour: change.colour }),
        ...(change.mode === undefined ? {} : { mode: change.mode }),
        ...(change.pollIntervalMs === undefined ? {} : { pollIntervalMs: change.pollIntervalMs }),
        ...(address === null ? {} : { region: region ?? before.region, baseUrl: address }),
      });
      if (workspace === null) throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
      const what = differences(before, workspace);
      if (apiKey !== undefined) what.push('API key');
      if (webhookSecret !== undefined) what.push('webhook secret');
      if (what.length > 0) audited('workspace.update', workspace, what.join(', '));
      if (address !== null || apiKey !== undefined || change.pollIntervalMs !== undefined)
        await fleet.restart(workspaceId);
      changed('workspaces', workspaceId);
      return workspace;
    },

    'workspaces.test': async ({ workspaceId, region, baseUrl, apiKey }, { signal }) => {
      const known = workspaceId === undefined ? null : find(workspaceId);
      const url = region === undefined && known !== null ? known.baseUrl : baseUrlOf(region ?? 'custom', baseUrl);
      const key = apiKey ?? (known === null ? null : await fleet.apiKey(known));
      if (key === null) return { works: false, message: 'There is no API key to test with. Enter one.' };
      const stored = known !== null && apiKey === undefined && url === known.baseUrl;
      const client = stored ? await fleet.client(known.id) : await fleet.probe(url, key);
      try {
        // The cheapest documented probe of a key (recall-api.md 1.2).
        const page = await client.listCalendars({}, { priority: 'person', signal });
        const count = page.next === null ? String(page.records.length) : `more than ${page.records.length}`;
        return {
          works: true,
          message: `The key works here: Recall answered with ${count} calendar${count === '1' ? '' : 's'}.`,
        };
      } catch (error) {
        if (error instanceof RecallError && error.kind !== 'cancelled') return { works: false, message: error.message };
        throw translateError(error);
      } finally {
        if (!stored) await client.close();
      }
    },

    'workspaces.setRecipe': ({ workspaceId, template }) => {
      const workspace = find(workspaceId);
      if (template !== null) recipeOf(template);
      const [known] = store.recipes([workspaceId], deps.clock.now());
      const before = known?.source === 'chosen' ? (known.inUse?.template ?? null) : null;
      store.chooseRecipe(workspaceId, template);
      if (before === template) return {};
      audited('workspace.setRecipe', workspace, `recipe: ${before ?? INFERRED} → ${template ?? INFERRED}`);
      changed('workspaces', workspaceId);
      changed('events', workspaceId);
      return {};
    },

    'workspaces.remove': async ({ workspaceId }) => {
      const workspace = find(workspaceId);
      await fleet.stop(workspaceId);
      // Rows first: a keychain entry without its workspace is harmless, a workspace without its key is a question.
      store.removeWorkspace(workspaceId);
      jobs.workspaceRemoved(workspaceId);
      audited('workspace.remove', workspace, 'its rows and its keychain entries here; nothing at Recall');
      changed('workspaces', workspaceId);
      changed('calendars', workspaceId);
      changed('events', workspaceId);
      if ((await secrets.state()).state !== 'unavailable') {
        await secrets.delete(apiKeyAccount(workspaceId));
        await secrets.delete(webhookSecretAccount(workspaceId));
      }
      return {};
    },
  };
}

const INFERRED = 'inferred from the keys';
const MODES: Readonly<Record<Workspace['mode'], string>> = { read_only: 'read-only', operate: 'operate' };

/** What changed, in words with the new value. */
function differences(before: Workspace, after: Workspace): string[] {
  return [
    ...(before.name === after.name ? [] : [`name: ${before.name} → ${after.name}`]),
    ...(before.mode === after.mode ? [] : [`mode: ${MODES[before.mode]} → ${MODES[after.mode]}`]),
    ...(before.baseUrl === after.baseUrl ? [] : [`address: ${before.baseUrl} → ${after.baseUrl}`]),
    ...(before.colour === after.colour ? [] : [`colour: ${after.colour}`]),
    ...(before.pollIntervalMs === after.pollIntervalMs ? [] : [`polled every ${after.pollIntervalMs / 1_000} s`]),
  ];
}
