import type { CallboardBridge } from '../../shared/bridge.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload script; absent in the web host. */
    readonly callboard?: CallboardBridge;
  }
}
