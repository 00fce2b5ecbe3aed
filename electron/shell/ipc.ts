/** The only place that listens to windows. Every message's sender is checked: our page, in its top frame. */
import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { SHELL_CHANNELS } from '../../shared/bridge.ts';
import { CHANNELS } from '../../shared/channels.ts';
import type { StaleEvent } from '../../shared/channels.ts';
import type { CommandId } from '../../shared/commands.ts';
import { ClientCalls } from './calls.ts';
import type { CoreHost } from './core-host.ts';
import type { Origin } from './origin.ts';
import { fail } from './worker-lane.ts';

/** Wires the contract's channels to the core. */
export function serveWindows(core: Pick<CoreHost, 'call'>, origin: Origin): void {
  const clients = new WeakMap<WebContents, ClientCalls>();
  const callsOf = (contents: WebContents): ClientCalls => {
    const known = clients.get(contents);
    if (known !== undefined) return known;
    const calls = new ClientCalls(core);
    clients.set(contents, calls);
    contents.once('destroyed', () => calls.cancelAll());
    // A page that reloads has forgotten its calls.
    contents.on('did-start-navigation', (event) => {
      if (event.isMainFrame && !event.isSameDocument) calls.cancelAll();
    });
    return calls;
  };

  ipcMain.handle(CHANNELS.call, (event, id: unknown, method: unknown, input: unknown) =>
    isOurWindow(event, origin)
      ? callsOf(event.sender).call(id, method, input)
      : fail('forbidden', 'Only the window of Callboard may call its core.', false),
  );
  ipcMain.on(CHANNELS.cancel, (event, id: unknown) => {
    if (isOurWindow(event, origin)) callsOf(event.sender).cancel(id);
  });
}

function isOurWindow(event: IpcMainInvokeEvent | IpcMainEvent, origin: Origin): boolean {
  const frame = event.senderFrame;
  // Null: the frame has gone meanwhile. A parent: something embedded speaks.
  return frame !== null && frame.parent === null && origin.isOurs(frame.url);
}

/** What the shell tells a window. Nothing is sent to a page that is gone or not ours. */
export function sendTo(contents: WebContents, origin: Origin) {
  const send = (channel: string, value: StaleEvent | string): void => {
    if (!contents.isDestroyed() && origin.isOurs(contents.getURL())) contents.send(channel, value);
  };
  return {
    event: (event: StaleEvent) => send(CHANNELS.event, event),
    command: (id: CommandId) => send(SHELL_CHANNELS.command, id),
    navigate: (route: string) => send(SHELL_CHANNELS.navigate, route),
  };
}
