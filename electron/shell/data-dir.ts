/** The data folder: where it is and that it can be used. One folder is one console: database, log, window state. */
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { folderTrouble } from '../core/data-folder.ts';
import { StartError } from './start-error.ts';

export interface DataDirSource {
  /** Value of `--data-dir`. */
  readonly flag?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export interface DataDir {
  readonly path: string;
  /** The user named it; only then a missing parent is a mistake instead of a first run. */
  readonly named: boolean;
}

/** `--data-dir`, else CALLBOARD_DATA_DIR, else the platform's place for application data. */
export function locateDataDir({ flag, env, platform, home }: DataDirSource): DataDir {
  const named = nonEmpty(flag) ?? nonEmpty(env['CALLBOARD_DATA_DIR']);
  if (named !== undefined) return { path: resolve(named), named: true };
  switch (platform) {
    case 'darwin':
      return { path: join(home, 'Library', 'Application Support', 'Callboard'), named: false };
    case 'win32':
      return { path: join(nonEmpty(env['APPDATA']) ?? join(home, 'AppData', 'Roaming'), 'Callboard'), named: false };
    default: {
      // The XDG base directory specification: a relative value is invalid and is to be ignored.
      const xdg = nonEmpty(env['XDG_DATA_HOME']);
      return {
        path: join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'callboard'),
        named: false,
      };
    }
  }
}

/**
 * Makes the folder if it is missing (owner only, 0700) and returns its real path. Throws StartError `data_folder`. A
 * folder that cannot be written to is accepted here: the store says what that means.
 */
export function prepareDataDir({ path, named }: DataDir): string {
  try {
    makeIfMissing(path, named);
    if (!statSync(path).isDirectory()) throw new StartError('data_folder', `${path} is not a folder. ${CHOOSE}`);
    accessSync(path, constants.R_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError('data_folder', `The data folder ${path} cannot be used: ${folderTrouble(error)}. ${CHOOSE}`);
  }
}

/** {@link locateDataDir} and {@link prepareDataDir} for this process. */
export function dataDirOf(flag: string | undefined): string {
  return prepareDataDir(locateDataDir({ flag, env: process.env, platform: process.platform, home: homedir() }));
}

const CHOOSE = 'Choose another one with --data-dir or CALLBOARD_DATA_DIR.';

function makeIfMissing(path: string, named: boolean): void {
  try {
    mkdirSync(path, { recursive: !named, mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
