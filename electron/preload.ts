/** The only bridge between the window and the shell. Sandboxed, CommonJS, and without any package. */
import { contextBridge, ipcRenderer } from 'electron';
import type { CallboardBridge } from '../shared/bridge.ts';
import { SHELL_CHANNELS } from '../shared/bridge.ts';
import { CHANNELS } from '../shared/channels.ts';

/** The window's own; the hosts are compiled without the DOM. */
declare const location: { hash: string };

/** Subscribes to what the main process sends; its messages are typed at the other end (shell/ipc.ts). */
function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const handler = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, handler);
  return () => ipcRenderer.off(channel, handler);
}

const bridge: CallboardBridge = {
  shell: 'electron',
  call: (id, method, input) => ipcRenderer.invoke(CHANNELS.call, id, method, input),
  cancel: (id) => ipcRenderer.send(CHANNELS.cancel, id),
  onEvent: (listener) => listen(CHANNELS.event, listener),
  onCommand: (listener) => listen(SHELL_CHANNELS.command, listener),
};

contextBridge.exposeInMainWorld('callboard', bridge);

// A deep link is an address of the window: the router follows the hash.
listen<string>(SHELL_CHANNELS.navigate, (hash) => {
  location.hash = hash;
});
