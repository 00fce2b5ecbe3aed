/**
 * Secrets in the keychain of the operating system, through keytar. Where there is none, secrets stay in memory until
 * quit once the user agreed to that; never in a file, and never silently.
 */
import { createHash, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { CallboardError } from '../../shared/envelope.ts';
import type { KeychainState, SecretStore } from '../core/deps.ts';

/** The part of keytar that is used here. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** What hosts give to the core. */
export interface Keychain extends SecretStore {
  /**
   * True while the keychain has not answered a request. Ending the process would then wait for it, possibly for ever:
   * the request sits in a thread of the pool.
   */
  busy(): boolean;
}

export interface KeychainOptions {
  readonly dataDir: string;
  /** Rejects where keytar or its system library is missing. */
  readonly load?: () => Promise<Keytar>;
  /** A keychain without an answer for this long counts as unavailable, ms. */
  readonly timeoutMs?: number;
  /** ms that never jump. */
  readonly monotonic?: () => number;
}

/** Written, read and deleted to see whether the keychain works: a locked one answers reads with "nothing there". */
const PROBE = 'probe';
/** After a refusal the keychain is left alone this long (ms), because trying may open its password window. */
const LEAVE_ALONE_MS = 30_000;

const AVAILABLE = 'Secrets are kept in the keychain of this computer.';
const IN_MEMORY =
  'Secrets are kept in memory and are gone when Callboard quits. Enter the API keys again after the next start.';
const OFFER = 'Callboard never writes secrets to a file. You can keep them in memory until you quit.';

/** Entries of one data folder; two folders never see each other's. */
export function serviceName(dataDir: string): string {
  return `Callboard ${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
}

async function loadKeytar(): Promise<Keytar> {
  const module: { default: Keytar } = await import('keytar');
  return module.default;
}

/** The store that hosts give to the core. keytar is loaded with the first question. */
export function createKeychain({
  dataDir,
  load = loadKeytar,
  timeoutMs = 3_000,
  monotonic = () => performance.now(),
}: KeychainOptions): Keychain {
  const service = serviceName(dataDir);
  let loading: Promise<Keytar> | null = null;
  let memory: Map<string, string> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  /** A request that the keychain has not answered in time, and may never answer. */
  let stuck: Promise<unknown> | null = null;
  let unanswered = 0;
  let proven = false;
  let refusal: { readonly message: string; readonly at: number } | null = null;

  const ask = async <T>(request: (keytar: Keytar) => Promise<T>): Promise<T> => {
    if (stuck !== null) throw unavailable(WAITING);
    const keytar = await (loading ??= load()).catch(() => {
      throw unavailable(MISSING);
    });
    unanswered += 1;
    const answer = request(keytar)
      .catch((error: unknown) => {
        throw unavailable(refused(error));
      })
      .finally(() => {
        unanswered -= 1;
      });
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      stuck = answer.then(forgetStuck, forgetStuck);
      late.reject(unavailable(WAITING));
    }, timeoutMs);
    return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
  };
  const forgetStuck = (): void => {
    stuck = null;
  };
  /** One at a time: every waiting request holds a thread of the pool that file and network access need too. */
  const run = <T>(request: (keytar: Keytar) => Promise<T>): Promise<T> => {
    const result = queue.then(() => ask(request));
    queue = result.catch(() => undefined);
    return result;
  };

  const prove = async (): Promise<void> => {
    const value = randomUUID();
    await run((keytar) => keytar.setPassword(service, PROBE, value));
    const found = await run((keytar) => keytar.getPassword(service, PROBE));
    await run((keytar) => keytar.deletePassword(service, PROBE));
    if (found !== value) throw unavailable('The keychain does not give back what it was given.');
    proven = true;
  };

  const state = async (): Promise<KeychainState> => {
    if (memory !== null) return { state: 'memory', message: IN_MEMORY };
    if (refusal !== null && stuck === null && monotonic() - refusal.at < LEAVE_ALONE_MS) {
      return { state: 'unavailable', message: refusal.message };
    }
    try {
      if (proven) await run((keytar) => keytar.getPassword(service, PROBE));
      else await prove();
      refusal = null;
      return { state: 'available', message: AVAILABLE };
    } catch (error) {
      const message = error instanceof Error ? error.message : unavailable(MISSING).message;
      refusal = message.startsWith(WAITING) ? null : { message, at: monotonic() };
      return { state: 'unavailable', message };
    }
  };

  return {
    state,
    async get(account) {
      if (memory !== null) return memory.get(account) ?? null;
      return run((keytar) => keytar.getPassword(service, account));
    },
    async set(account, value) {
      if (memory !== null) {
        memory.set(account, value);
        return;
      }
      try {
        await run((keytar) => keytar.setPassword(service, account, value));
        refusal = null;
      } catch (error) {
        // Locked meanwhile: the state must not say otherwise.
        proven = false;
        throw error;
      }
    },
    async delete(account) {
      if (memory !== null) memory.delete(account);
      else await run((keytar) => keytar.deletePassword(service, account));
    },
    async useMemory() {
      // Agreed to while the keychain was away; where it is back, it is the better place.
      if ((await state()).state === 'unavailable') memory ??= new Map();
      return state();
    },
    busy: () => unanswered > 0,
  };
}

const MISSING =
  'The keychain cannot be used: the optional module "keytar" or the system library it needs (on Linux: libsecret) is not installed.';

const WAITING =
  'The keychain does not answer. Perhaps it waits for its password in another window; unlock it and try again.';

function refused(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/does not exist.*collection/i.test(text)) {
    return 'The keychain has no keyring that is unlocked, so nothing can be kept in it. Log in to the desktop, or unlock the keyring.';
  }
  if (/dbus|d-bus|autolaunch|org\.freedesktop|could not connect|address is empty/i.test(text)) {
    return 'The keychain cannot be reached: no Secret Service (for example GNOME Keyring or KWallet) is running in this session.';
  }
  if (/lock|denied|dismissed|cancel/i.test(text)) {
    return 'The keychain is locked, or access to it was refused. Unlock it and try again.';
  }
  return 'The keychain refused the request.';
}

function unavailable(reason: string): CallboardError {
  return new CallboardError('keychain_unavailable', `${reason} ${OFFER}`, { retryable: true });
}
