/** Width of the detail pane, remembered for all lists. */
import { readSettingText, writeSetting } from '../../settings.ts';

export const WIDTH_LIMITS = { least: 340, most: 900 } as const;
const DEFAULT_PX = 460;
const SETTING = 'detail-width';

/** The remembered width, px. */
export function readWidth(): number {
  const width = Number(readSettingText(SETTING) ?? Number.NaN);
  return Number.isFinite(width) ? clampWidth(width) : DEFAULT_PX;
}

/** Remembers a width and returns it as it will be, within the limits. */
export function rememberWidth(width: number): number {
  const kept = clampWidth(width);
  writeSetting(SETTING, String(kept));
  return kept;
}

/** A whole number of px within the limits. */
export function clampWidth(width: number): number {
  return Math.round(Math.max(WIDTH_LIMITS.least, Math.min(WIDTH_LIMITS.most, width)));
}
