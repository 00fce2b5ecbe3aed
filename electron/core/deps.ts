/**
 * Everything the core needs from outside, as interfaces: time, randomness, secrets, the training simulator
 * and the log. Tests inject their own; hosts inject the real ones.
 */

/** Time. `now` is ms UTC of the wall clock; `monotonic` is ms that never jump (laptop clock changes). */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Resolves after `ms` of this clock, or rejects with an AbortError as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** State of the OS keychain, as the host found it. */
export interface KeychainState {
  readonly state: 'available' | 'unavailable' | 'memory';
  /** In words, what it means and what to do. */
  readonly message: string;
}

/**
 * Secrets by account name (`workspace/3/api-key`). The host keeps them in the OS keychain, or in memory until
 * quit when the user agreed to that. All methods reject with CallboardError `keychain_unavailable` when neither
 * is possible. Values are never logged.
 */
export interface SecretStore {
  state(): Promise<KeychainState>;
  get(account: string): Promise<string | null>;
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<void>;
  /** The user agreed to keep secrets in memory until quit. */
  useMemory(): Promise<KeychainState>;
}

/** One workspace of the simulator that training mode runs on. */
export interface TrainingWorkspace {
  readonly name: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly colour: string;
}

/** Starts and stops the built-in Recall simulator; the host runs it in a worker of its own. */
export interface TrainingHost {
  /** Idempotent: a running simulator answers with the same workspaces. */
  start(): Promise<readonly TrainingWorkspace[]>;
  stop(): Promise<void>;
}

/** A desktop notification. All of it is text; `route` is the address in the window that it leads to. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly route?: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Fields are plain values; strings that look like secrets are redacted by the writer. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/** Facts about the host for `app.info`. */
export interface HostInfo {
  readonly shell: 'electron' | 'web' | 'cli';
  readonly appVersion: string;
  /** Versions of what runs us, e.g. node, electron, chrome. */
  readonly versions: Readonly<Record<string, string>>;
  /** The user of the operating system and the computer's name, for the audit log. */
  readonly actor: { readonly user: string; readonly host: string };
}

export interface CoreDeps {
  readonly dataDir: string;
  readonly clock: Clock;
  /** Uniform in [0, 1); seeded in tests. */
  readonly random: () => number;
  readonly secrets: SecretStore;
  readonly training: TrainingHost;
  readonly log: Log;
  /** Shows a desktop notification, where the host can. */
  readonly notify: (notice: Notice) => void;
  readonly host: HostInfo;
  readonly limits?: LimitOverrides;
}

/** Compresses the documented limits in time, for benchmarks and simulations only. */
export interface LimitOverrides {
  /** Length of the sliding window in ms; 60,000 as documented (recall-api.md 1.7). */
  readonly windowMs?: number;
}
