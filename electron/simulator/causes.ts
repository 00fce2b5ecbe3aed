/**
 * Why a simulated calendar is disconnected: one entry per kind of trouble in recall-api.md 2.6, with the text that
 * Recall would pass on and with what repairs it. The field that carries the text in `status_changes` is unconfirmed
 * (recall-api.md 2.3), so each calendar gets one of several names for it.
 */
import type { CalendarPlatform } from './payload-facts.ts';
import type { Rng } from './rng.ts';

/** What makes the credential work again. `retry`: nothing was wrong for long; `admin`: only the world outside Recall. */
export type Repair = 'refresh_token' | 'client_secret' | 'retry' | 'admin';

/** `code` of the access-token endpoint's 400 (recall-api.md 2.5). */
export type TokenErrorCode = 'no_oauth_credentials' | 'bad_refresh_token' | 'error';

export interface Cause {
  readonly id: CauseId;
  readonly platform: CalendarPlatform;
  readonly repair: Repair;
  readonly tokenError: TokenErrorCode;
  /** The text found in the disconnect entry, and in the access-token error. */
  readonly detail: string;
}

export type CauseId =
  | 'google_revoked'
  | 'google_testing_expired'
  | 'google_scope_unticked'
  | 'google_client_deleted'
  | 'google_client_invalid'
  | 'google_admin_policy'
  | 'outlook_secret_wrong'
  | 'outlook_secret_expired'
  | 'outlook_password_changed'
  | 'outlook_inactive'
  | 'outlook_mfa_required'
  | 'outlook_account_disabled'
  | 'outlook_conditional_access'
  | 'outlook_consent_missing'
  | 'outlook_app_disabled'
  | 'outlook_tenant_disabled'
  | 'outlook_mailbox_unavailable'
  | 'outlook_access_denied'
  | 'outlook_transient'
  | 'google_unexplained';

const TRACE = 'Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000';
const SCOPES = ['calendar.events.readonly', 'calendar.readonly', 'calendar.events', 'calendar']
  .map((scope) => `'https://www.googleapis.com/auth/${scope}'`)
  .join(', ');

function google(id: CauseId, repair: Repair, tokenError: TokenErrorCode, detail: string): Cause {
  return { id, platform: 'google_calendar', repair, tokenError, detail };
}

function outlook(id: CauseId, repair: Repair, tokenError: TokenErrorCode, detail: string): Cause {
  return { id, platform: 'microsoft_outlook', repair, tokenError, detail };
}

/** The whole catalogue. */
export const CAUSES: readonly Cause[] = [
  google('google_revoked', 'refresh_token', 'bad_refresh_token', 'invalid_grant: Token has been expired or revoked.'),
  google('google_testing_expired', 'refresh_token', 'bad_refresh_token', 'invalid_grant(detail: Bad Request)'),
  google(
    'google_scope_unticked',
    'refresh_token',
    'error',
    `invalid_scope(detail: None of the supported calendar scopes([${SCOPES}]) present in response(['https://www.googleapis.com/auth/userinfo.email', 'openid']).)`,
  ),
  google('google_client_deleted', 'admin', 'error', 'deleted_client: The OAuth client was deleted.'),
  google('google_client_invalid', 'client_secret', 'error', 'invalid_client: The OAuth client was not found.'),
  google(
    'google_admin_policy',
    'admin',
    'bad_refresh_token',
    'admin_policy_enforced: The account cannot authorise this application because of its administrator.',
  ),
  outlook(
    'outlook_secret_wrong',
    'client_secret',
    'error',
    `invalid_client: AADSTS7000215: Invalid client secret is provided. ${TRACE}`,
  ),
  outlook(
    'outlook_secret_expired',
    'client_secret',
    'error',
    `invalid_client: AADSTS7000222: The provided client secret keys for app '00000000-0000-0000-0000-000000000000' are expired. ${TRACE}`,
  ),
  outlook(
    'outlook_password_changed',
    'refresh_token',
    'bad_refresh_token',
    `invalid_grant: AADSTS50173: The grant was revoked; a fresh sign-in is needed. ${TRACE}`,
  ),
  outlook(
    'outlook_inactive',
    'refresh_token',
    'bad_refresh_token',
    `invalid_grant: AADSTS700082: The refresh token has expired due to inactivity. ${TRACE}`,
  ),
  outlook(
    'outlook_mfa_required',
    'refresh_token',
    'bad_refresh_token',
    `interaction_required: AADSTS50076: Multi-factor authentication is now required. ${TRACE}`,
  ),
  outlook(
    'outlook_account_disabled',
    'admin',
    'bad_refresh_token',
    `invalid_grant: AADSTS50057: The user account is disabled. ${TRACE}`,
  ),
  outlook(
    'outlook_conditional_access',
    'admin',
    'bad_refresh_token',
    `access_denied: AADSTS53003: Access has been blocked by conditional access policies. ${TRACE}`,
  ),
  outlook(
    'outlook_consent_missing',
    'refresh_token',
    'bad_refresh_token',
    `invalid_grant: AADSTS65001: The user or administrator has not consented to use the application. ${TRACE}`,
  ),
  outlook(
    'outlook_app_disabled',
    'admin',
    'error',
    `unauthorized_client: AADSTS7000112: The application is disabled. ${TRACE}`,
  ),
  outlook(
    'outlook_tenant_disabled',
    'admin',
    'error',
    // The second sentence is genuine (fixtures/provider-errors/microsoft-graph-auth-substrings.json).
    `invalid_resource: AADSTS500014: The service principal is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it. ${TRACE}`,
  ),
  outlook(
    'outlook_mailbox_unavailable',
    'admin',
    'error',
    'MailboxNotEnabledForRESTAPI: The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  ),
  outlook(
    'outlook_access_denied',
    'admin',
    'error',
    'ErrorAccessDenied: Access is denied. Check credentials and try again.',
  ),
  outlook(
    'outlook_transient',
    'retry',
    'error',
    `temporarily_unavailable: AADSTS90033: A transient error has occurred. Try again. ${TRACE}`,
  ),
  google('google_unexplained', 'retry', 'error', 'sync_worker_lost_lease'),
];

const BY_ID: ReadonlyMap<CauseId, Cause> = new Map(CAUSES.map((cause) => [cause.id, cause]));

/** @throws RangeError on an id that is not in the catalogue. */
export function causeOf(id: CauseId): Cause {
  const cause = BY_ID.get(id);
  if (cause === undefined) throw new RangeError(`No such cause: ${id}`);
  return cause;
}

/** A disconnect entry's extra fields: the detail under one of the names that Recall might use. */
export function detailFields(rng: Rng, detail: string): Readonly<Record<string, unknown>> {
  const colon = detail.indexOf(':');
  const code = /AADSTS\d+/.exec(detail)?.[0] ?? (colon > 0 ? detail.slice(0, colon) : detail);
  switch (rng.int(0, 4)) {
    case 0:
      return { detail };
    case 1:
      return { error: code, error_description: detail };
    case 2:
      return { sub_code: code.toLowerCase(), message: detail };
    case 3:
      return { data: { error: { code, message: detail } } };
    default:
      return { reason: detail };
  }
}
