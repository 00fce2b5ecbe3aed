/**
 * A database whose first page is gone cannot be opened at all, although everything else is there. The schema is created
 * in one go, so page 1 of a fresh database of the same schema points to the same root pages: it is put in place of the
 * damaged one, in a copy.
 */
import type Database from 'better-sqlite3';
import { closeSync, constants, copyFileSync, existsSync, openSync, statSync, writeSync } from 'node:fs';

/** Path of the repaired copy; null when the file is too small to hold anything. The caller deletes the copy. */
export function repairHeader(damaged: string, fresh: Database.Database): string | null {
  fresh.pragma('wal_checkpoint(TRUNCATE)');
  const donor = fresh.serialize();
  const pageSize = donor.readUInt16BE(16) === 1 ? 65_536 : donor.readUInt16BE(16);
  const pages = Math.floor(statSync(damaged).size / pageSize);
  if (pages * pageSize < donor.length) return null;
  const page = Buffer.from(donor.subarray(0, pageSize));
  page.writeUInt32BE(pages, 28);
  // No free list: its pages are unknown, and nothing is written to this copy.
  page.writeUInt32BE(0, 32);
  page.writeUInt32BE(0, 36);
  const copy = `${damaged}.repaired`;
  copyFileSync(damaged, copy, constants.COPYFILE_FICLONE);
  if (existsSync(`${damaged}-wal`)) copyFileSync(`${damaged}-wal`, `${copy}-wal`);
  const file = openSync(copy, 'r+');
  try {
    writeSync(file, page, 0, pageSize, 0);
  } finally {
    closeSync(file);
  }
  return copy;
}
