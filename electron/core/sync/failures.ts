/** What a failed try means: the words for people, and how long to wait before the next. */
import type { ErrorCode } from '../../../shared/envelope.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { RecallError } from '../recall/types.ts';
import { translateError } from '../translate-error.ts';
import { BACKOFF_MS, MAX_BACKOFF_MS, REFUSED_RETRY_MS, STORAGE_RETRY_MS } from './policy.ts';

export type FailureKind =
  /** Passes by itself, perhaps. */
  | 'transient'
  /** Recall refuses this key (401, 402, 403): only a person can help. */
  | 'refused'
  /** Nothing can be saved here. */
  | 'storage';

export interface Failure {
  readonly kind: FailureKind;
  readonly code: ErrorCode;
  /** For people; holds no secret. */
  readonly message: string;
  /** What Recall asked us to wait, ms; null when it did not say. */
  readonly retryAfterMs: number | null;
}

/** True when Recall does not accept the cursor that continues a list (recall-api.md 1.5: 400 or 404). */
export function isRefusedRequest(thrown: unknown): boolean {
  return thrown instanceof RecallError && (thrown.kind === 'rejected' || thrown.kind === 'not_found');
}

export function describeFailure(thrown: unknown): Failure {
  const known = translateError(thrown);
  if (!(known instanceof CallboardError)) {
    return {
      kind: 'transient',
      code: 'internal',
      message: 'Something unexpected stopped this sync. Nothing was lost; it is tried again. The log has the details.',
      retryAfterMs: null,
    };
  }
  return {
    kind: kindOf(thrown, known),
    code: known.code,
    message: known.message,
    retryAfterMs: known.retryAfterMs ?? null,
  };
}

function kindOf(thrown: unknown, known: CallboardError): FailureKind {
  if (known.code === 'storage' || known.code === 'read_only') return 'storage';
  if (thrown instanceof RecallError) {
    const { kind } = thrown;
    if (kind === 'unauthorized' || kind === 'payment_required' || kind === 'forbidden') return 'refused';
  }
  return 'transient';
}

/**
 * Wait before the next try, ms. `failures`: tries that failed in a row, at least 1. Doubles from 5 s to 5 min with up
 * to a quarter less at random, so that workspaces which failed together do not return together.
 */
export function retryDelay(failure: Failure, failures: number, random: () => number): number {
  switch (failure.kind) {
    case 'refused':
      return REFUSED_RETRY_MS;
    case 'storage':
      return STORAGE_RETRY_MS;
    case 'transient': {
      const backoff = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(20, failures - 1));
      return Math.max(failure.retryAfterMs ?? 0, Math.round(backoff * (1 - random() / 4)));
    }
  }
}
