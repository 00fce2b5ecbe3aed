/** What a failed try of a change means for its item and for the rest of the workspace. Pure. */
import type { PauseCode } from '../../../shared/actions.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import type { Refusal } from '../diagnosis/events/types.ts';
import { RecallError } from '../recall/types.ts';

export type Outcome =
  /** Nothing left, and nothing is wrong: the job was paused. */
  | { readonly then: 'put_back' }
  /** Recall did not take it and would not take it from any other calendar of the workspace: a person has to help. */
  | { readonly then: 'hold'; readonly code: PauseCode; readonly message: string }
  /** Recall did not take it now; the workspace waits and goes on by itself. `afterMs` null: as backoff says. */
  | { readonly then: 'wait'; readonly message: string; readonly afterMs: number | null }
  /** Recall cannot take this item's change now; it waits for itself, and the others go on. */
  | { readonly then: 'later'; readonly message: string; readonly afterMs: number }
  /** Recall refused this item's change for good. `gone`: because it has no such calendar. */
  | { readonly then: 'fail'; readonly message: string; readonly gone: boolean }
  /** Nobody knows: read back before anything else. */
  | { readonly then: 'read_back'; readonly message: string };

/** Right before its request left, an item turned out to be overtaken by events. The message is for people. */
export class NotSent extends Error {}

export function outcomeOf(thrown: unknown): Outcome {
  if (thrown instanceof CallboardError) return ofOurs(thrown);
  if (thrown instanceof NotSent) return { then: 'fail', message: thrown.message, gone: false };
  if (!(thrown instanceof RecallError)) {
    // A bug of ours in the middle of a call: whether it left is not known either.
    return { then: 'read_back', message: 'Something unexpected happened inside Callboard; the log has the details.' };
  }
  const { message, retryAfterMs } = thrown;
  if (thrown.mayHaveActed) return { then: 'read_back', message };
  switch (thrown.kind) {
    case 'cancelled':
      return { then: 'put_back' };
    case 'unauthorized':
    case 'payment_required':
    case 'forbidden':
    case 'foreign_host':
      return { then: 'hold', code: 'refused', message };
    case 'rate_limited':
    case 'network':
    case 'timeout':
    case 'server':
    case 'bad_response':
    case 'too_large':
      return { then: 'wait', message, afterMs: retryAfterMs ?? null };
    case 'pool_empty':
      return { then: 'later', message, afterMs: retryAfterMs ?? POOL_WAIT_MS };
    case 'not_found':
      return { then: 'fail', message, gone: true };
    case 'conflict':
    case 'rejected':
      return { then: 'fail', message, gone: false };
  }
}

/** How long to wait for a machine of the ad-hoc pool where Recall does not say (recall-api.md 1.5), ms. */
const POOL_WAIT_MS = 30_000;

/** What of a failed try to schedule a bot is worth keeping about its event: Recall's own refusal. */
export function refusalBy(thrown: unknown, at: number): Refusal | null {
  if (!(thrown instanceof RecallError) || thrown.mayHaveActed) return null;
  if (thrown.kind === 'pool_empty') return { at, kind: 'pool_empty', message: thrown.message };
  return thrown.kind === 'rejected' ? { at, kind: 'refused', message: thrown.message } : null;
}

function ofOurs({ code, message, details }: CallboardError): Outcome {
  switch (code) {
    case 'read_only':
      return { then: 'hold', code: details?.['locked'] === true ? 'locked' : 'read_only', message };
    case 'keychain_unavailable':
      return { then: 'hold', code: 'keychain', message };
    case 'storage':
      return { then: 'hold', code: 'storage', message };
    case 'invalid_input':
      return { then: 'hold', code: 'secret_missing', message };
    case 'unauthorized':
      return { then: 'hold', code: 'refused', message };
    case 'cancelled':
      return { then: 'put_back' };
    default:
      return { then: 'hold', code: 'refused', message };
  }
}

/** First and longest wait of a workspace that cannot be reached, ms. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How long a workspace waits after its `failures`-th failure in a row (1 is the first), ms. */
export function waitAfter(failures: number, asked: number | null, random: () => number): number {
  const own = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return Math.max(asked ?? 0, own / 2 + (random() * own) / 2);
}
