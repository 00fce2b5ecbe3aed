/** Electron's main process: the desktop shell around the core. */
import { runDesktop } from './shell/desktop.ts';

runDesktop(import.meta.url);
