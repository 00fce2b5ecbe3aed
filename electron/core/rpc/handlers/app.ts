import { startTraining, stopTraining } from '../../training.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

export function createAppHandlers(deps: EngineDeps): HandlersOf<'app'> & HandlersOf<'demo'> {
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
    'demo.start': async () => {
      const rows = await startTraining(deps, store, fleet);
      deps.changed('workspaces', null);
      return { rows };
    },
    'demo.stop': async () => {
      await stopTraining(deps, store, fleet);
      deps.changed('workspaces', null);
      return {};
    },
  };
}
