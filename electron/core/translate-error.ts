/** Turns this process's own exceptions into what the contract may say. */
import { CallboardError } from '../../shared/envelope.ts';
import type { ErrorCode } from '../../shared/envelope.ts';
import { RecallError } from './recall/types.ts';
import type { RecallErrorKind } from './recall/types.ts';

/** Code of the envelope for each way in which a call to Recall fails, and whether asking again may help. */
const RECALL_CODES: Readonly<Record<RecallErrorKind, { code: ErrorCode; retryable: boolean }>> = {
  unauthorized: { code: 'unauthorized', retryable: false },
  payment_required: { code: 'remote_rejected', retryable: false },
  forbidden: { code: 'forbidden', retryable: false },
  not_found: { code: 'not_found', retryable: false },
  rejected: { code: 'remote_rejected', retryable: false },
  conflict: { code: 'conflict', retryable: true },
  rate_limited: { code: 'rate_limited', retryable: true },
  pool_empty: { code: 'remote_unavailable', retryable: true },
  server: { code: 'remote_unavailable', retryable: true },
  network: { code: 'remote_unavailable', retryable: true },
  timeout: { code: 'remote_unavailable', retryable: true },
  bad_response: { code: 'remote_unavailable', retryable: true },
  too_large: { code: 'remote_rejected', retryable: false },
  foreign_host: { code: 'remote_rejected', retryable: false },
  cancelled: { code: 'cancelled', retryable: true },
};

const DAMAGED =
  'The database is damaged. Callboard keeps the damaged file aside, saves what can be read of it and fetches the rest again from Recall. Try again in a moment.';

/** SQLite result codes that mean "the disk", with what the user can do about it. */
const STORAGE_MESSAGES: readonly (readonly [prefix: string, message: string])[] = [
  [
    'SQLITE_FULL',
    'The disk is full, so nothing more can be saved. What was saved is safe. Free some space; Callboard goes on by itself.',
  ],
  [
    'SQLITE_READONLY',
    'The data folder cannot be written to. What was saved is safe. Give Callboard write access to it; it goes on by itself.',
  ],
  ['SQLITE_IOERR', 'The disk reported an error. What was saved is safe. Check the disk, then restart Callboard.'],
  ['SQLITE_BUSY', 'The database is in use by another program. Try again in a moment.'],
  ['SQLITE_CANTOPEN', 'The database cannot be opened. What was saved is safe. Check the data folder and its disk.'],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
];

/** A CallboardError where the cause is known; anything else as it came (the envelope says `internal`). */
export function translateError(thrown: unknown): unknown {
  if (thrown instanceof RecallError) {
    const { code, retryable } = RECALL_CODES[thrown.kind];
    return new CallboardError(code, thrown.message, {
      retryable,
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      cause: thrown,
    });
  }
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') {
    const code = thrown.code;
    const known = STORAGE_MESSAGES.find(([prefix]) => code.startsWith(prefix));
    if (known !== undefined) return new CallboardError('storage', known[1], { retryable: true, cause: thrown });
  }
  return thrown;
}
