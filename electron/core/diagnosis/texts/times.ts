/** Instants in words that everybody can place: UTC, and the zone of whoever reads. */

export type TimeText = (ms: number) => string;

/**
 * Words instants like `2026-11-20 09:14:05 UTC (10:14:05 Europe/Vienna)`; with the local date where it is another day. Without
 * seconds when `to` is minutes. A zone that this computer does not know, and UTC itself, leave the part in brackets out.
 */
export function timeTexts(timeZone: string, to: 'seconds' | 'minutes'): TimeText {
  const local = localParts(timeZone);
  const cut = to === 'seconds' ? 8 : 5;
  return (ms) => {
    if (!Number.isFinite(ms) || Math.abs(ms) > LAST_INSTANT) return 'at an unknown time';
    const [date = '', clock = ''] = new Date(ms).toISOString().split('T');
    const utc = `${date} ${clock.slice(0, cut)} UTC`;
    if (local === null) return utc;
    const { day, time } = local.of(ms);
    return `${utc} (${day === date ? '' : `${day} `}${time.slice(0, cut)} ${local.zone})`;
  };
}

/** The zone's own name for itself; null: no such zone, or UTC, beside which nothing is to be said. */
export function zoneName(timeZone: string): string | null {
  return localParts(timeZone)?.zone ?? null;
}

/** The largest instant that Date holds (ms). */
const LAST_INSTANT = 8.64e15;

interface Local {
  readonly zone: string;
  readonly of: (ms: number) => { readonly day: string; readonly time: string };
}

function localParts(timeZone: string): Local | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    // RangeError: no such zone. The text is worth more than its second time.
    return null;
  }
  const zone = format.resolvedOptions().timeZone;
  if (/^(?:Etc\/)?(?:UTC|GMT)$/.test(zone)) return null;
  return {
    zone,
    of: (ms) => {
      const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
      const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
      return {
        day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
        time: `${part('hour')}:${part('minute')}:${part('second')}`,
      };
    },
  };
}
