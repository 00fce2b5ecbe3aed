import { powerMonitor } from 'electron';
import type { CoreHost } from './core-host.ts';

/** Tells the core when the computer sleeps and wakes: timers stand still meanwhile, meetings do not. */
export function followPower(core: Pick<CoreHost, 'power'>): void {
  powerMonitor.on('suspend', () => core.power('suspend'));
  powerMonitor.on('resume', () => core.power('resume'));
}
