/** What the preload script of the Electron shell puts on `window.callboard`; absent in the web host. */
import type { StaleEvent } from './channels.ts';
import type { CommandId } from './commands.ts';
import type { Answer } from './envelope.ts';

/** IPC channels beside those of channels.ts, main → window only. */
export const SHELL_CHANNELS = { command: 'callboard:command', navigate: 'callboard:navigate' } as const;

/** The whole surface between the window and the shell. Deep links arrive as a change of `location.hash`. */
export interface CallboardBridge {
  readonly shell: 'electron';
  /** `id` is fresh per call and names it for {@link cancel}. Always resolves; failures are in the answer. */
  call(id: string, method: string, input: unknown): Promise<Answer<unknown>>;
  /** Gives up a call; its answer is then `cancelled`. Unknown ids are ignored. */
  cancel(id: string): void;
  /** What became stale. Returns the function that ends the subscription. */
  onEvent(listener: (event: StaleEvent) => void): () => void;
  /** A command chosen in the menu bar. Returns the function that ends the subscription. */
  onCommand(listener: (command: CommandId) => void): () => void;
}
