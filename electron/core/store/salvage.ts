/**
 * A damaged database: the file is kept aside as it is, and a new one is made from everything in it that can still be read.
 * Rows are taken in small ranges and, where a range fails, one by one, so that a bad page costs its own rows only. What
 * the checksums do not confirm is marked; sync state is left behind, so that everything is fetched again and what was
 * lost comes back, while history that Recall no longer has is kept.
 */
import Database from 'better-sqlite3';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock, Log } from '../deps.ts';
import { recountAll } from './check.ts';
import { remakeEntries } from './audit-write.ts';
import type { Connection } from './connection.ts';
import { rollAll } from './incident-roll-up.ts';
import { repairHeader } from './donor-header.ts';
import { verifyEvents } from './event-verify.ts';
import { auditHeadFrom, FILL_GAPS, RECOUNT_BLOCKS, SALVAGED, workspacesFromCopy } from './salvage-tables.ts';
import { planReindex } from './reindex.ts';
import { pendAll } from './verdict-pending.ts';
import { clearSuspicion } from './suspicion.ts';

export interface RebuildOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Creates an empty database of the present schema. */
  readonly createFile: (path: string) => Connection;
}

export const rebuildingPath = (path: string): string => `${path}.rebuilding`;

/** Replaces the file at `path`. Interrupted anywhere, the next start does it again from the file kept aside. */
export function rebuildDatabase(options: RebuildOptions): void {
  const { path, clock, log } = options;
  const unfinished = rebuildingPath(path);
  for (const suffix of SUFFIXES) rmSync(unfinished + suffix, { force: true });
  // Made first: it says, should we be killed after the rename, that the damaged file still has to be read.
  const target = options.createFile(unfinished);
  const damaged = existsSync(path) ? setAside(path, clock) : newestAside(path);
  if (damaged !== null) moveLogs(path, damaged);
  let kept: Readonly<Record<string, number>> = {};
  try {
    if (damaged !== null) kept = copyReadable(damaged, target, log);
    finish(target, clock.now());
    target.db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    target.db.close();
  }
  for (const suffix of ['-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  renameSync(unfinished, path);
  clearSuspicion(path);
  log.write('warn', 'the database was rebuilt', { keptAside: damaged === null ? null : basename(damaged), ...kept });
}

const SUFFIXES = ['', '-wal', '-shm'] as const;

/** Renames the file: `<name>.damaged-<time>`. Returns the new path. */
function setAside(path: string, clock: Clock): string {
  const stamp = new Date(clock.now()).toISOString().replaceAll(':', '-');
  let aside = `${path}.damaged-${stamp}`;
  for (let n = 2; existsSync(aside); n += 1) aside = `${path}.damaged-${stamp}-${n}`;
  renameSync(path, aside);
  return aside;
}

/** A log belongs to its file: left behind, it would be played into the new one. */
function moveLogs(path: string, aside: string): void {
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
}

function newestAside(path: string): string | null {
  const prefix = `${basename(path)}.damaged-`;
  const names = readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && !name.endsWith('-wal') && !name.endsWith('-shm'))
    .sort();
  const newest = names.at(-1);
  return newest === undefined ? null : join(dirname(path), newest);
}

/** Rows taken over per table. */
function copyReadable(damaged: string, target: Connection, log: Log): Readonly<Record<string, number>> {
  const opened = openDamaged(damaged, target, log);
  if (opened === null) return {};
  const { source, discard } = opened;
  const kept: Record<string, number> = {};
  target.db.pragma('foreign_keys = OFF');
  try {
    for (const { table, key } of SALVAGED) {
      const columns = commonColumns(source, target, table);
      if (columns.length === 0) continue;
      kept[table] = target.db.transaction(() => copyTable(source, target, table, key, columns)).immediate();
    }
    target.db
      .transaction(() => {
        if ((kept['workspace'] ?? 0) === 0) kept['workspace'] = workspacesFromCopy(source, target);
        auditHeadFrom(source, target);
        for (const sql of FILL_GAPS) target.run(sql);
      })
      .immediate();
  } finally {
    target.db.pragma('foreign_keys = ON');
    source.close();
    discard();
  }
  return kept;
}

interface Opened {
  readonly source: Database.Database;
  readonly discard: () => void;
}

/** Null when nothing of the file can be read. */
function openDamaged(path: string, target: Connection, log: Log): Opened | null {
  const direct = tryOpen(path);
  if (direct !== null) return { source: direct, discard: () => undefined };
  const repaired = repairHeader(path, target.db);
  if (repaired === null) return null;
  const source = tryOpen(repaired);
  const discard = (): void => {
    for (const suffix of SUFFIXES) rmSync(repaired + suffix, { force: true });
  };
  if (source !== null) return { source, discard };
  discard();
  log.write('warn', 'nothing of the damaged database could be read');
  return null;
}

function tryOpen(path: string): Database.Database | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2_000 });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.prepare('SELECT 1 FROM workspace LIMIT 1');
    return db;
  } catch {
    db?.close();
    return null;
  }
}

