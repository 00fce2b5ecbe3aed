/**
 * What each cause of the catalogue sounds like: at least one text for every signal, written as providers write them, with the
 * noise that comes with it. A cause without a text here is never read from one.
 */
const TRACE =
  'Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: 66666666-7777-8888-9999-000000000000 Timestamp: 2026-11-20 09:14:05Z';

export const SPOKEN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  revoked_by_user: [
    'invalid_grant: the permission was revoked by the user.',
    'The user has revoked access to this account.',
    'token_error: User revoked the grant',
  ],
  credential_invalidated: [
    'The session ended because the password was changed.',
    'invalid_grant: the account password has been changed since.',
    'The password was reset on 2026-11-19.',
    'Sign-in needed after a recent password change.',
  ],
  provider_unavailable: ['temporarily_unavailable: try again in some minutes', 'server_error: unexpected condition'],

  invalid_scope: ['invalid_scope: the requested scope is not available'],
  calendar_scope_missing: [
    "invalid_scope(detail: None of the supported calendar scopes(['https://www.googleapis.com/auth/calendar']) present in response(['openid']).)",
    'PERMISSION_DENIED: Request had insufficient authentication scopes. reason=ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  ],
  no_oauth_credentials: ['no_oauth_credentials: nothing to refresh with'],
  google_bad_refresh_token: ['bad_refresh_token: refused'],
  outlook_bad_refresh_token: ['bad_refresh_token: refused'],

  google_invalid_grant: ['invalid_grant: Token has been expired or revoked.', 'invalid_grant(detail: Bad Request)'],
  google_session_control: ['invalid_grant: reauth related error (invalid_rapt)'],
  google_invalid_client: ['invalid_client: Unauthorized'],
  google_client_deleted: [
    'deleted_client: no such client any more',
    'Error 401: deleted_client. The OAuth client was deleted.',
  ],
  google_client_not_found: ['Error 401: invalid_client. The OAuth client was not found.'],
  google_unauthorized_client: ['unauthorized_client: Unauthorized'],
  google_admin_policy: ['Error 400: admin_policy_enforced. Access to this app is limited by the administrator.'],
  google_org_internal: ['Error 403: org_internal'],
  google_embedded_browser: ['Error 403: disallowed_useragent'],
  google_redirect_uri: ['Error 400: redirect_uri_mismatch'],
  google_access_denied: ['access_denied: the request was declined'],
  google_permission_denied: ['403 PERMISSION_DENIED: The caller does not have permission'],
  google_api_disabled: [
    'PERMISSION_DENIED: Google Calendar API has not been used in project 123 before. reason=SERVICE_DISABLED',
    'Access Not Configured. accessNotConfigured',
  ],

  microsoft_secret_expired: [
    `invalid_client: AADSTS7000222: The provided client secret keys for app '00000000-0000-0000-0000-000000000000' are expired. ${TRACE}`,
    'The provided client secret keys are expired. Create new keys for your app.',
    "The provided client secret keys for app 'Notetaker' have run out.",
  ],
  microsoft_secret_wrong: [
    `invalid_client: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the value. ${TRACE}`,
    'Failed to acquire token for client credentials. Invalid client secret is provided.',
    'invalid_client: Invalid client secret provided.',
  ],
  outlook_invalid_client: ['invalid_client: the client could not be authenticated'],
  microsoft_assertion_bad: [
    `invalid_client: AADSTS700027: The certificate with identifier used to sign the client assertion is not registered. ${TRACE}`,
  ],
  microsoft_credential_missing: [
    `invalid_client: AADSTS7000218: The request body must contain client_assertion or client_secret. ${TRACE}`,
  ],
  microsoft_app_disabled: [
    `unauthorized_client: AADSTS7000112: Application '00000000-0000-0000-0000-000000000000'(Notetaker) is disabled. ${TRACE}`,
    `unauthorized_client: AADSTS70001: The application is disabled. ${TRACE}`,
  ],
  outlook_unauthorized_client: ['unauthorized_client: the client may not ask for a token with this method'],
  microsoft_app_not_found: [
    `unauthorized_client: AADSTS700016: Application with identifier 'x' was not found in the directory 'Acme'. ${TRACE}`,
  ],
  microsoft_single_tenant: [
    `invalid_request: AADSTS50194: Application 'x'(Notetaker) is not configured as a multi-tenant application. ${TRACE}`,
    "Application 'x'(Notetaker) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported.",
  ],
  microsoft_redirect_uri: [
    `invalid_request: AADSTS50011: The redirect URI specified in the request does not match. ${TRACE}`,
  ],
  microsoft_url_malformed: [
    `invalid_request: AADSTS900144: The request body must contain the following parameter: 'scope'. ${TRACE}`,
  ],
  microsoft_request_malformed: [
    `invalid_request: AADSTS9002313: Invalid request. Request is malformed or invalid. ${TRACE}`,
  ],
  microsoft_scope_invalid: [
    `invalid_scope: AADSTS70011: The provided value for the input parameter 'scope' is not valid. ${TRACE}`,
  ],
  microsoft_code_used: [`invalid_grant: AADSTS54005: OAuth2 Authorization code was already redeemed. ${TRACE}`],

  outlook_invalid_grant: ['invalid_grant: the grant is not valid'],
  microsoft_grant_revoked: [
    `invalid_grant: AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. ${TRACE}`,
  ],
  microsoft_grant_invalid: [
    `invalid_grant: AADSTS70000: The provided value for the input parameter 'refresh_token' is not valid. ${TRACE}`,
  ],
  microsoft_token_inactive: [
    `invalid_grant: AADSTS70008: The provided authorization code or refresh token has expired due to inactivity. ${TRACE}`,
    `invalid_grant: AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2026-05-01 and was inactive for 90.00:00:00. ${TRACE}`,
  ],
  microsoft_password_changed: [
    `interaction_required: AADSTS50055: The password is expired. ${TRACE}`,
    `invalid_grant: AADSTS50132: Session is not valid because the password expired or was recently changed. ${TRACE}`,
    `invalid_grant: AADSTS50133: Session is invalid due to expiration or recent password change. ${TRACE}`,
  ],
  outlook_interaction_required: [
    'interaction_required: the request needs the user',
    'login_required: the user has to sign in',
  ],
  microsoft_account_missing: [
    `invalid_grant: AADSTS50034: The user account does not exist in the directory. ${TRACE}`,
    `invalid_grant: AADSTS50020: User account from identity provider does not exist in tenant 'Acme'. ${TRACE}`,
  ],
  microsoft_account_disabled: [`invalid_grant: AADSTS50057: The user account is disabled. ${TRACE}`],
  microsoft_account_locked: [`invalid_grant: AADSTS50053: The account is locked. ${TRACE}`],
  user_declined: [`access_denied: AADSTS65004: User declined to consent to access the app. ${TRACE}`],

  microsoft_mfa_required: [
    `interaction_required: AADSTS50072: You must enroll in multi-factor authentication. ${TRACE}`,
    `interaction_required: AADSTS50074: Strong authentication is required. ${TRACE}`,
    `invalid_grant: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication. ${TRACE}`,
    `invalid_grant: AADSTS50078: Presented multi-factor authentication has expired. ${TRACE}`,
    `invalid_grant: AADSTS50079: You must enroll in multi-factor authentication. ${TRACE}`,
  ],
  microsoft_sign_in_frequency: [
    `invalid_grant: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. ${TRACE}`,
  ],
  microsoft_blocked_by_policy: [
    `interaction_required: AADSTS53000: Device is not in required device state. ${TRACE}`,
    `interaction_required: AADSTS53001: Device is not domain joined. ${TRACE}`,
    `interaction_required: AADSTS53002: The app used is not an approved app. ${TRACE}`,
    `access_denied: AADSTS53003: Access has been blocked by Conditional Access policies. ${TRACE}`,
    `access_denied: AADSTS530032: Blocked by security policy. ${TRACE}`,
    `invalid_grant: AADSTS50131: Device is not in required device state, or the request was blocked. ${TRACE}`,
  ],
  outlook_access_denied: ['access_denied: the request was declined'],
  microsoft_consent_missing: [
    `invalid_grant: AADSTS65001: The user or administrator has not consented to use the application. ${TRACE}`,
  ],
  outlook_consent_required: ['consent_required: the application needs consent'],
  microsoft_admin_consent: [
    `access_denied: AADSTS90094: Admin consent is required. ${TRACE}`,
    `access_denied: AADSTS90095: Admin consent is required; a request was sent. ${TRACE}`,
  ],
  microsoft_user_not_assigned: [
    `access_denied: AADSTS50105: The signed in user is not assigned to a role for the application. ${TRACE}`,
  ],
  microsoft_service_principal_disabled: [
    `invalid_request: AADSTS500014: The service principal for resource 'https://graph.microsoft.com' is disabled. ${TRACE}`,
    'This indicates that a subscription within the tenant has lapsed.',
    'The administrator for this tenant has disabled the application, preventing tokens from being issued for it.',
  ],
  microsoft_transient: [
    `temporarily_unavailable: AADSTS90033: A transient error has occurred. Please try again. ${TRACE}`,
    `server_error: AADSTS90006: The service is temporarily unavailable. ${TRACE}`,
    `server_error: AADSTS50033: A transient error has occurred. ${TRACE}`,
    `temporarily_unavailable: AADSTS90024: A transient error has occurred. ${TRACE}`,
    `temporarily_unavailable: AADSTS90012: The request timed out. ${TRACE}`,
  ],

  graph_mailbox_unavailable: [
    'MailboxNotEnabledForRESTAPI: The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    '404 MailboxNotSupportedForRESTAPI: REST API is not yet supported for this mailbox.',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  ],
  graph_access_denied: ['ErrorAccessDenied: Access is denied. Check credentials and try again.'],

  v1_refresh_token_missing: ['Calendar connection failed! (reason: refresh_token missing from oAuth response)'],
  v1_auth_token_invalid: ["Calendar connection failed! (Invalid 'recall_calendar_auth_token' supplied)"],
};
