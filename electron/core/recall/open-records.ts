/** Reading of records whose fields Recall does not document, or documents as open. */

export type Dict = Readonly<Record<string, unknown>>;

/** The value as an object with unknown fields; null when it is anything else. */
export function dict(value: unknown): Dict | null {
  // Proven: a non-null object that is no array; every field stays unknown.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dict) : null;
}

/** A string with something in it, else null. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Sorts oldest first; entries without a time come first. Recall documents no order (recall-api.md 2.3). */
export function byTime<T extends { readonly at: number | null }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY) || 0);
}

/** Long enough for any error text seen, short enough for a row. */
const MAX_DETAIL = 4_000;
/** As deep as redaction looks. */
const MAX_LEVELS = 100;

/**
 * All strings inside `record` at any depth, except those directly under the keys in `except`, joined by "; ".
 * Null when there are none.
 */
export function textLeaves(record: Dict, except: readonly string[]): string | null {
  const found: string[] = [];
  for (const [key, value] of Object.entries(record)) {
    if (!except.includes(key)) collect(value, found, 0);
  }
  const detail = found.join('; ');
  return detail === '' ? null : detail.slice(0, MAX_DETAIL);
}

function collect(value: unknown, found: string[], level: number): void {
  if (typeof value === 'string') {
    if (value.trim() !== '') found.push(value);
  } else if (typeof value === 'object' && value !== null && level < MAX_LEVELS) {
    for (const inner of Object.values(value)) collect(inner, found, level + 1);
  }
}
