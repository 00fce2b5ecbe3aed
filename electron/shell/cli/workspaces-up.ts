import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../../shared/contract.ts';
import type { Caller } from './run.ts';

const POLL_MS = 50;
/** The simulator of training mode may take a moment on a busy machine. */
const LONGEST_MS = 20_000;

/**
 * Waits until the core, which loads its network code after the start, has taken up every workspace. Returns all
 * workspaces; after 20 s also when some are still missing.
 */
export async function workspacesUp(call: Caller): Promise<Output<'workspaces.list'>['rows']> {
  const { rows: workspaces } = await call('workspaces.list', {});
  for (let waited = 0; waited < LONGEST_MS; waited += POLL_MS) {
    const { rows } = await call('sync.status', {});
    if (rows.length >= workspaces.length) break;
    await sleep(POLL_MS);
  }
  return workspaces;
}
