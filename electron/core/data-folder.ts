/** Names inside the data folder, shared by the core and the reader. */
import { join } from 'node:path';

/** Why a folder cannot be used, from the file system's error code, as the end of a sentence. */
export function folderTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'the folder that should hold it does not exist';
    case 'EEXIST':
      return 'it is not a folder';
    case 'ENOTDIR':
      return 'a part of its path is a file';
    case 'EACCES':
    case 'EPERM':
      return 'this account may not use it';
    case 'EROFS':
      return 'its disk is read-only';
    case 'ENOSPC':
      return 'its disk is full';
    default:
      return code ?? 'an unknown reason';
  }
}

export const databasePath = (dataDir: string): string => join(dataDir, 'callboard.db');
