/**
 * Runs a built main script on the stand-in, in a process of its own, and does to it what a system, a person or an attacker
 * would. The test sends steps; each answers with plain data.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import type { CallboardBridge } from '../../../shared/bridge.ts';
import type { StaleEvent } from '../../../shared/channels.ts';
import type { Answer } from '../../../shared/envelope.ts';
import * as standIn from './electron-stand-in.ts';
import type { StandInFrame } from './electron-stand-in.ts';

const [build = ''] = process.argv.splice(2, 1);
const STAND_IN = new URL('./electron-stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});

const events: StaleEvent[] = [];
const commands: string[] = [];
const location = { hash: '' };

function firstWindow(): standIn.StandInWindow {
  const window = standIn.windows[0];
  if (window === undefined) throw new Error('There is no window.');
  return window;
}

/** Runs the built preload script against the window, as Electron does before the page's own scripts. */
function preload(): CallboardBridge {
  const { webContents, options } = firstWindow();
  let exposed: CallboardBridge | null = null;
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: CallboardBridge) => {
        if (name === 'callboard') exposed = api;
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => invoke(channel, args, webContents.mainFrame),
      send: (channel: string, ...args: unknown[]) =>
        standIn.ipcMain.emit(channel, { sender: webContents, senderFrame: webContents.mainFrame }, ...args),
      on: webContents.page.on.bind(webContents.page),
      off: webContents.page.off.bind(webContents.page),
    },
  };
  const require = (name: string): unknown => {
    // All that a sandboxed preload script may load.
    if (name === 'electron') return electron;
    throw new Error(`A sandboxed preload script cannot load "${name}".`);
  };
  const code = readFileSync(options.webPreferences?.preload ?? '', 'utf8');
  // CommonJS, with the globals of a sandboxed preload script that ours may use.
  const script = compileFunction(code, ['require', 'location', 'module', 'exports']);
  Reflect.apply(script, undefined, [require, location, { exports: {} }, {}]);
  if (exposed === null) throw new Error('The preload script exposed nothing.');
  return exposed;
}

async function invoke(
  channel: string,
  args: readonly unknown[],
  senderFrame: StandInFrame | null,
): Promise<Answer<unknown>> {
  const handler = standIn.ipcMain.handlers.get(channel);
  if (handler === undefined) throw new Error(`Nobody handles ${channel}.`);
  const cloned: unknown[] = structuredClone([...args]);
  // The contract of the channel: an answer, whatever was sent.
  return structuredClone(
    await handler({ sender: firstWindow().webContents, senderFrame }, ...cloned),
  ) as Answer<unknown>;
}

let bridge: CallboardBridge | null = null;
const page = (): CallboardBridge => {
  if (bridge === null) {
    bridge = preload();
    bridge.onEvent((event) => events.push(event));
    bridge.onCommand((command) => commands.push(command));
  }
  return bridge;
};

