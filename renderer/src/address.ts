/**
 * The address of what is on screen: search parameters ↔ typed state. Every parameter is a plain string
 * (`#/calendars?ws=1,3&status=disconnected&sel=1:abc`), so that addresses can be read, typed and mailed.
 * Bad input never breaks a page: what cannot be understood is left out.
 */
import type { WorkspaceScope } from '../../shared/filters.ts';

/** Parameters that every page understands and that survive going elsewhere. */
export interface GlobalSearch {
  /** Workspaces in scope: ids joined by commas; absent: all. */
  readonly ws?: string | undefined;
  /** Zone in which times are shown; absent: as last chosen. */
  readonly tz?: TimeZoneChoice | undefined;
}

export const TIME_ZONE_CHOICES = ['local', 'utc'] as const;
export type TimeZoneChoice = (typeof TIME_ZONE_CHOICES)[number];

type RawSearch = Readonly<Record<string, unknown>>;

/** Picks the global parameters out of an address. */
export function validateGlobalSearch(search: RawSearch): GlobalSearch {
  const scope = scopeOf(pickText(search, 'ws'));
  const tz = pickOneOf(search, 'tz', TIME_ZONE_CHOICES);
  return {
    ...(scope === 'all' ? {} : { ws: scopeText(scope) }),
    ...(tz === undefined ? {} : { tz }),
  };
}

/** The scope that `ws` names; anything without a single valid id means all workspaces. */
export function scopeOf(ws: string | undefined): WorkspaceScope {
  if (ws === undefined) return 'all';
  const ids = ws
    .split(',')
    .map(readId)
    .filter((id) => id !== undefined);
  return ids.length === 0 ? 'all' : [...new Set(ids)].sort((a, b) => a - b);
}

/** The `ws` parameter of a scope; undefined (absent) for all. */
export function scopeText(scope: WorkspaceScope): string | undefined {
  return scope === 'all' || scope.length === 0 ? undefined : scope.join(',');
}

/** A record of one workspace, as selections and links name it. */
export interface RecordRef {
  readonly workspaceId: number;
  readonly id: string;
}

/** `3:abc` for the record `abc` of workspace 3. */
export function refText(ref: RecordRef): string {
  return `${ref.workspaceId}:${ref.id}`;
}

/** Reads {@link refText}; undefined when it is not one. */
export function readRef(text: string | undefined): RecordRef | undefined {
  if (text === undefined) return undefined;
  const colon = text.indexOf(':');
  const workspaceId = readId(text.slice(0, Math.max(colon, 0)));
  const id = text.slice(colon + 1);
  return workspaceId === undefined || id === '' || id.length > 200 ? undefined : { workspaceId, id };
}

/** `start.desc`: a sort in the address. */
export function sortText<By extends string>(sort: { readonly by: By; readonly direction: 'asc' | 'desc' }): string {
  return `${sort.by}.${sort.direction}`;
}

/** Reads {@link sortText}; undefined when `text` names none of `columns`. */
export function readSort<By extends string>(
  text: string | undefined,
  columns: readonly By[],
): { by: By; direction: 'asc' | 'desc' } | undefined {
  const [name, direction, more] = text?.split('.') ?? [];
  const by = columns.find((column) => column === name);
  if (by === undefined || more !== undefined) return undefined;
  return direction === 'asc' || direction === 'desc' ? { by, direction } : undefined;
}

/** A text parameter, cut at `maxLength`; undefined when absent or empty. */
export function pickText(search: RawSearch, key: string, maxLength = 500): string | undefined {
  const value = search[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
}

/** A parameter that must be one of `values`. */
export function pickOneOf<V extends string>(search: RawSearch, key: string, values: readonly V[]): V | undefined {
  const value = search[key];
  return values.find((candidate) => candidate === value);
}

/** A whole number within the safe range. */
export function pickInt(search: RawSearch, key: string): number | undefined {
  const text = pickText(search, key, 20);
  if (text === undefined || !/^-?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** For the router: every parameter is a string, read as it stands (an id of digits stays a string). */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** For the router: the inverse of {@link parseSearch}. Absent values leave no trace; commas and colons stay readable. */
export function stringifySearch(search: RawSearch): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      params.set(key, String(value));
    }
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%40', '@');
  return text === '' ? '' : `?${text}`;
}

function readId(text: string): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  return Number(text);
}
