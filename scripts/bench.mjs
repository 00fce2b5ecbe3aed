/** `npm run bench [-- …]`: measures the goals of the README on the built console. */
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ROOT, become, main } from './lib/process.mjs';
import { ensureChromium, ensureDependencies, node24, toolEnv } from './setup.mjs';

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  const chromium = await ensureChromium();
  const env = toolEnv(chromium === null ? {} : { CALLBOARD_CHROMIUM: chromium });
  await become(node24(), [join(ROOT, 'test', 'bench', 'index.ts'), ...process.argv.slice(2)], env);
});
