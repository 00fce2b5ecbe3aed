/**
 * `npm start [-- --data-dir FOLDER --port N --no-open --web]`: opens the console. In Electron where there is a binary
 * and a display, else the same console on 127.0.0.1.
 */
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ROOT, become, main, say } from './lib/process.mjs';
import { ensureDependencies, ensureElectron, ensureKeytar, hasDisplay, node24, toolEnv } from './setup.mjs';

/** The path of the Electron binary, or why the console cannot open in Electron here. */
async function chooseShell(wantsWeb) {
  if (wantsWeb) return { reason: 'as asked' };
  if (!hasDisplay()) return { reason: 'because there is no display for Electron' };
  // Chromium's sandbox refuses to run as root, and Callboard does not run without it.
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { reason: 'because Electron does not run as root' };
  const binary = await ensureElectron();
  return binary === null ? { reason: 'because the Electron binary could not be fetched' } : { binary };
}

await main(async () => {
  const args = process.argv.slice(2);
  await ensureDependencies();
  await ensureKeytar();
  await ensureBuild();
  const shell = await chooseShell(args.includes('--web'));
  const passed = args.filter((argument) => argument !== '--web');
  if (shell.binary !== undefined) await become(shell.binary, [ROOT, ...passed], toolEnv());
  say(`serving the console on 127.0.0.1, ${shell.reason}`);
  await become(node24(), [join(ROOT, 'out', 'main', 'web.js'), ...passed], toolEnv());
});
