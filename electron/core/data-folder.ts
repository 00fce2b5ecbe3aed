/** Names inside the data folder, shared by the core and the reader. */
import { join } from 'node:path';

export const databasePath = (dataDir: string): string => join(dataDir, 'callboard.db');
