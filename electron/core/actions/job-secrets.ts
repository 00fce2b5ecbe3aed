/**
 * The secrets of unfinished jobs: in memory while they run, and in the keychain so that a crash does not lose them. They
 * are cut into pieces, because one platform's keychain holds 2,560 bytes per entry and a refresh token may be longer
 * (recall-api.md 2.2).
 */
import type { ActionSecrets } from '../../../shared/actions.ts';
import type { SecretStore } from '../deps.ts';
import { jobSecretAccount } from '../secret-accounts.ts';
import { secretsIn } from './bot-config.ts';

/** UTF-16 units per entry. */
const PIECE = 1_200;
/** A bot configuration of 200,000 characters, with every quote of it escaped. */
const MAX_PIECES = 360;

export interface JobSecrets {
  /** `keep` false: in memory only (training workspaces, whose secrets open nothing). Rejects with `keychain_unavailable`. */
  save(jobId: number, secrets: ActionSecrets, keep: boolean): Promise<void>;
  /** Null: nothing is known. Rejects with `keychain_unavailable` when the keychain cannot say. */
  load(jobId: number): Promise<ActionSecrets | null>;
  /** From memory and keychain; a keychain that does not answer keeps entries that nobody will ask for again. */
  forget(jobId: number): Promise<void>;
}

export function createJobSecrets(store: SecretStore, remember: (secret: string) => void): JobSecrets {
  const known = new Map<number, ActionSecrets>();
  const remembered = (secrets: ActionSecrets): ActionSecrets => {
    const { botConfig, ...credentials } = secrets;
    for (const value of Object.values(credentials)) if (value !== undefined) remember(value);
    if (botConfig !== undefined) for (const value of secretsIn(botConfig)) remember(value);
    return secrets;
  };

  return {
    async save(jobId, secrets, keep) {
      known.set(jobId, remembered(secrets));
      if (!keep) return;
      const text = JSON.stringify(secrets);
      const pieces = Math.ceil(text.length / PIECE);
      // The number of pieces goes first: a save that breaks off is then read as incomplete, never as shorter.
      await store.set(jobSecretAccount(jobId, 0), String(pieces));
      for (let piece = 1; piece <= pieces; piece += 1) {
        await store.set(jobSecretAccount(jobId, piece), text.slice((piece - 1) * PIECE, piece * PIECE));
      }
    },
    async load(jobId) {
      const here = known.get(jobId);
      if (here !== undefined) return here;
      const pieces = Number(await store.get(jobSecretAccount(jobId, 0)));
      if (!Number.isInteger(pieces) || pieces < 1 || pieces > MAX_PIECES) return null;
      const parts: string[] = [];
      for (let piece = 1; piece <= pieces; piece += 1) {
        const part = await store.get(jobSecretAccount(jobId, piece));
        if (part === null) return null;
        parts.push(part);
      }
      const secrets = parse(parts.join(''));
      if (secrets !== null) known.set(jobId, remembered(secrets));
      return secrets;
    },
    async forget(jobId) {
      known.delete(jobId);
      try {
        const pieces = Number(await store.get(jobSecretAccount(jobId, 0)));
        for (let piece = Math.min(pieces, MAX_PIECES); piece >= 0; piece -= 1) {
          await store.delete(jobSecretAccount(jobId, piece));
        }
      } catch {
        // Said by the keychain's own state; the job is over either way.
      }
    },
  };
}

function parse(text: string): ActionSecrets | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const clientSecret = fields.get('clientSecret');
  const refreshToken = fields.get('refreshToken');
  const botConfig = fields.get('botConfig');
  return {
    ...(typeof clientSecret === 'string' ? { clientSecret } : {}),
    ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
    ...(typeof botConfig === 'string' ? { botConfig } : {}),
  };
}
