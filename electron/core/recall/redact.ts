/**
 * Cuts secrets off what Recall sent, before anything else sees it. Recall returns OAuth client secrets and long-lived
 * refresh tokens in clear (recall-api.md 2.2), bots carry join tokens and time-limited download links (4.3, 4.5), and
 * later versions may add more: so every key that looks like a credential is replaced, at any depth, and text that is
 * recognisably a credential whatever its key.
 */

/** Stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Stands where the payload was nested deeper than any real one. */
export const TOO_DEEP = '[nested too deeply]';

/** Real payloads stay below 12 levels; JSON.stringify overflows the stack at several thousand. */
const MAX_DEPTH = 100;

/** Passwords of meetings are part of the meeting's address (4.4), not of an account. */
const MEETING_KEYS = new Set(['meetingpassword', 'businessmeetingpassword']);

/** Keys too short or too common inside other words to be found by substring. */
const EXACT_KEYS = new Set(['tk', 'zak', 'zakurl', 'pat', 'jwt', 'auth', 'videourl', 'audiourl', 'cookie']);

const CREDENTIAL_KEY =
  /token|secret|passw|passphrase|privatekey|clientcertificate|authorization|apikey|accesskey|credential|signature|setcookie|downloadurl|streamkey/;

/**
 * Returns a copy without secrets: credential-like keys hold {@link REDACTED} (null, booleans and empty strings stay, for
 * they hold none), what stood there is replaced wherever else the value repeats it, and so is credential-like text inside
 * strings. Never throws, however deep the value.
 */
export function redact(value: unknown): unknown {
  const repeated = new Set<string>();
  collectSecrets(value, repeated, 0);
  return redactAt(value, [...repeated], 0);
}

/** True when a key's name says that its value is a credential. */
export function isCredentialKey(key: string): boolean {
  const name = key.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  if (MEETING_KEYS.has(name)) return false;
  return EXACT_KEYS.has(name) || CREDENTIAL_KEY.test(name);
}

/** Replaces what is recognisably a credential inside a text, whatever its key. */
export function redactText(text: string): string {
  if (text.length < 8 || !SUSPICIOUS.test(text)) return text;
  return text
    .replace(PRIVATE_KEY, REDACTED)
    .replace(QUERY_CREDENTIAL, `$1${REDACTED}`)
    .replace(USER_INFO, `$1${REDACTED}@`)
    .replace(AUTH_SCHEME, `$1 ${REDACTED}`)
    .replace(KNOWN_PREFIX, REDACTED);
}

const SUSPICIOUS = /-----BEGIN|:\/\/|bearer|token|basic|eyJ|whsec_|ya29\.|1\/\/|GOCSPX-|0\.A|M\.[CR]\d/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;
// Lengths are bounded so that hostile text cannot make these slow.
const QUERY_CREDENTIAL =
  /([?&;](?:[\w.~%-]{0,40}(?:token|secret|signature|password|credential|api_?key|access_?key)[\w.~%-]{0,40}|sig|key|auth|tk|zak|jwt)=)[^&#;\s"']+/gi;
const USER_INFO = /(\w:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/g;
const AUTH_SCHEME = /\b(Bearer|Basic|Token)\s+[\w.~+/=-]{16,}/gi;
/** JWTs, Svix secrets, Google access and refresh tokens and client secrets, Microsoft refresh tokens. */
const KNOWN_PREFIX =
  /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bwhsec_[\w+/=-]{8,}|\bya29\.[\w-]{8,}|\b1\/\/[\w-]{16,}|\bGOCSPX-[\w-]{8,}|\b[01]\.A[\w-]{40,}|\bM\.[CR]\d+_[\w.!*$-]{20,}/g;

/** Shorter values stand elsewhere by chance. */
const MIN_SECRET = 8;

/** What stands under credential-like keys, as it is and in the forms in which a detail or an address may repeat it. */
function collectSecrets(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return;
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') collectSecrets(entry, found, depth + 1);
    else if (entry.length >= MIN_SECRET && !Array.isArray(value) && isCredentialKey(key)) {
      for (const form of formsOf(entry)) found.add(form);
    }
  }
}

function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  // A lone surrogate cannot be percent-encoded, so no text can hold it in that form.
  if (!secret.isWellFormed()) return [secret, inJson];
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  return [secret, inJson, encodeURIComponent(secret), inForm];
}

function withoutRepeats(text: string, repeated: readonly string[]): string {
  let clean = text;
  for (const secret of repeated) if (clean.includes(secret)) clean = clean.replaceAll(secret, REDACTED);
  return clean;
}

function redactAt(value: unknown, repeated: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return redactText(withoutRepeats(value, repeated));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((entry) => redactAt(entry, repeated, depth + 1));
  // Without a prototype, so that a key named __proto__ stays an ordinary one.
  // Proven: a fresh object, filled below.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of Object.entries(value)) {
    const name = withoutRepeats(key, repeated);
    copy[name] = isCredentialKey(key) && holdsSomething(entry) ? REDACTED : redactAt(entry, repeated, depth + 1);
  }
  return copy;
}

function holdsSomething(value: unknown): boolean {
  return value !== null && value !== '' && typeof value !== 'boolean';
}
