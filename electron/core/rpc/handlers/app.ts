import { auditLocal } from '../../local-audit.ts';
import { startTraining, stopTraining } from '../../training.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createAppHandlers(
  deps: EngineDeps,
): Omit<HandlersOf<'app'>, 'app.notices' | 'app.setNotices'> & HandlersOf<'demo'> {
  const { store, fleet, host } = deps;
  return {
    'app.info': async () => ({
      shell: host.shell,
      appVersion: host.appVersion,
      versions: { ...host.versions },
      dataDir: deps.dataDir,
      keychain: await deps.secrets.state(),
      storage: store.storage(),
    }),
    'app.keepSecretsInMemory': async () => {
      const state = await deps.secrets.useMemory();
      deps.changed('app', null);
      return state;
    },
    'app.protection': () => deps.protection.state(),
    'app.protect': (change) => {
      const before = deps.protection.state();
      const after = deps.protection.set({
        ...(change.locked === undefined ? {} : { locked: change.locked }),
        ...(change.lockAtStart === undefined ? {} : { lockAtStart: change.lockAtStart }),
      });
      const what = [
        ...(after.locked === before.locked ? [] : [after.locked ? 'changes locked' : 'changes unlocked']),
        ...(after.lockAtStart === before.lockAtStart
          ? []
          : [after.lockAtStart ? 'locked at every start' : 'not locked at start']),
      ];
      if (what.length > 0) {
        const entry = { target: 'app', targetId: null, targetLabel: null, workspace: null } as const;
        auditLocal(deps, { action: 'app.protect', ...entry, what: what.join(', ') });
      }
      deps.changed('app', null);
      return after;
    },
    'demo.start': async () => {
      const rows = await startTraining(deps, store, fleet);
      deps.changed('workspaces', null);
      return { rows };
    },
    'demo.stop': async () => {
      const gone = store.workspaces().filter(({ training }) => training);
      await stopTraining(deps, store, fleet);
      for (const { id } of gone) deps.jobs.workspaceRemoved(id);
      deps.changed('workspaces', null);
      return {};
    },
  };
}
