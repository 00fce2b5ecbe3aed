/** How long something is going to take, in words. Pure. */
import { MINUTE_MS, SECOND_MS } from '../../../../../shared/time.ts';
import { spanText } from '../../../format/time.ts';

/** `a few seconds`, `about 38 s`, `about 4 min`: rounded up, never less than it takes. */
export function etaText(ms: number): string {
  if (ms < 5 * SECOND_MS) return 'a few seconds';
  const unit = ms < MINUTE_MS ? SECOND_MS : MINUTE_MS;
  return `about ${spanText(Math.ceil(ms / unit) * unit)}`;
}
