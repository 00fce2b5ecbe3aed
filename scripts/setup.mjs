/**
 * Brings a fresh clone, or an old one, to where Callboard can be built, run and tested. Plain Node ≥ 20, no
 * dependencies: it runs before there are any. Every function may be called again and says something only when it
 * does something.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { failedToday, rememberFailure, withLock } from './lib/cache.mjs';
import { aptInstall, canInstallPackages } from './lib/debian.mjs';
import { ROOT, SetupError, run, say, which } from './lib/process.mjs';

const MODULES = join(ROOT, 'node_modules');
const BIN = join(MODULES, '.bin');
const NODE_24 = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const KEYTAR = join(MODULES, 'keytar', 'build', 'Release', 'keytar.node');
const INSTALL_LIMIT_MS = 15 * 60_000;

const readJson = (...path) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));

/**
 * True when `node_modules` holds what the lockfile asks for, by comparing it with the list that npm itself leaves
 * there. Optional packages may be missing (other platforms, no compiler).
 */
export function dependenciesAreCurrent() {
  if (!existsSync(join(MODULES, '.package-lock.json'))) return false;
  const wanted = readJson('package-lock.json').packages;
  const present = readJson('node_modules', '.package-lock.json').packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

/**
 * Runs npm under a Node that lies outside `node_modules`, because npm is about to replace that folder (and inside
 * `npm start` the first `node` on the PATH is the one in it).
 */
async function npm(args) {
  const outside = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== BIN)
    .join(delimiter);
  const path = which('node', outside) === null ? process.env.PATH : outside;
  // On Windows npm is a batch file, which only cmd.exe can start.
  const windows = process.platform === 'win32';
  const command = windows ? (process.env.ComSpec ?? 'cmd.exe') : 'npm';
  return run(command, windows ? ['/d', '/c', 'npm', ...args] : args, {
    env: { ...process.env, PATH: path },
    timeoutMs: INSTALL_LIMIT_MS,
  });
}

/**
 * Installs what the lockfile names, without letting packages run anything: only `node` and keytar need to, and they are
 * asked by name. (npm would also start a compiler for better-sqlite3, whose binary lies in the package, and give up where
 * there is none.) `npm ci` refuses a lockfile without the optional packages of other platforms, which
 * is what npm writes where a registry does not carry them; then `npm install --no-save` installs the same versions.
 */
async function installPackages() {
  say('installing the npm packages of package-lock.json');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  let { code, output } = await npm(['ci', ...quiet]);
  if (code !== 0 && output.includes('EUSAGE')) ({ code, output } = await npm(['install', '--no-save', ...quiet]));
  if (code !== 0) throw new SetupError(`npm could not install:\n${output.trim().split('\n').slice(-30).join('\n')}`);
}

/** Installs the npm packages of the lockfile where they are missing or differ, and the pinned Node 24. */
export async function ensureDependencies() {
  const ready = () => dependenciesAreCurrent() && existsSync(NODE_24);
  if (ready()) return;
  await withLock('install', async () => {
    if (!dependenciesAreCurrent()) await installPackages();
    if (!existsSync(NODE_24)) {
      say('fetching the pinned Node 24');
      const { output } = await npm(['rebuild', 'node', '--foreground-scripts', '--ignore-scripts=false']);
      if (!existsSync(NODE_24)) throw new SetupError(`The pinned Node 24 could not be installed:\n${output.trim()}`);
    }
  });
}

/** Path of the pinned Node 24. {@link ensureDependencies} must have run. */
export function node24() {
  return NODE_24;
}

/** The environment for programs of this repository: its own Node 24 and tools come first. */
export function toolEnv(extra = {}) {
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/** Path of the script that an npm package declares as its program `name`. */
export function tool(packageName, name = packageName) {
  const file = join(MODULES, packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  return join(dirname(file), typeof bin === 'string' ? bin : bin[name]);
}

/** What keytar needs to compile where its prebuilt binary cannot be fetched. */
async function ensureKeytarLibraries() {
  if (!canInstallPackages()) return;
  await aptInstall(['libsecret-1-dev', 'pkg-config', 'python3', 'make', 'g++'], 'for the keychain (keytar)');
}

/**
 * Builds keytar where npm could not (it is an optional dependency). Without it the console still runs and offers to
 * keep secrets in memory until quit. Returns true when keytar can be loaded.
 */
export async function ensureKeytar() {
  if (existsSync(KEYTAR)) return true;
  if (failedToday('keytar')) return false;
  await ensureKeytarLibraries();
  await withLock('install', async () => {
    if (existsSync(KEYTAR)) return;
    say('building the keychain module (keytar)');
    await npm(['rebuild', 'keytar', '--ignore-scripts=false']);
  });
  if (existsSync(KEYTAR)) return true;
  rememberFailure('keytar');
  say('no keychain module: keytar needs libsecret (Debian: libsecret-1-dev) and a compiler to build; going on without');
  return false;
}

/** Installs what a headless Secret Service needs, so that tests meet a real keychain. True when it is there. */
export async function ensureKeyring() {
  const there = () => which('gnome-keyring-daemon') !== null && which('dbus-run-session') !== null;
  if (process.platform !== 'linux') return false;
  if (!there()) await aptInstall(['gnome-keyring', 'dbus', 'dbus-x11'], 'for the tests of the keychain');
  return there();
}

/** Browsers that are good enough for the console, as systems name them. */
const SYSTEM_CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function findChromium() {
  // Playwright's own comes first: it is the version that Playwright was made for.
  const require = createRequire(join(ROOT, 'package.json'));
  const own = require('playwright-core').chromium.executablePath();
  if (existsSync(own)) return own;
  for (const name of SYSTEM_CHROMIUM) {
    const found = which(name);
    if (found !== null) return found;
  }
  return existsSync(MAC_CHROME) ? MAC_CHROME : null;
}

/**
 * Path of a Chromium for the browser tests: Playwright's, else the system's, else Debian's package when root, else
 * (outside CI, where downloads are possible) Playwright's download. Null when there is none.
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (await aptInstall(['chromium'], 'for the browser tests')) return findChromium();
  if (!process.env.CI && !failedToday('chromium')) {
    say("fetching Playwright's Chromium for the browser tests");
    const playwright = tool('@playwright/test', 'playwright');
    await run(node24(), [playwright, 'install', 'chromium'], { env: toolEnv(), timeoutMs: INSTALL_LIMIT_MS });
    if (findChromium() === null) rememberFailure('chromium');
  }
  return findChromium();
}

/** Path of the Electron binary, or null: since version 42 the package comes without it. */
export function electronBinary() {
  const folder = join(MODULES, 'electron');
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Tries once a day to fetch the Electron binary. Returns its path, or null. */
export async function ensureElectron() {
  if (electronBinary() !== null || failedToday('electron')) return electronBinary();
  say('fetching the Electron binary (once)');
  await run(node24(), [tool('electron', 'install-electron')], { env: toolEnv(), timeoutMs: 180_000 });
  if (electronBinary() === null) rememberFailure('electron');
  return electronBinary();
}

/** True where a window can be opened. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}
