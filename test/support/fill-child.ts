/**
 * A process of its own for the kill test: runs a core on a data folder until the first fill of its workspace is complete.
 * Prints `started` once the core serves and `complete` before it leaves. Arguments: data folder, base URL, API key.
 */
import { MemorySecrets, startHarness } from './core-harness.ts';

const [dataDir, baseUrl, apiKey] = process.argv.slice(2);
if (dataDir === undefined || baseUrl === undefined || apiKey === undefined)
  throw new Error('Usage: fill-child DATA_DIR BASE_URL API_KEY');

const secrets = new MemorySecrets();
// What a keychain would have kept across the kill.
secrets.values.set('workspace/1/api-key', apiKey);
const core = await startHarness({ dataDir, secrets, windowMs: 1_000 });
process.stdout.write('started\n');
if ((await core.call('workspaces.list', {})).rows.length === 0) {
  await core.call('workspaces.add', {
    name: 'Killed',
    region: 'custom',
    baseUrl,
    apiKey: apiKey,
    colour: 'red',
    mode: 'read_only',
    pollIntervalMs: 3_600_000,
  });
}
await core.until(async () => {
  const status = (await core.call('sync.status', {})).rows[0];
  return status?.state === 'idle' && status.freshAt !== null;
});
process.stdout.write('complete\n');
await core.stop();
process.exit(0);
