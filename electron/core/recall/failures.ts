/**
 * Turns every way in which a call can fail into a RecallError whose words say what happened, what it means and what to do
 * (recall-api.md 1.5). Remote text is quoted only where Recall documents it, as plain text, short and without secrets.
 */
import { dict, text } from './open-records.ts';
import { isJson, quote } from './remote-words.ts';
import { parseRetryAfter } from './retry.ts';
import type { Scrub } from './scrub.ts';
import { RecallError } from './types.ts';
import type { RecallErrorInfo, RecallErrorKind } from './types.ts';

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
  /** Takes the key and the call's own secrets out of remote text. */
  readonly scrub: Scrub;
  /** It changes something at Recall, so it is not simply sent again. */
  readonly changes: boolean;
  /** Our own clock, ms UTC, for a Retry-After date without a `Date` header. */
  readonly now: () => number;
}

/** The failure that a status other than 2xx stands for. */
export function failureOfReply(reply: Reply, facts: CallFacts): RecallError {
  const { host } = facts;
  const retryAfterMs = parseRetryAfter(reply.retryAfter, reply.serverNow ?? facts.now());
  const said = quote(reply, facts.scrub);
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
        `Recall has no free machine for a bot that starts this soon (507)${again(facts)}. Scheduling bots more than 10 minutes ahead avoids this.`,
      );
    default:
      if (reply.status >= 500) {
        return fail(
          'server',
          `Recall has trouble answering (${reply.status}). This is on the side of ${host} or a gateway before it${again(facts)}.`,
        );
      }
      if (reply.status >= 400) return fail('rejected', `Recall refused the call (${reply.status})${said}.`);
      return fail('bad_response', `${host} answered with the unexpected status ${reply.status}.`);
  }
}

/** A redirect: never followed, for the key would go along. */
export function redirected(status: number, location: string | undefined, facts: CallFacts): RecallError {
  const target = hostOf(location, facts.scrub);
  const where = target === null ? 'another address' : target === facts.host ? 'another of its own addresses' : target;
  return new RecallError(
    'foreign_host',
    `${facts.host} answered with a redirect to ${where} (${status}). Callboard did not follow it, so ${facts.changes ? 'the API key and the change' : 'the API key'} went nowhere else. Check the region or base URL; the sign-in page of a proxy, VPN or hotel network does this too.`,
    { status },
  );
}

/** A failure below HTTP: name, connection or certificate. */
export function failureOfConnection(thrown: unknown, facts: CallFacts): RecallError {
  const { host } = facts;
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
      return timedOut(facts);
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

export function timedOut(facts: CallFacts): RecallError {
  return new RecallError(
    'timeout',
    `${facts.host} did not finish its answer in time. The network or Recall is slow${again(facts)}.`,
  );
}

function again({ changes }: CallFacts): string {
  return changes ? '' : '; Callboard tries again by itself';
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

const UNCHANGED = 'This call changed nothing.';
const UNSETTLED = 'Whether the change was made is not known; Callboard asks Recall before it sends it again.';

/**
 * The failure of a change, which also says what became of it. `acted`: see {@link mayHaveActed} in retry.ts; `final`: it is not sent
 * again as it is.
 */
export function failureOfChange(error: RecallError, acted: boolean, final = error.final): RecallError {
  return restated(error, `${error.message} ${acted ? UNSETTLED : UNCHANGED}`, { mayHaveActed: acted, final });
}

/** Recall took a change, and its answer cannot be used; `error` says why. A web page is nobody's word that it did. */
export function takenUnread(error: RecallError, reply: Reply): RecallError {
  const words = isJson(reply.contentType)
    ? `Recall took the change (${reply.status}), but its answer cannot be used. ${error.message}`
    : `${error.message} ${UNSETTLED}`;
  return restated(error, words, { status: reply.status, mayHaveActed: true });
}

function restated(error: RecallError, message: string, more: RecallErrorInfo): RecallError {
  const { kind, status, retryAfterMs, final } = error;
  return new RecallError(kind, message, {
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    final,
    ...more,
  });
}

function hostOf(location: string | undefined, scrub: Scrub): string | null {
  if (location === undefined || !URL.canParse(location)) return null;
  const host = scrub(new URL(location).host);
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
