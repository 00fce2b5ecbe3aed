/** Credentials on the wire: as they are sent, as Recall holds them, and what the live test of them says. */
import { parseInstant } from '../../../shared/time.ts';
import { badResponse, failureOfReply } from './failures.ts';
import type { CallFacts, Reply } from './failures.ts';
import { dict, text } from './open-records.ts';
import { jsonOf, plainCode, plainText } from './remote-words.ts';
import type { CalendarCredentials, CredentialTest, HeldCredentials, NewCalendarRequest } from './types.ts';

type Fields = Readonly<Record<string, string>>;

/** Body of a PATCH; empty when there are none, which asks for a new connection attempt (recall-api.md 2.4). */
export function credentialFields({ clientSecret, refreshToken }: CalendarCredentials): Fields {
  return {
    ...(clientSecret === undefined ? {} : { oauth_client_secret: clientSecret }),
    ...(refreshToken === undefined ? {} : { oauth_refresh_token: refreshToken }),
  };
}

/** Body of a POST (recall-api.md 2.2). */
export function calendarFields(calendar: NewCalendarRequest): Fields {
  const { platform, oauthClientId, oauthEmail } = calendar;
  return {
    platform,
    oauth_client_id: oauthClientId,
    ...credentialFields(calendar),
    ...(oauthEmail === undefined ? {} : { oauth_email: oauthEmail }),
  };
}

/**
 * Whether a calendar, as Recall sent it and with its secrets still in it, holds these credentials. One that differs settles
 * it; one that is missing or masked proves nothing.
 */
export function heldCredentials(calendar: unknown, asked: CalendarCredentials): HeldCredentials {
  const sent = dict(calendar);
  const each = Object.entries(credentialFields(asked)).map(([field, value]) => compared(sent?.[field], value));
  if (each.includes('different')) return 'different';
  return each.length > 0 && each.every((held) => held === 'same') ? 'same' : 'unknown';
}

function compared(held: unknown, value: string): HeldCredentials {
  if (held === value) return 'same';
  const shown = text(held);
  return shown === null || MASKED.test(shown) ? 'unknown' : 'different';
}

/** Nothing but mask characters, or a run of those that no credential has. */
const MASKED = /^[xX*•●·._\s-]+$|[*•●]{3}/;

/**
 * Reads the answer of the access-token endpoint (recall-api.md 2.5): 200, or 400 with a code. Of the token itself nothing is
 * kept. Throws RecallError `bad_response` for a 200 without a token, and the ordinary failure for any other 400.
 */
export function readCredentialTest(
  reply: Reply,
  facts: CallFacts,
  parseJson: (reply: Reply, host: string) => unknown,
): CredentialTest {
  if (reply.status === 400) return refusal(reply, facts);
  const fields = dict(parseJson(reply, facts.host));
  if (text(fields?.['token']) === null) {
    throw badResponse(
      `${facts.host} answered without an access token, so nobody knows whether the credential works.`,
      true,
    );
  }
  return { works: true, expiresAt: parseInstant(fields?.['expires_at']), serverNow: reply.serverNow };
}

function refusal(reply: Reply, facts: CallFacts): CredentialTest {
  const fields = dict(jsonOf(reply));
  const code = text(fields?.['code']);
  const message = fields?.['message'];
  if (code === null || typeof message !== 'string') throw failureOfReply(reply, facts);
  return {
    works: false,
    code: plainCode(code, facts.scrub),
    message: plainText(message, facts.scrub),
    serverNow: reply.serverNow,
  };
}
