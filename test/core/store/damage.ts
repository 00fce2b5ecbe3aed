/** Damages a database file, which must be closed. */
import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = 8_192;

/** Pages are numbered from 1. */
export function overwrite(path: string, pages: readonly number[], byte: number): void {
  const file = readFileSync(path);
  for (const page of pages) file.fill(byte, (page - 1) * PAGE, page * PAGE);
  writeFileSync(path, file);
}

/** Pages that hold the rows of a table or the entries of an index. */
export function leafPages(path: string, name: string): number[] {
  const db = new Database(path, { readonly: true });
  const sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno";
  const pages = db.prepare<unknown[], number>(sql).pluck().all(name);
  db.close();
  return pages;
}
