import type { Keytar } from '../../../electron/shell/keychain.ts';

/** A keychain in memory that can be told to fail or to stop answering. */
export class FakeKeytar implements Keytar {
  readonly entries = new Map<string, string>();
  mode: 'works' | 'hangs' | Error = 'works';
  /** Writes are refused, reads answer. */
  locked = false;
  /** Requests that reached it. */
  asked = 0;
  #release: (() => void)[] = [];

  getPassword(service: string, account: string): Promise<string | null> {
    return this.#run(() => this.entries.get(`${service}/${account}`) ?? null);
  }
  setPassword(service: string, account: string, password: string): Promise<void> {
    return this.#run(() => {
      if (this.locked) throw new Error('Object does not exist at path “/org/freedesktop/secrets/collection/login”');
      this.entries.set(`${service}/${account}`, password);
    });
  }
  deletePassword(service: string, account: string): Promise<boolean> {
    return this.#run(() => this.entries.delete(`${service}/${account}`));
  }
  /** The keychain comes back to life and answers what it was asked. */
  wake(): void {
    this.mode = 'works';
    for (const release of this.#release.splice(0)) release();
  }

  async #run<T>(request: () => T): Promise<T> {
    this.asked += 1;
    if (this.mode === 'hangs') await new Promise<void>((resolve) => this.#release.push(resolve));
    if (this.mode instanceof Error) throw this.mode;
    return request();
  }
}
