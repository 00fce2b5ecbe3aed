/**
 * A bot's configuration as a person gives it: JSON that is checked for what Recall would refuse, or take and do something else with,
 * before anything is begun. It may hold tokens of any kind, so no message repeats a value of it.
 */
import { CallboardError } from '../../../shared/envelope.ts';
import { BOT_CONFIG_FIELDS } from '../recall/bot-config.ts';
import { isCredentialKey, REDACTED, TOO_DEEP } from '../recall/redact.ts';

/** The deepest documented configuration has 7 levels. */
const MAX_DEPTH = 50;
/** Fields that scheduling takes beside those of a bot (recall-api.md 3.4). */
const WRITABLE: ReadonlySet<string> = new Set([...BOT_CONFIG_FIELDS, 'meeting_url']);

type Config = Readonly<Record<string, unknown>>;

/**
 * The same configuration as compact JSON text. Throws CallboardError `invalid_input` (field `secrets.botConfig`) with what to change.
 * `count`: how many bots it is for.
 */
export function checkedBotConfig(json: string, count: number): string {
  const config = configOf(json);
  if ('join_at' in config) {
    throw refused('Leave "join_at" out of the configuration: Recall takes the time from the event.');
  }
  if ('deduplication_key' in config || 'bot_config' in config) {
    throw refused(
      'Give only what stands inside "bot_config". The key is made from the recipe, so leave "deduplication_key" out.',
    );
  }
  if ('meeting_url' in config && count > 1) {
    throw refused(
      `Leave "meeting_url" out of the configuration: it would send the bots of all ${count.toLocaleString('en-US')} events to one meeting.`,
    );
  }
  checkValues(config, '', 0);
  return JSON.stringify(config);
}

/** A configuration that was checked before. Throws CallboardError `invalid_input` for one that was not. */
export function configOf(json: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    // The parser's own message quotes the text, so only the place is taken from it.
    throw refused(`The configuration is not JSON${placeOf(error, json)}. Nothing was done.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused('The configuration has to be one JSON object: it begins with "{" and ends with "}".');
  }
  // Proven: an object that is no list.
  return value as Config;
}

/** Names of fields that Recall does not document, for a word beside the result. */
export function undocumentedFields(config: Config): string[] {
  return Object.keys(config).filter((name) => !WRITABLE.has(name) && /^\w{1,60}$/.test(name));
}

/** Texts of a configuration that no log may repeat: credentials by their name, and addresses, which often carry one. */
export function secretsIn(json: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, isSecret: boolean, depth: number): void => {
    if (typeof value === 'string' && (isSecret || value.includes('://'))) found.push(value);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    for (const [key, entry] of Object.entries(value)) walk(entry, isSecret || isCredentialKey(key), depth + 1);
  };
  try {
    walk(JSON.parse(json), false, 0);
  } catch {
    // Not a configuration: it is refused before it is sent anywhere.
  }
  return found;
}

function checkValues(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw refused('The configuration is nested deeper than any that Recall takes.');
  if (typeof value === 'string') checkText(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    checkValues(entry, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`, depth + 1);
  }
}

function checkText(text: string, path: string): void {
  if (text.includes(REDACTED) || text === TOO_DEEP) {
    throw refused(
      `At ${shown(path)} stands the mark that Callboard shows in place of a secret. Enter the secret itself, or leave the field out.`,
    );
  }
  if (LOCAL.test(text.trim())) {
    throw refused(
      `At ${shown(path)} stands an address of the sender's own computer. Recall's firewall refuses the whole call for that (403), and its bots could not reach it.`,
    );
  }
}

/** The firewall's rule is documented for `localhost` (recall-api.md 1.5); the other spellings lead to the same place. */
const LOCAL =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#]|$)/i;

const shown = (path: string): string => `"${path.length > 120 ? `${path.slice(0, 119)}…` : path}"`;

function placeOf(error: unknown, json: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return /end of JSON/.test(String(error)) ? ': it ends too early' : '';
  const before = json.slice(0, Number(position)).split('\n');
  return `: look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function refused(message: string): CallboardError {
  return new CallboardError('invalid_input', message, { details: { field: 'secrets.botConfig' } });
}