/** A database of an older schema has fewer columns; what it has is taken. */
function commonColumns(source: Database.Database, target: Connection, table: string): string[] {
  const names = (db: Database.Database): string[] => {
    try {
      return db.prepare<unknown[], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    } catch {
      return [];
    }
  };
  const known = new Set(names(source));
  return names(target.db).filter((name) => known.has(name));
}

/** Rows read at once while nothing fails. */
const RANGE = 256;

function copyTable(
  source: Database.Database,
  target: Connection,
  table: string,
  key: string,
  columns: readonly string[],
): number {
  const list = columns.join(', ');
  const insert = target.db.prepare(
    `INSERT OR IGNORE INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const range = source.prepare(`SELECT ${list} FROM ${table} WHERE ${key} >= ? AND ${key} < ?`).raw(true);
  const take = (from: number, to: number): { taken: number; whole: boolean } => {
    let taken = 0;
    try {
      // Row by row, so that those before the damage are kept although the rest of the range fails.
      for (const row of range.iterate(from, to)) {
        // A row of the wrong types (the target's tables are STRICT) is as lost as one that cannot be read.
        try {
          taken += insert.run(row).changes;
        } catch {
          continue;
        }
      }
      return { taken, whole: true };
    } catch {
      return { taken, whole: false };
    }
  };
  let total = 0;
  let dead = 0;
  for (const [from, to] of spans(source, table, key)) {
    const { taken: first, whole } = take(from, to);
    let taken = first;
    if (!whole && dead < MAX_DEAD_RANGES) {
      for (let one = from; one < to; one += 1) taken += take(one, one + 1).taken;
    }
    total += taken;
    dead = whole || taken > 0 ? 0 : dead + 1;
  }
  return total;
}

/** After this many ranges without one readable row, the next are not tried row by row: the tree above them is gone. */
const MAX_DEAD_RANGES = 4;

/** Ranges of RANGE keys from the smallest key to the largest; a guess where those cannot be read. */
function* spans(source: Database.Database, table: string, key: string): Generator<[from: number, to: number]> {
  const edge = (fn: 'min' | 'max'): number | null => {
    try {
      return source.prepare<unknown[], number | null>(`SELECT ${fn}(${key}) FROM ${table}`).pluck().get() ?? null;
    } catch {
      return null;
    }
  };
  const low = edge('min') ?? 0;
  const high = edge('max') ?? low + UNKNOWN_SPAN;
  for (let from = low; from <= high; from += RANGE) yield [from, Math.min(from + RANGE, high + 1)];
}

/** How many keys are tried when the end of a table cannot be read. */
const UNKNOWN_SPAN = 65_536;

/** Counts, search and marks are made from what was saved. */
function finish(target: Connection, now: number): void {
  let from: number | null = 0;
  while (from !== null) {
    const start: number = from;
    from = target.db.transaction(() => verifyEvents(target, start, 500)).immediate().last;
  }
  target.db
    .transaction(() => {
      for (const sql of RECOUNT_BLOCKS) target.run(sql);
      recountAll({ connection: target });
      remakeEntries(target);
      rollAll(target, now);
      planReindex(target);
      pendAll(target);
    })
    .immediate();
}
