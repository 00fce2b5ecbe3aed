import { RecallError } from '../../recall/types.ts';
import type { EngineDeps, HandlersOf } from './deps.ts';

/** Finds out, in one call, what keeps Callboard from working. Changes nothing. */
export function createDoctorHandlers({ store, fleet, secrets }: EngineDeps): HandlersOf<'doctor'> {
  return {
    'doctor.run': async ({ deep }, { signal }) => {
      const checks = store.check(deep === true);
      const keychain = await secrets.state();
      checks.push({
        name: 'Keychain',
        state: keychain.state === 'available' ? 'ok' : 'warning',
        message: keychain.message,
      });
      for (const workspace of store.workspaces()) {
        const name = `Workspace ${workspace.name}`;
        try {
          const client = await fleet.client(workspace.id);
          const page = await client.listCalendars({}, { priority: 'person', signal });
          const clockSkew = page.serverNow;
          checks.push({
            name,
            state: 'ok',
            message:
              clockSkew === null
                ? 'Recall answers and the key works.'
                : 'Recall answers, the key works and it sends its clock.',
          });
        } catch (error) {
          signal.throwIfAborted();
          const message = error instanceof RecallError || error instanceof Error ? error.message : String(error);
          checks.push({ name, state: 'failed', message });
        }
      }
      return { healthy: checks.every((check) => check.state !== 'failed'), checks };
    },
  };
}
