/**
 * `npm run dev [-- --data-dir FOLDER --port N]`: the console in the web host, built again whenever a source changes.
 * After a change of the renderer, reload the page; after any other change the host starts again by itself.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuild } from './build.mjs';
import { ROOT, SetupError, main, say } from './lib/process.mjs';
import { ensureDependencies, ensureKeytar, node24, toolEnv } from './setup.mjs';

/** Editors write several files at once; wait until they are done. */
const QUIET_MS = 200;

await main(async () => {
  await ensureDependencies();
  await ensureKeytar();
  await ensureBuild();
  const args = [join(ROOT, 'out', 'main', 'web.js'), '--no-open', ...process.argv.slice(2)];
  let host = start();

  function start() {
    const child = spawn(node24(), args, { env: toolEnv(), stdio: 'inherit' });
    return { child, ended: once(child, 'exit') };
  }

  async function restart() {
    if (host.child.exitCode === null) host.child.kill('SIGTERM');
    await host.ended;
    host = start();
  }

  const changed = new Set();
  let wake = () => {};
  for (const folder of ['electron', 'shared', 'renderer']) {
    watch(join(ROOT, folder), { recursive: true }, () => {
      changed.add(folder);
      wake();
    });
  }
  process.once('SIGINT', () => process.exit(0));
  for (;;) {
    if (changed.size === 0) {
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
    await sleep(QUIET_MS);
    const rendererOnly = [...changed].every((folder) => folder === 'renderer');
    changed.clear();
    try {
      await ensureBuild();
      if (rendererOnly) say('built; reload the page');
      else await restart();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(error.message);
    }
  }
});
