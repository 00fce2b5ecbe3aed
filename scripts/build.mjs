/** `npm run build`: builds `out/` when it is older than the sources. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lib/cache.mjs';
import { ROOT, SetupError, main, run, say } from './lib/process.mjs';
import { ensureDependencies, node24, tool, toolEnv } from './setup.mjs';

const STAMP = join(ROOT, 'out', '.built');
const RESULTS = ['out/main/main.js', 'out/main/web.js', 'out/main/cli.js', 'out/renderer/index.html'];
const SOURCES = ['electron', 'renderer', 'shared'];
const FILES = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** One hash over the names and bytes of everything that the build reads. Times of files do not matter (git sets them). */
function sourceHash() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  const hash = createHash('sha256');
  for (const file of [...files, ...FILES].sort()) {
    if (!existsSync(join(ROOT, file))) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function isCurrent(hash) {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== hash) return false;
  return RESULTS.every((file) => existsSync(join(ROOT, file)));
}

/** Builds when needed. Throws a SetupError that holds the build's log when it fails. */
export async function ensureBuild() {
  if (isCurrent(sourceHash())) return;
  await withLock('build', async () => {
    const hash = sourceHash();
    if (isCurrent(hash)) return;
    say('building');
    rmSync(STAMP, { force: true });
    const { code, output } = await run(node24(), [tool('electron-vite'), 'build'], { env: toolEnv({ NO_COLOR: '1' }) });
    if (code !== 0) throw new SetupError(`The build failed:\n${output.trim()}`);
    writeFileSync(STAMP, hash);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    await ensureDependencies();
    await ensureBuild();
  });
}
