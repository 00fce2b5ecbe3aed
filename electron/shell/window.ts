/** The one window of the desktop shell. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Origin } from './origin.ts';
import { readWindowState, saveWindowState, SMALLEST, USUAL } from './window-state.ts';
import type { WindowState } from './window-state.ts';

/** Wait before a move or a resize is written down, ms. */
const SETTLE_MS = 500;
/** A page that dies is loaded again, but not for ever. */
const MOST_RELOADS = 3;

export interface WindowOptions {
  readonly dataDir: string;
  /** File of the built preload script. */
  readonly preload: string;
  readonly origin: Origin;
  /** Hash route to start at, from a deep link. */
  readonly route: string | null;
}

/** Options of the window; what is not about place and colour is about what the page may not do. */
export function windowOptions(state: WindowState, preload: string, dark: boolean): BrowserWindowConstructorOptions {
  return {
    ...(state.bounds ?? USUAL),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Callboard',
    show: false,
    backgroundColor: dark ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}

/** Opens the window and shows it once it has something to show. */
export function openWindow({ dataDir, preload, origin, route }: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = readWindowState(dataDir, screens);
  const window = new BrowserWindow(windowOptions(state, preload, nativeTheme.shouldUseDarkColors));
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  rememberPlace(window, dataDir);
  reloadWhenGone(window);
  void window.loadURL(`${origin.url}${route ?? ''}`);
  return window;
}

function rememberPlace(window: BrowserWindow, dataDir: string): void {
  let timer: NodeJS.Timeout | null = null;
  const save = (): void => {
    if (!window.isDestroyed()) {
      saveWindowState(dataDir, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    }
  };
  const saveSoon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(save, SETTLE_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', () => {
    if (timer !== null) clearTimeout(timer);
    save();
  });
}

function reloadWhenGone(window: BrowserWindow): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed() || (reloads += 1) > MOST_RELOADS) return;
    window.webContents.reload();
  });
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
