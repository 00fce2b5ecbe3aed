/**
 * Which deduplication keys have a call under way in one workspace, over all its jobs: Recall answers 409 to two at a time
 * (recall-api.md 3.6).
 */
export class KeyLocks {
  readonly #held = new Set<string>();
  readonly #listeners = new Set<() => void>();

  /** Takes all of them, or none: false when one is held. */
  take(keys: readonly string[]): boolean {
    if (keys.some((key) => this.#held.has(key))) return false;
    for (const key of keys) this.#held.add(key);
    return true;
  }

  /** Calls every listener, for one of them may have waited for these keys. */
  release(keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const key of keys) this.#held.delete(key);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls `listener` whenever keys were released; returns what ends that. */
  onRelease(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
