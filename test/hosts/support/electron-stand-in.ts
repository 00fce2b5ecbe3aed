/**
 * Stands in for the module `electron` where there is no binary: the parts that the shell uses, typed against Electron's
 * own declarations, behaving as its documentation says. It proves that our side is wired, not that Electron is.
 */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** What the shell did that leaves no other trace. */
export const journal: { readonly what: string; readonly value: unknown }[] = [];
const note = (what: string, value: unknown): void => void journal.push({ what, value });

/** What the test sets before the shell starts. */
export const setup = {
  lock: process.env['STAND_IN_LOCK'] !== 'taken',
  packaged: process.env['STAND_IN_PACKAGED'] === '1',
};

const ready = Promise.withResolvers<void>();
let isReady = false;

class App extends EventEmitter {
  isPackaged = setup.packaged;
  setName = (name: string): void => note('setName', name);
  setPath = (name: string, path: string): void => note('setPath', { name, path });
  enableSandbox = (): void => note('enableSandbox', isReady);
  requestSingleInstanceLock = (): boolean => setup.lock;
  setAsDefaultProtocolClient = (scheme: string): boolean => {
    note('setAsDefaultProtocolClient', scheme);
    return true;
  };
  isReady = (): boolean => isReady;
  whenReady = (): Promise<void> => ready.promise;
  exit = (code?: number): void => {
    note('exit', code);
    process.send?.({ exiting: code });
    process.exit(code);
  };
  quit = (): void => {
    this.emit('before-quit', new StandInEvent());
  };
}

/** Electron's events carry `preventDefault`. */
export class StandInEvent {
  defaultPrevented = false;
  readonly url: string;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class StandInContents extends EventEmitter {
  url = '';
  destroyed = false;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  /** The renderer's end of the channel. */
  readonly page = new EventEmitter();
  readonly mainFrame: StandInFrame = { url: '', parent: null };
  isDestroyed = (): boolean => this.destroyed;
  getURL = (): string => this.url;
  send = (channel: string, ...args: unknown[]): void =>
    void this.page.emit(channel, {}, ...structuredClone<unknown[]>(args));
  reload = (): void => note('reload', this.url);
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => {
    this.openHandler = handler;
  };
  navigate(url: string): void {
    this.url = url;
    this.mainFrame.url = url;
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url });
  }
}

export interface StandInFrame {
  url: string;
  readonly parent: StandInFrame | null;
}

export const windows: StandInWindow[] = [];

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  visible = false;
  minimized = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    windows.push(this);
    app.emit('web-contents-created', new StandInEvent(), this.webContents);
  }
  loadURL = (url: string): Promise<void> => {
    this.webContents.navigate(url);
    this.emit('ready-to-show');
    return Promise.resolve();
  };
  show = (): void => {
    this.visible = true;
  };
  hide = (): void => {
    this.visible = false;
  };
  focus = (): void => note('focus', windows.indexOf(this));
  maximize = (): void => note('maximize', windows.indexOf(this));
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => this.minimized;
  restore = (): void => {
    this.minimized = false;
  };
  isDestroyed = (): boolean => this.webContents.destroyed;
  getNormalBounds = (): Electron.Rectangle => ({ x: 11, y: 22, width: 1300, height: 700 });
  close(): void {
    this.emit('close', new StandInEvent());
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    app.emit('window-all-closed');
  }
}

type Handler = (request: Request) => Promise<Response>;
type PermissionRequest = (contents: StandInContents, permission: string, callback: (granted: boolean) => void) => void;
type PermissionCheck = (contents: StandInContents | null, permission: string, origin: string) => boolean;
type BeforeRequest = (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void;

class Session extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: PermissionCheck | null = null;
  devicePermission: (() => boolean) | null = null;
  beforeRequest: BeforeRequest | null = null;
  readonly protocol = { handle: (scheme: string, handler: Handler): void => void this.handlers.set(scheme, handler) };
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler = (handler: PermissionRequest): void => {
    this.permissionRequest = handler;
  };
  setPermissionCheckHandler = (handler: PermissionCheck): void => {
    this.permissionCheck = handler;
  };
  setDevicePermissionHandler = (handler: () => boolean): void => {
    this.devicePermission = handler;
  };
}

type Invoked = (event: { sender: StandInContents; senderFrame: StandInFrame | null }, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Invoked>();
  handle = (channel: string, handler: Invoked): void => void this.handlers.set(channel, handler);
}

class StandInNotification extends EventEmitter {
  static readonly shown: StandInNotification[] = [];
  static readonly isSupported = (): boolean => true;
  readonly options: Electron.NotificationConstructorOptions;
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show = (): void => void StandInNotification.shown.push(this);
}

export const app = new App();
export const ipcMain = new IpcMain();
export const session = { defaultSession: new Session() };
export const powerMonitor = new EventEmitter();
export const nativeTheme = { shouldUseDarkColors: true };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void =>
    note('schemes', { schemes, afterReady: isReady }),
};
export const shell = {
  openExternal: (url: string): Promise<void> => {
    note('openExternal', url);
    return Promise.resolve();
  },
};
export const dialog = { showErrorBox: (title: string, content: string): void => note('errorBox', { title, content }) };

let template: Electron.MenuItemConstructorOptions[] = [];
export const menuTemplate = (): Electron.MenuItemConstructorOptions[] => template;
export const Menu = {
  buildFromTemplate: (items: Electron.MenuItemConstructorOptions[]) => items,
  setApplicationMenu: (items: Electron.MenuItemConstructorOptions[]): void => {
    template = items;
  },
};
export { StandInWindow as BrowserWindow, StandInNotification as Notification };

/** Electron becomes ready after the main script has run. */
export function becomeReady(): void {
  isReady = true;
  ready.resolve();
}

// The stand-in and Electron's declarations must agree where both can be compared (overloaded event methods cannot).
app satisfies Pick<
  Electron.App,
  | 'setName'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'isReady'
  | 'whenReady'
  | 'exit'
  | 'quit'
  | 'isPackaged'
>;
dialog satisfies Pick<Electron.Dialog, 'showErrorBox'>;
shell satisfies Pick<Electron.Shell, 'openExternal'>;
protocol satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;
nativeTheme satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;
StandInWindow satisfies new (
  options: Electron.BrowserWindowConstructorOptions,
) => Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'maximize'
  | 'isMaximized'
  | 'isMinimized'
  | 'restore'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'close'
>;
StandInNotification satisfies new (
  options: Electron.NotificationConstructorOptions,
) => Pick<Electron.Notification, 'show'>;
