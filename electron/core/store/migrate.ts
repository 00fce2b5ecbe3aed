/** Brings a file to the present schema: each step in one transaction, after a copy of the file was put aside. */
import Database from 'better-sqlite3';
import { constants, copyFileSync, rmSync } from 'node:fs';
import { APPLICATION_ID } from './connection.ts';
import type { Connection } from './connection.ts';
import { StoreOpenError } from './errors.ts';
import type { FileHeader } from './file-header.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';
import type { Migration } from './migrations/index.ts';

/** The copy that is kept before a migration; one at a time. */
export const backupPath = (path: string, version: number): string => `${path}.before-schema-${version}`;

/**
 * Returns the schema version that was found. Throws StoreOpenError `newer_database` for a file from a newer Callboard and
 * `foreign_file` for a database of another program; both stay untouched. A killed migration starts over next time.
 */
export function migrate(connection: Connection, path: string, migrations: readonly Migration[] = MIGRATIONS): number {
  const { db } = connection;
  const found = connection.pragma('user_version');
  const applicationId = connection.pragma('application_id');
  const filled = hasTables(connection);
  const latest = migrations.length;
  refuseOthers(path, { schemaVersion: found, applicationId, hasTables: filled }, latest);
  // Tables of ours under version 0: the header is damaged.
  if (found === 0 && filled) throw new Database.SqliteError('the schema version is gone', 'SQLITE_CORRUPT');
  if (found === latest) return found;
  if (found > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    const copy = backupPath(path, found);
    rmSync(copy, { force: true });
    copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  }
  for (const migration of migrations) {
    if (migration.version <= found) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }).immediate();
  }
  // The version has to be in the file itself, where `canRead` looks without opening it.
  db.pragma('wal_checkpoint(TRUNCATE)');
  return found;
}

/** Throws StoreOpenError `foreign_file` or `newer_database` for a file that this version must leave alone. */
export function refuseOthers(
  path: string,
  {
    schemaVersion,
    applicationId,
    hasTables: hasTheirs,
  }: Pick<FileHeader, 'schemaVersion' | 'applicationId' | 'hasTables'>,
  latest: number = SCHEMA_VERSION,
): void {
  if (applicationId !== APPLICATION_ID) {
    if (applicationId === 0 && schemaVersion === 0 && !hasTheirs) return;
    throw new StoreOpenError(
      'foreign_file',
      `The file ${path} is a database of another program. Choose another data folder with --data-dir, or move the file away.`,
    );
  }
  if (schemaVersion > latest) {
    throw new StoreOpenError(
      'newer_database',
      `The database ${path} was written by a newer version of Callboard (schema ${schemaVersion}; this version knows ${latest}). Nothing was changed. Install the newer version, or choose another data folder with --data-dir.`,
    );
  }
}

function hasTables(connection: Connection): boolean {
  return (connection.get<[number]>('SELECT count(*) FROM sqlite_schema')?.[0] ?? 0) > 0;
}
