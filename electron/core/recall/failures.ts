/**
 * Turns every way in which a call can fail into a RecallError whose words say what happened, what it means and what to do
 * (recall-api.md 1.5). Remote text is quoted only where Recall documents it, as plain text, short and without secrets.
 */
import { parseRetryAfter } from './retry.ts';
import { dict, text } from './open-records.ts';
import type { Dict } from './open-records.ts';
import { isCredentialKey, redactText, REDACTED } from './redact.ts';
import { RecallError } from './types.ts';
import type { RecallErrorKind } from './types.ts';

/** A complete answer. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly retryAfter: string | undefined;
  /** `Date` header, ms UTC; null when Recall sent none. */
  readonly serverNow: number | null;
}

/** What messages may say about the call. */
export interface CallFacts {
  /** Host that was asked, e.g. `us-west-2.recall.ai`. */
  readonly host: string;
  readonly apiKey: string;
  /** ms UTC of our own clock, for a Retry-After date without a `Date` header. */
  readonly now: number;
}

/** The failure that a status other than 2xx stands for. */
export function failureOfReply(reply: Reply, facts: CallFacts): RecallError {
  const { host } = facts;
  const retryAfterMs = parseRetryAfter(reply.retryAfter, reply.serverNow ?? facts.now);
  const said = quote(reply, facts.apiKey);
  const fail = (kind: RecallErrorKind, message: string): RecallError =>
    new RecallError(kind, message, { status: reply.status, ...(retryAfterMs === null ? {} : { retryAfterMs }) });

  switch (reply.status) {
    case 401:
      return fail(
        'unauthorized',
        `Recall refused the API key (401). The key is wrong, or it is right but belongs to another region than ${host}: a key works only in the region where it was made. Check both in the workspace's settings.`,
      );
    case 402:
      return fail(
        'payment_required',
        'Recall refused the call because the credit balance of this workspace is too low (402). Top it up in the Recall dashboard under Billing.',
      );
    case 403:
      return fail(
        'forbidden',
        `Recall's firewall blocked the call (403)${said}. The key may still be right: the network or address that this computer calls from may be blocked. Try from another network, or ask Recall's support.`,
      );
    case 404:
      return fail(
        'not_found',
        `Recall has no such record in this workspace and region (404). It was deleted, or it belongs to another workspace or to another region than ${host}.`,
      );
    case 405:
      return fail('rejected', `Recall does not allow this on the record in its present state (405)${said}.`);
    case 407:
      return fail(
        'rejected',
        `A proxy between this computer and ${host} wants a sign-in (407). Sign in to the network or ask its administrator.`,
      );
    case 409:
      return fail(
        'conflict',
        `Recall is still busy with another call about the same thing (409)${said}. Try again in a moment.`,
      );
    case 429:
      return fail(
        'rate_limited',
        'Recall asks to slow down (429): this workspace used up its limit for calls of this kind, possibly through another program with a key of the same workspace. Callboard waits and goes on by itself.',
      );
    case 507:
      return fail(
        'pool_empty',
        'Recall has no free machine for a bot that starts this soon (507). Callboard tries again; scheduling bots more than 10 minutes ahead avoids this.',
      );
    default:
      if (reply.status >= 500) {
        return fail(
          'server',
          `Recall has trouble answering (${reply.status}). This is on the side of ${host} or a gateway before it; Callboard tries again by itself.`,
        );
      }
      if (reply.status >= 400) return fail('rejected', `Recall refused the call (${reply.status})${said}.`);
      return fail('bad_response', `${host} answered with the unexpected status ${reply.status}.`);
  }
}

/** A redirect: never followed, for the key would go along. */
export function redirected(status: number, location: string | undefined, facts: CallFacts): RecallError {
  const target = hostOf(location);
  const where = target === null ? 'another address' : target === facts.host ? 'another of its own addresses' : target;
  return new RecallError(
    'foreign_host',
    `${facts.host} answered with a redirect to ${where} (${status}). Callboard did not follow it, so the API key went nowhere else. Check the region or base URL; the sign-in page of a proxy, VPN or hotel network does this too.`,
    { status },
  );
}

