/** Where the window was when it was last closed; kept in the data folder. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Absent: the system chooses. */
  readonly bounds?: Bounds;
  readonly maximized: boolean;
}

export const SMALLEST = { width: 1024, height: 640 } as const;
export const USUAL = { width: 1440, height: 900 } as const;
/** So much of the title bar must be on a screen that it can be grabbed, px. */
const GRIP = { width: 120, height: 40 } as const;

const fileIn = (dataDir: string): string => join(dataDir, 'window.json');

/** Reads the state; anything unreadable, and bounds that no present screen shows, are as good as none. */
export function readWindowState(dataDir: string, screens: readonly Bounds[]): WindowState {
  try {
    const saved: unknown = JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
    if (typeof saved !== 'object' || saved === null) return { maximized: false };
    const maximized = 'maximized' in saved && saved.maximized === true;
    const bounds = 'bounds' in saved ? toBounds(saved.bounds) : null;
    return bounds !== null && screens.some((screen) => reachable(bounds, screen))
      ? { bounds, maximized }
      : { maximized };
  } catch {
    return { maximized: false };
  }
}

/** Writes the state whole or not at all. A folder that cannot be written to only forgets the window. */
export function saveWindowState(dataDir: string, state: WindowState): void {
  const path = fileIn(dataDir);
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // Full and read-only disks are the store's to report; the place of a window is not worth a second message.
  }
}

function toBounds(value: unknown): Bounds | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height } = value as Readonly<Record<string, unknown>>;
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return null;
  return { x, y, width: Math.max(width, SMALLEST.width), height: Math.max(height, SMALLEST.height) };
}

function isPixels(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 100_000;
}

function reachable(bounds: Bounds, screen: Bounds): boolean {
  const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const below = screen.y + screen.height - bounds.y;
  return across >= GRIP.width && below >= GRIP.height && bounds.y >= screen.y - GRIP.height;
}
