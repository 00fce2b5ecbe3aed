/**
 * Secrets in the keychain of the operating system, through keytar. Where there is none, secrets stay in memory until
 * quit once the user agreed to that; never in a file, and never silently.
 */
import { createHash } from 'node:crypto';
import { CallboardError } from '../../shared/envelope.ts';
import type { KeychainState, SecretStore } from '../core/deps.ts';

/** The part of keytar that is used here. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  readonly dataDir: string;
  /** Rejects where keytar or its system library is missing. */
  readonly load?: () => Promise<Keytar>;
  /** A keychain without an answer for this long counts as unavailable, ms. */
  readonly timeoutMs?: number;
}

/** No secret has this name; reading it shows whether the keychain answers at all. */
const PROBE = 'probe';

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
export function createKeychain({ dataDir, load = loadKeytar, timeoutMs = 3_000 }: KeychainOptions): SecretStore {
  const service = serviceName(dataDir);
  let loading: Promise<Keytar> | null = null;
  let memory: Map<string, string> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  /** A request that the keychain has not answered in time, and may never answer. */
  let stuck: Promise<unknown> | null = null;

  const ask = async <T>(request: (keytar: Keytar) => Promise<T>): Promise<T> => {
    if (stuck !== null) throw unavailable(WAITING);
    const keytar = await (loading ??= load()).catch(() => {
      throw unavailable(MISSING);
    });
    const answer = request(keytar).catch((error: unknown) => {
      throw unavailable(refused(error));
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

  const state = async (): Promise<KeychainState> => {
    if (memory !== null) return { state: 'memory', message: IN_MEMORY };
    try {
      await run((keytar) => keytar.getPassword(service, PROBE));
      return { state: 'available', message: AVAILABLE };
    } catch (error) {
      return { state: 'unavailable', message: error instanceof Error ? error.message : MISSING };
    }
  };

  return {
    state,
    async get(account) {
      if (memory !== null) return memory.get(account) ?? null;
      return run((keytar) => keytar.getPassword(service, account));
    },
    async set(account, value) {
      if (memory !== null) memory.set(account, value);
      else await run((keytar) => keytar.setPassword(service, account, value));
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
  };
}

const MISSING =
  'The keychain cannot be used: the optional module "keytar" or the system library it needs (on Linux: libsecret) is not installed.';

const WAITING =
  'The keychain does not answer. Perhaps it waits for its password in another window; unlock it and try again.';

function refused(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/dbus|d-bus|autolaunch|org\.freedesktop/i.test(text)) {
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