/** A failure below HTTP: name, connection or certificate. */
export function failureOfConnection(thrown: unknown, host: string): RecallError {
  const code = codeOf(thrown);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return network(
        `The name ${host} could not be found (${code}). Is this computer online, and is the region or base URL right?`,
      );
    case 'ECONNREFUSED':
      return network(`${host} refused the connection (${code}). Nothing answers there, or a firewall forbids it.`);
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return network(`There is no way to ${host} (${code}). Is this computer online?`);
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
    case 'ETIMEDOUT':
      return timedOut(host);
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return tooLarge(host);
    default:
      if (CERTIFICATE_CODES.test(code)) {
        return new RecallError(
          'network',
          `The certificate of ${host} cannot be trusted (${code}). A company proxy that inspects traffic is likely: its certificate must be known to this computer. Callboard did not send the API key.`,
          { final: true },
        );
      }
      return network(
        `The connection to ${host} broke off${code === '' ? '' : ` (${code})`} before the answer was complete.`,
      );
  }
}

const CERTIFICATE_CODES =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH|^ERR_SSL_WRONG_VERSION/;

function network(message: string): RecallError {
  return new RecallError('network', message);
}

export function timedOut(host: string): RecallError {
  return new RecallError(
    'timeout',
    `${host} did not finish its answer in time. The network or Recall is slow; Callboard tries again by itself.`,
  );
}

export function tooLarge(host: string): RecallError {
  return new RecallError(
    'too_large',
    `${host} sent more data than any real answer has, so Callboard stopped reading. If this repeats, something other than Recall answers there.`,
  );
}

export function cancelled(): RecallError {
  return new RecallError('cancelled', 'The call to Recall was cancelled.');
}

/** An answer that arrived but is not what Recall documents. `final`: asking again soon gives the same. */
export function badResponse(message: string, final = false): RecallError {
  return new RecallError('bad_response', message, { final });
}

/**
 * What Recall said, as ` "…"`: only from the documented error bodies (recall-api.md 1.5), never HTML, at most 200
 * characters, without control characters, the key or anything that looks like a credential. Empty when it said nothing.
 */
function quote(reply: Reply, apiKey: string): string {
  if (!isJson(reply.contentType)) return '';
  let body: unknown;
  try {
    body = JSON.parse(reply.text);
  } catch {
    return '';
  }
  const found = documentedText(body);
  if (found === null) return '';
  const plain = redactText(found.replaceAll(apiKey, REDACTED).slice(0, 400))
    .replace(LONG_WORD, (word) => (looksOpaque(word) ? REDACTED : word))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  if (plain === '' || plain.includes('<')) return '';
  return `: "${plain.length > 200 ? `${plain.slice(0, 199)}…` : plain}"`;
}

const LONG_WORD = /[\w+/=.-]{16,}/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]?$/i;

/** Letters and digits mixed, and no UUID: nothing that a sentence needs, and what keys and tokens look like. */
function looksOpaque(word: string): boolean {
  return /\d/.test(word) && /[a-z]/i.test(word) && !UUID.test(word);
}

function documentedText(body: unknown): string | null {
  const fields = dict(body);
  if (fields === null) return null;
  return (
    firstMessage(dict(fields['errors'])) ?? text(fields['detail']) ?? text(fields['message']) ?? firstMessage(fields)
  );
}

/** `{"<field>": ["…"]}` → `<field>: …`, except for fields that hold credentials. */
function firstMessage(fields: Dict | null): string | null {
  for (const [field, messages] of Object.entries(fields ?? {})) {
    if (!Array.isArray(messages) || isCredentialKey(field)) continue;
    const first = text(messages[0]);
    if (first !== null) return field === 'non_field_errors' ? first : `${field}: ${first}`;
  }
  return null;
}

export function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType.trim());
}

function hostOf(location: string | undefined): string | null {
  if (location === undefined || !URL.canParse(location)) return null;
  const { host } = new URL(location);
  return host === '' || host.length > 100 ? null : host;
}

/** The code of a Node or undici error; of the first one where several addresses were tried. */
function codeOf(thrown: unknown): string {
  const error = dict(thrown);
  if (error === null) return '';
  const own = text(error['code']);
  if (own !== null) return own;
  const tried: readonly unknown[] = Array.isArray(error['errors']) ? error['errors'] : [error['cause']];
  return codeOf(tried[0]);
}
