/**
 * A database whose schema cannot be read cannot be opened at all, although everything else is there. The schema is created
 * in one go, so that of a fresh database lies on the same pages and points to the same root pages: its pages are put in
 * place of the damaged ones, in a copy.
 */
import type Database from 'better-sqlite3';
import { closeSync, constants, copyFileSync, existsSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

/** Path of the repaired copy; null when the file is too small to hold anything. The caller deletes the copy. */
export function repairHeader(damaged: string, fresh: Database.Database): string | null {
  fresh.pragma('wal_checkpoint(TRUNCATE)');
  const donor = fresh.serialize();
  const pageSize = donor.readUInt16BE(16) === 1 ? 65_536 : donor.readUInt16BE(16);
  const whole = Math.floor(statSync(damaged).size / pageSize);
  if (whole < 2) return null;
  // A file cut off inside its first tables gets empty pages in their place, or not even the tables before would be read.
  const pages = Math.max(whole, donor.length / pageSize);
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
    for (const number of schemaLeaves(page)) {
      const at = (number - 1) * pageSize;
      writeSync(file, donor, at, pageSize, at);
    }
    ftruncateSync(file, pages * pageSize);
  } finally {
    closeSync(file);
  }
  return copy;
}

const INTERIOR = 5;

/** Numbers of the pages below page 1 in the schema's tree (https://www.sqlite.org/fileformat.html, section 1.6). */
function schemaLeaves(first: Buffer): number[] {
  if (first[100] !== INTERIOR) return [];
  const cells = first.readUInt16BE(103);
  const leaves = [first.readUInt32BE(108)];
  for (let cell = 0; cell < cells; cell += 1) leaves.push(first.readUInt32BE(first.readUInt16BE(112 + 2 * cell)));
  return leaves;
}
