/**
 * The replica: every workspace's calendars, events and bots in one SQLite file, with their history. What it promises is in
 * types.ts and docs/store.md.
 */
export { StoreOpenError } from './errors.ts';
export type { StoreOpenKind } from './errors.ts';
export { canRead } from './file-header.ts';
export { openReader, openStore } from './open.ts';
export type { OpenedStore, StoreOptions } from './open.ts';
