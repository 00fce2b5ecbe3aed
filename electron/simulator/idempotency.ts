/** `Idempotency-Key` (recall-api.md 1.8): the first call runs, a concurrent twin gets 409, a later twin the same answer for an hour. */
import type { Answer } from './answers.ts';

const HOUR = 3_600_000;

export class IdempotentAnswers {
  private readonly known = new Map<string, { readonly answer: Answer; readonly at: number }>();
  private readonly running = new Set<string>();

  /** The cached answer, `busy` while the first call runs, or null: then the caller runs it and must call `finish`. */
  begin(identity: string, now: number): Answer | 'busy' | null {
    if (this.running.has(identity)) return 'busy';
    const known = this.known.get(identity);
    if (known !== undefined && now - known.at < HOUR) return known.answer;
    this.running.add(identity);
    return null;
  }

  /** Also keeps a 507: that is why a retry needs a new key. */
  finish(identity: string, answer: Answer, now: number): void {
    this.running.delete(identity);
    // A conflict is no outcome: the twin may come again with the same key.
    if (answer.status !== 409) this.known.set(identity, { answer, at: now });
  }
}
