/** The words of whatever a call threw. */
import { CallFailure } from '../../rpc.ts';

export function wordsOf(thrown: unknown): string {
  if (thrown instanceof CallFailure) return thrown.message;
  return 'Something unexpected happened in this window. Nothing was lost; try again.';
}
