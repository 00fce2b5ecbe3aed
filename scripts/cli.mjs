/** `npm run cli -- …`: the command line host; builds first when needed. */
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ROOT, become, main } from './lib/process.mjs';
import { ensureDependencies, ensureKeytar, node24, toolEnv } from './setup.mjs';

await main(async () => {
  await ensureDependencies();
  await ensureKeytar();
  await ensureBuild();
  await become(node24(), [join(ROOT, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], toolEnv());
});
