/**
 * The log: one JSON object per line in `<data folder>/logs/callboard.log`, readable by its owner only, rotated at 5 MiB
 * (one older file is kept). Secrets never reach it: values that the core has handled are replaced exactly, and anything
 * shaped like a credential is replaced by pattern.
 */
import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Log, LogLevel } from './deps.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const REDACTED = '[redacted]';
const CREDENTIAL_SHAPES = [
  /\b(?:Token|Bearer)\s+[\w.~+/=-]{8,}/gi,
  /\bwhsec_[\w+/=-]{8,}/g,
  /\bya29\.[\w-]{8,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
];

/** Knows the secrets that are in use, so that no text that quotes one leaves the process. */
export class Redactor {
  readonly #values = new Set<string>();

  /** Remembers a secret; shorter than 6 characters is not one (it would blank ordinary words). */
  add(value: string): void {
    if (value.length >= 6) this.#values.add(value);
  }

  /** The text without any remembered secret and without anything shaped like one. */
  clean(text: string): string {
    let cleaned = text;
    for (const value of this.#values) if (cleaned.includes(value)) cleaned = cleaned.replaceAll(value, REDACTED);
    for (const shape of CREDENTIAL_SHAPES) cleaned = cleaned.replace(shape, REDACTED);
    return cleaned;
  }
}

/** Writes to a file in `dataDir`; a disk that cannot be written to never stops the caller. */
export function createFileLog(dataDir: string, clock: Pick<Clock, 'now'>, redactor: Redactor): Log {
  const directory = join(dataDir, 'logs');
  const path = join(directory, 'callboard.log');
  let bytes = -1;
  return {
    write(level: LogLevel, message: string, fields = {}) {
      const line = `${redactor.clean(JSON.stringify({ at: new Date(clock.now()).toISOString(), level, message, ...fields }))}\n`;
      try {
        if (bytes < 0) {
          mkdirSync(directory, { recursive: true, mode: 0o700 });
          bytes = existsSync(path) ? statSync(path).size : 0;
        }
        if (bytes > MAX_BYTES) {
          renameSync(path, `${path}.1`);
          bytes = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        if (bytes === 0) chmodSync(path, 0o600);
        bytes += Buffer.byteLength(line);
      } catch {
        // A full or read-only disk is reported by the store; a log that cannot be written must not be a second failure.
        bytes = -1;
      }
    },
  };
}
