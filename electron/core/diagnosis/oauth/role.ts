/** What an address is for. Pure. */
import { isRecallHost, providerOfHost, type Subject } from './subject.ts';
import type { Provider } from './endpoints.ts';

/** error_page: a provider's page that says what went wrong. */
export type Role = 'authorization' | 'callback' | 'error_page';

const ERROR_PAGE = /^\/(?:error|signin\/oauth\/error|o\/oauth2\/(?:v2\/)?auth\/error)(?:\/|$)/i;

/** Null: nothing that has to do with connecting a calendar. */
export function roleOf({ url, first }: Subject): Role | null {
  const has = (key: string): boolean => first(key) !== undefined;
  const provider = providerOfHost(url.host);
  if (provider !== null && ERROR_PAGE.test(url.path) && (has('authError') || has('code') || has('error')))
    return 'error_page';
  if (has('client_id') && (provider !== null || has('redirect_uri') || has('scope') || has('response_type')))
    return 'authorization';
  if (provider !== null && /\/(?:authorize|adminconsent)\/?$|\/o\/oauth2\//i.test(url.path)) return 'authorization';
  if (provider !== null && /oauth.*\/token\/?$|^\/token\/?$/i.test(url.path)) return 'authorization';
  if (url.host === '' && has('redirect_uri') && has('scope')) return 'authorization';
  const answers = ['code', 'error', 'access_token', 'id_token', 'admin_consent'].some(has);
  if (answers || (isRecallHost(url.host) && url.path.includes('_oauth_callback'))) return 'callback';
  return null;
}

/** Whose error a text is, where no address says so. */
export function providerOfSaid(said: string): Provider | 'unknown' {
  if (/AADSTS\d|login\.microsoftonline|microsoft/i.test(said)) return 'microsoft';
  return /\bgoogle/i.test(said) ? 'google' : 'unknown';
}
