/**
 * A bot's configuration as it is sent: which fields of a retrieved bot can be written back (recall-api.md 4.3), and what of a
 * configuration nobody may read in a message.
 */
import { dict } from './open-records.ts';
import { isCredentialKey } from './redact.ts';
import { RecallError } from './types.ts';

/**
 * Fields of Create Bot (Recall's specification of November 2025), without `meeting_url` and `join_at`, which come from the event.
 */
export const BOT_CONFIG_FIELDS = [
  'bot_name',
  'recording_config',
  'automatic_leave',
  'metadata',
  'variant',
  'zoom',
  'google_meet',
  'breakout_room',
  'chat',
  'output_media',
  'automatic_video_output',
  'automatic_audio_output',
] as const;

/** What a bot tells about itself and nobody can write. */
const READ_ONLY = new Set([
  'id',
  'meeting_url',
  'join_at',
  'status_changes',
  'recordings',
  'calendar_meetings',
  'slack_team',
]);

export interface KeptConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of fields that are neither writable nor known to be read-only. */
  readonly leftOut: readonly string[];
}

/**
 * The configuration of a bot as Recall sent it, with its secrets still in it. Throws RecallError `rejected` when Recall masked one of
 * them, for the mask would be sent in its place.
 */
export function configOfBot(bot: unknown): KeptConfig {
  const fields = Object.entries(dict(bot) ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const writable: ReadonlySet<string> = new Set(BOT_CONFIG_FIELDS);
  const kept = fields.filter(([name]) => writable.has(name));
  const masked = kept.map(([name, value]) => maskedAt(value, name, 0)).find((path) => path !== null);
  if (masked !== undefined) {
    throw new RecallError(
      'rejected',
      `Recall does not show all of this bot's configuration (${masked.slice(0, 100)} is masked), so it cannot be kept. Nothing was sent. Give a whole configuration instead.`,
    );
  }
  return {
    config: Object.fromEntries(kept),
    leftOut: fields
      .map(([name]) => name)
      .filter((name) => !writable.has(name) && !READ_ONLY.has(name) && /^\w{1,60}$/.test(name)),
  };
}

const MAX_DEPTH = 100;
/** Nothing but mask characters. */
const MASK = /^[xX*•●·._\s-]+$|[*•●]{3}|^\[?redacted\]?$/i;

function maskedAt(value: unknown, path: string, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return null;
  for (const [key, entry] of Object.entries(value)) {
    const here = `${path}.${key}`;
    if (typeof entry === 'string' && entry !== '' && isCredentialKey(key) && MASK.test(entry)) return here;
    const inner = maskedAt(entry, here, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Shorter texts are words of the API. */
const MIN_SECRET = 8;

/** Every text of a configuration: tokens and addresses of any kind, so none of it is repeated in a message. */
export function textsOfConfig(config: unknown): string[] {
  const found: string[] = [];
  collect(config, found, 0);
  return found;
}

function collect(value: unknown, found: string[], depth: number): void {
  if (typeof value === 'string' && value.length >= MIN_SECRET) found.push(value);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  for (const entry of Object.values(value)) collect(entry, found, depth + 1);
}