const OURS = 'app://callboard/index.html';
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const steps = {
  /** What the shell set up before and at `ready`. */
  async state() {
    await turn();
    return {
      journal: standIn.journal,
      windows: standIn.windows.map(({ options, visible, webContents }) => ({ options, visible, url: webContents.url })),
      handlers: [...standIn.ipcMain.handlers.keys()],
      listeners: standIn.ipcMain.eventNames().map(String),
      hash: location.hash,
      commands,
      bridge: standIn.windows.length === 0 ? [] : Object.keys(page()).toSorted(),
    };
  },
  async fetch(url: string, method: string) {
    const handler = standIn.session.defaultSession.handlers.get('app');
    const response = await handler?.(new Request(url, { method }));
    return {
      status: response?.status,
      headers: Object.fromEntries(response?.headers ?? []),
      body: await response?.text(),
    };
  },
  call: (id: string, method: string, input: unknown) => page().call(id, method, input),
  /** A call that is cancelled while it is under way. */
  cancelled(id: string, method: string, input: unknown) {
    const answer = page().call(id, method, input);
    page().cancel(id);
    return answer;
  },
  /** Ask until something became stale. */
  nextEvent: () =>
    new Promise<StaleEvent>((resolve) => {
      const stop = page().onEvent((event) => {
        stop();
        resolve(event);
      });
      if (events[0] !== undefined) resolve(events[0]);
    }),
  async foreign(kind: 'null frame' | 'sub-frame' | 'other page') {
    const top: StandInFrame = { url: OURS, parent: null };
    const frames = {
      'null frame': null,
      'sub-frame': { url: OURS, parent: top },
      'other page': { url: 'https://evil.example/', parent: null },
    };
    return invoke('callboard:call', ['f1', 'workspaces.list', {}], frames[kind]);
  },
  /** `runs` messages of any shape from senders that are not our page; returns how many were let through. */
  async fuzzForeign(seed: number, runs: number) {
    let answered = 0;
    const url = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom(
        '',
        'about:blank',
        'file:///index.html',
        'app://callboard.evil/',
        'app://callboard@evil/',
        'app://evil/callboard/',
        'https://callboard/',
        'data:text/html,x',
        'blob:app://evil/1',
        'app:callboard',
        'app:/callboard/',
        'APP://x/',
      ),
    );
    const frame = fc.oneof(
      fc.constant(null),
      url.map((address) => ({ url: address, parent: null })),
      url.map((address) => ({ url: OURS, parent: { url: address, parent: null } })),
    );
    const property = fc.asyncProperty(frame, fc.array(fc.jsonValue(), { maxLength: 5 }), async (senderFrame, args) => {
      const answer = await invoke('callboard:call', args, senderFrame);
      if (answer.ok || answer.error.code !== 'forbidden') answered += 1;
    });
    await fc.assert(property, { seed, numRuns: runs });
    return answered;
  },
  /** `runs` messages of any shape from our own page; returns how many did not come back as an answer. */
  async fuzzOwn(seed: number, runs: number) {
    let broken = 0;
    const call = fc.tuple(
      fc.anything({ maxDepth: 2 }),
      fc.oneof(
        fc.anything({ maxDepth: 1 }),
        fc.constantFrom('events.list', 'calendars.get', 'app.search', '__proto__'),
      ),
      fc.jsonValue(),
    );
    const property = fc.asyncProperty(call, async ([id, method, input]) => {
      const answer = await invoke('callboard:call', [plain(id), plain(method), input], { url: OURS, parent: null });
      if (typeof answer.ok !== 'boolean') broken += 1;
    });
    await fc.assert(property, { seed, numRuns: runs });
    return broken;
  },
  permission(permission: string, origin: string) {
    const { permissionRequest, permissionCheck, devicePermission } = standIn.session.defaultSession;
    const { webContents } = firstWindow();
    const before = webContents.url;
    webContents.url = origin;
    let requested = false;
    permissionRequest?.(webContents, permission, (granted) => {
      requested = granted;
    });
    webContents.url = before;
    return { requested, checked: permissionCheck?.(webContents, permission, origin), device: devicePermission?.() };
  },
  mayLoad(url: string) {
    let cancelled = false;
    standIn.session.defaultSession.beforeRequest?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return !cancelled;
  },
  navigation(url: string) {
    const { webContents } = firstWindow();
    return ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'].map((name) => {
      const event = new standIn.StandInEvent(url);
      webContents.emit(name, event);
      return [name, event.defaultPrevented] as const;
    });
  },
  openWindow: (url: string) => firstWindow().webContents.openHandler?.({ url }),
  download(url: string) {
    const event = new standIn.StandInEvent();
    standIn.session.defaultSession.emit('will-download', event, { getURL: () => url });
    return event.defaultPrevented;
  },
  menuClick(id: string) {
    const items = standIn.menuTemplate().flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const click = items.find((item) => item.id === id)?.click;
    if (click !== undefined) Reflect.apply(click, undefined, []);
    return commands;
  },
  async secondInstance(...argv: string[]) {
    firstWindow().minimized = true;
    standIn.app.emit('second-instance', new standIn.StandInEvent(), argv);
    await turn();
    return { hash: location.hash, minimized: firstWindow().minimized };
  },
  async openUrl(link: string) {
    const event = new standIn.StandInEvent();
    standIn.app.emit('open-url', event, link);
    await turn();
    return { hash: location.hash, handled: event.defaultPrevented };
  },
  power(state: 'suspend' | 'resume') {
    return standIn.powerMonitor.emit(state);
  },
  crashPage(reason: string) {
    firstWindow().webContents.emit('render-process-gone', new standIn.StandInEvent(), { reason });
    return standIn.journal.filter(({ what }) => what === 'reload').length;
  },
  closeWindow() {
    firstWindow().close();
  },
  quit() {
    standIn.app.quit();
  },
};

/** What structured clone can carry. */
function plain(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return null;
  }
}

export type Steps = typeof steps;

// A step is looked up by the name that the test sends; both ends are typed with Steps.
const run = steps as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
process.on('message', (message: { id: number; step: string; args: unknown[] }) => {
  Promise.resolve()
    .then(() => run[message.step]?.(...message.args))
    .then(
      (value) => process.send?.({ id: message.id, value }),
      (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
    );
});

await import(pathToFileURL(join(build, 'main', 'main.js')).href);
standIn.becomeReady();
await turn();
process.send?.({ started: true });
