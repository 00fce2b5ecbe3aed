/** Where a workspace's Recall lives. Neither network nor zod, so that a form can ask while the app starts. */
import type { Region } from '../../../shared/entities.ts';
import { CallboardError } from '../../../shared/envelope.ts';

/** The base URL of every region that Recall documents (recall-api.md 1.1). */
const BASE_URLS: Readonly<Record<Exclude<Region, 'custom'>, string>> = {
  'us-east-1': 'https://us-east-1.recall.ai',
  'us-west-2': 'https://us-west-2.recall.ai',
  'eu-central-1': 'https://eu-central-1.recall.ai',
  'ap-northeast-1': 'https://ap-northeast-1.recall.ai',
};

/**
 * The origin (scheme and host, no trailing slash) that a workspace's requests go to.
 * `custom` is what the user typed, and counts only for region `custom`.
 * Throws CallboardError `invalid_input` with words about the field `baseUrl`.
 */
export function baseUrlOf(region: Region, custom?: string): string {
  return region === 'custom' ? checkBaseUrl(custom ?? '') : BASE_URLS[region];
}

/**
 * Checks an address that the API key will be sent to, and reduces it to its origin: https, or http on loopback (the
 * simulator); nothing but scheme, host and port. Throws CallboardError `invalid_input`.
 */
export function checkBaseUrl(typed: string): string {
  const text = typed.trim();
  if (text === '')
    throw refused('A custom region needs the base URL of its Recall, for example https://recall.example.com.');
  const url = parse(text);
  if (url === null) {
    throw refused(
      'This is not a web address. Enter the base URL with its scheme, for example https://recall.example.com.',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused('The base URL must begin with https://, because the API key is sent to it.');
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('The base URL must not hold a user name or password. Remove everything before the @.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refused(
      'http:// would send the API key unencrypted. Use https://; http:// is accepted only for this computer (127.0.0.1).',
    );
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    throw refused(`The base URL must end after the host: enter ${url.origin} without a path, query or fragment.`);
  }
  return url.origin;
}

/** True for names and addresses that never leave this computer. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function refused(message: string): CallboardError {
  return new CallboardError('invalid_input', message, { details: { field: 'baseUrl' } });
}
