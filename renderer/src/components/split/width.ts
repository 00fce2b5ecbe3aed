/** Width of the detail pane, remembered for all lists. */

export const WIDTH_LIMITS = { least: 340, most: 900 } as const;
const DEFAULT_PX = 460;
const KEY = 'callboard.detail-width';

/** The remembered width, px. */
export function readWidth(): number {
  try {
    const stored = localStorage.getItem(KEY);
    const width = stored === null ? Number.NaN : Number(stored);
    return Number.isFinite(width) ? clampWidth(width) : DEFAULT_PX;
  } catch {
    return DEFAULT_PX;
  }
}

/** Remembers a width and returns it as it will be, within the limits. */
export function rememberWidth(width: number): number {
  const kept = clampWidth(width);
  try {
    localStorage.setItem(KEY, String(kept));
  } catch {
    // Without storage the width lasts as long as the window.
  }
  return kept;
}

/** A whole number of px within the limits. */
export function clampWidth(width: number): number {
  return Math.round(Math.max(WIDTH_LIMITS.least, Math.min(WIDTH_LIMITS.most, width)));
}
