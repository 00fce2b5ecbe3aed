/** The first 105 bytes of a SQLite file (https://www.sqlite.org/fileformat.html, section 1.3), read without opening it. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { APPLICATION_ID } from './connection.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';

export interface FileHeader {
  /** False: not a SQLite file, although it is not empty. */
  readonly valid: boolean;
  /** Shorter than its own header says, with no log that could hold the rest. */
  readonly truncated: boolean;
  readonly schemaVersion: number;
  readonly applicationId: number;
  /** The file has tables of its own; those that are only in its log do not count. */
  readonly hasTables: boolean;
}

const LEAF = 13;
const MAGIC = 'SQLite format 3\0';

/** Null when there is no file or it is empty. Throws the file system's error when it cannot be read. */
export function readHeader(path: string): FileHeader | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    if (size === 0) return null;
    const head = Buffer.alloc(105);
    const read = readSync(file, head, 0, 105, 0);
    const magic = read >= 100 && head.toString('latin1', 0, 16) === MAGIC;
    const rawSize = head.readUInt16BE(16);
    const pageSize = rawSize === 1 ? 65_536 : rawSize;
    const sane = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0 && fixedFieldsAreSane(head);
    // The page count only counts when it was written together with the change counter (offsets 24, 28 and 92).
    const counted = head.readUInt32BE(24) === head.readUInt32BE(92);
    const short = counted && size < head.readUInt32BE(28) * pageSize;
    return {
      valid: magic && sane,
      truncated: magic && sane && short && sizeOf(`${path}-wal`) === 0,
      schemaVersion: head.readUInt32BE(60),
      applicationId: head.readUInt32BE(68),
      // The schema table begins here: a leaf (13) without cells is an empty one (section 1.6).
      hasTables: head[100] !== LEAF || head.readUInt16BE(103) > 0,
    };
  } finally {
    closeSync(file);
  }
}

/** Fields that are the same in every file we write: a flipped bit in one of them would make the file unusable. */
function fixedFieldsAreSane(head: Buffer): boolean {
  const formats = [head[18], head[19]];
  const fractions = [head[20], head[21], head[22], head[23]];
  return (
    formats.every((format) => format === 1 || format === 2) &&
    fractions.join() === '0,64,32,32' &&
    head.readUInt32BE(44) <= 4 &&
    head.readUInt32BE(56) <= 1
  );
}

/** True when a reader of this version can open the file as it is now. Never throws. */
export function canRead(path: string): boolean {
  try {
    const header = readHeader(path);
    return (
      header !== null &&
      header.valid &&
      header.applicationId === APPLICATION_ID &&
      header.schemaVersion === SCHEMA_VERSION
    );
  } catch {
    return false;
  }
}

/** Bytes of a file; 0 when there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
