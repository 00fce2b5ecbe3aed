/**
 * The answer envelope: every call across a boundary (worker, IPC, HTTP, CLI) resolves to one of these two
 * shapes. Nothing throws across a boundary.
 */

/** The closed set of error codes. The renderer may branch on these and on nothing else. */
export const ERROR_CODES = [
  'invalid_input',
  'not_found',
  'conflict',
  'unauthorized',
  'forbidden',
  'rate_limited',
  'remote_unavailable',
  'remote_rejected',
  'read_only',
  'cancelled',
  'storage',
  'keychain_unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What went wrong, in words for people: what happened, what it means, what to do. Never holds a secret. */
export interface CallError {
  readonly code: ErrorCode;
  readonly message: string;
  /** True when repeating the same call later may succeed. */
  readonly retryable: boolean;
  /** How long to wait before repeating, in ms, where the other side said so. */
  readonly retryAfterMs?: number;
  /** Machine-readable extras, e.g. `{ field: 'baseUrl' }`. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Finds this failure in the log. */
  readonly correlationId: string;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallError };

/** Options of a {@link CallboardError}. */
export interface CallboardErrorOptions {
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  readonly cause?: unknown;
}

/** The error that code throws inside one process when it already knows what to tell the user. */
export class CallboardError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: CallError['details'];

  constructor(code: ErrorCode, message: string, options: CallboardErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CallboardError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
  }
}

/**
 * Turns whatever was thrown into a {@link CallError}. An unexpected error keeps its text out of the answer
 * (it may quote remote data); the log has it under the correlation id.
 */
export function toCallError(thrown: unknown, correlationId: string): CallError {
  if (thrown instanceof CallboardError) {
    return {
      code: thrown.code,
      message: thrown.message,
      retryable: thrown.retryable,
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      ...(thrown.details === undefined ? {} : { details: thrown.details }),
      correlationId,
    };
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'cancelled', message: 'The call was cancelled.', retryable: true, correlationId };
  }
  return {
    code: 'internal',
    message: `Something unexpected happened inside Callboard. Nothing was lost. The log has the details under ${correlationId}.`,
    retryable: false,
    correlationId,
  };
}
