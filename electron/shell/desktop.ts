/** The desktop shell: puts the parts together in the order that Electron asks for. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, dialog, Menu, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { CommandId } from '../../shared/commands.ts';
import { startCoreHost } from './core-host.ts';
import type { CoreHost } from './core-host.ts';
import { dataDirOf } from './data-dir.ts';
import { DEEP_LINK_SCHEME, deepLinkIn, routeOfDeepLink } from './deep-links.ts';
import { endProcess, EXIT } from './exit.ts';
import { hostInfo } from './host-info.ts';
import { sendTo, serveWindows } from './ipc.ts';
import { createKeychain } from './keychain.ts';
import { menuTemplate } from './menu.ts';
import { showNotice } from './notify.ts';
import { createOrigin } from './origin.ts';
import type { Origin } from './origin.ts';
import { followPower } from './power.ts';
import { declareScheme, serveRenderer } from './protocol.ts';
import { hardenPages, hardenSession } from './security.ts';
import { focusWindow, openWindow } from './window.ts';
import { rendererBeside, workersBeside } from './worker-data.ts';
import { StartError } from './start-error.ts';

/**
 * Starts the shell. Everything up to the first await of Electron's `ready` is synchronous, because schemes, sandbox and
 * lock must be settled before it. `entry` is the main script's `import.meta.url`.
 */
export function runDesktop(entry: string): void {
  app.setName('Callboard');
  try {
    const dataDir = dataDirOf(dataDirFlag(process.argv));
    // The profile lies in the data folder, so that the instance lock is one per data folder.
    app.setPath('userData', join(dataDir, 'electron'));
    if (!app.requestSingleInstanceLock()) {
      process.stderr.write(`Callboard is already running on ${dataDir}; its window comes to the front.\n`);
      app.exit(EXIT.ok);
      return;
    }
    start(entry, dataDir);
  } catch (error) {
    void refuseToStart(error);
  }
}

function start(entry: string, dataDir: string): void {
  const origin = createOrigin(app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']);
  app.enableSandbox();
  declareScheme();
  hardenPages(origin);
  const core = startCoreHost({
    dataDir,
    host: hostInfo('electron'),
    workers: workersBeside(entry),
    secrets: createKeychain({ dataDir }),
    notify: (notice) => showNotice(notice, (route) => view.open(route === null ? null : safeRoute(route))),
  });
  const preload = fileURLToPath(new URL('../preload/preload.cjs', entry));
  const view = createView(origin, core, (route) => openWindow({ dataDir, preload, origin, route }));

  openDeepLinks(view.open);
  quitCleanly(core, () => view.hide());
  core.ready.catch(refuseToStart);

  void app.whenReady().then(() => {
    hardenSession(session.defaultSession, origin);
    serveRenderer(session.defaultSession, rendererBeside(entry));
    serveWindows(core, origin);
    followPower(core);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, view.command)));
    const link = deepLinkIn(process.argv);
    view.open(link === null ? null : routeOfDeepLink(link));
    app.on('activate', () => view.open(null));
  });
}

interface View {
  /** Opens the window or brings it to the front, at a hash route when one is given. */
  readonly open: (route: string | null) => void;
  readonly command: (id: CommandId) => void;
  readonly hide: () => void;
}

function createView(origin: Origin, core: CoreHost, open: (route: string | null) => BrowserWindow): View {
  let window: BrowserWindow | null = null;
  const show = (route: string | null): BrowserWindow => {
    const opened = open(route);
    const forget = core.onEvent(sendTo(opened.webContents, origin).event);
    opened.on('closed', () => {
      forget();
      window = null;
    });
    return opened;
  };
  return {
    open(route) {
      // A link may arrive before Electron can open windows; the start then takes it from the arguments.
      if (!app.isReady()) return;
      if (window === null) {
        window = show(route);
        return;
      }
      focusWindow(window);
      if (route !== null) sendTo(window.webContents, origin).navigate(route);
    },
    command(id) {
      window ??= show(null);
      sendTo(window.webContents, origin).command(id);
    },
    hide: () => window?.hide(),
  };
}

/** Links come from the system (macOS), or with the arguments of a second start (Windows, Linux). */
function openDeepLinks(open: (route: string | null) => void): void {
  // In development the scheme would be registered to Electron's own binary.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  const openWhenReady = async (route: string | null): Promise<void> => {
    await app.whenReady();
    open(route);
  };
  app.on('open-url', (event, link) => {
    event.preventDefault();
    void openWhenReady(routeOfDeepLink(link));
  });
  app.on('second-instance', (_event, argv) => {
    const link = deepLinkIn(argv);
    open(link === null ? null : routeOfDeepLink(link));
  });
}

/** Quitting waits for the core to close its database, for at most 2 s. */
function quitCleanly(core: CoreHost, hide: () => void): void {
  let stopping = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    hide();
    void quit(core);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
}

async function quit(core: CoreHost): Promise<void> {
  if (await core.stop()) app.exit(EXIT.ok);
  else endProcess(EXIT.ok, false);
}

async function refuseToStart(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Callboard: ${message}\n`);
  const status = error instanceof StartError ? EXIT[error.code] : EXIT.failed;
  await app.whenReady();
  dialog.showErrorBox('Callboard could not start', message);
  app.exit(status);
}

/** Routes of notices come from the core; the same rules as for deep links hold for them. */
function safeRoute(route: string): string | null {
  return routeOfDeepLink(`${DEEP_LINK_SCHEME}:/${route.replace(/^#/, '')}`);
}

/** `--data-dir` among arguments that are partly Electron's and Chromium's own. */
function dataDirFlag(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { 'data-dir': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const flag = values['data-dir'];
  return typeof flag === 'string' ? flag : undefined;
}
