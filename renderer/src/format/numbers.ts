/** Numbers in words. */
import type { Total } from '../../../shared/filters.ts';

/** `2,431`. By hand: `Intl` takes longer to load than everything else here. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `2,431`, or `10,000+` where counting stopped. */
export function totalText(total: Total): string {
  return total.exact ? countText(total.count) : `${countText(total.count)}+`;
}

/** `1 calendar`, `2,431 calendars`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `1 calendar`, `2,431 calendars`, `10,000+ calendars`. */
export function totalOf(total: Total, one: string, many = `${one}s`): string {
  return `${totalText(total)} ${total.exact && total.count === 1 ? one : many}`;
}

/** Bytes as people read them: `512 B`, `7.2 KB`, `3.4 MB` (thousands, not 1,024s). */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}
