/** What came from outside, made fit for a text that leaves the house: without secrets, and with nothing that the eye misses. */
import { REDACTED, redactText } from '../../recall/redact.ts';

/** A credential after its name in running text or JSON, where its own form does not give it away. */
const NAMED_CREDENTIAL =
  /\b((?:oauth_)?(?:client_secret|refresh_token|access_token|id_token|api_key|password))\b(["']?\s{0,3}[:=]\s{0,3}["']?)([^\s"'&,;}]{8,})/gi;

/** Characters that are not seen or that turn the text around them: controls, marks of direction, empty ones. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** The text without secrets; unseen characters stand there by their number. Line breaks and tabs stay. */
export function clean(text: string): string {
  return redactText(text.toWellFormed().replace(/\r\n?/g, '\n'))
    .replace(NAMED_CREDENTIAL, `$1$2${REDACTED}`)
    .replace(UNSEEN, (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** {@link clean}, on one line and not longer than `most` characters. Never empty. */
export function cleanLine(text: string, most = 500): string {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '(empty)';
  return line.length <= most ? line : `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
