/** What an error text or an error parameter speaks of, by the catalogue of causes. Pure. */
import type { CalendarPlatform } from '../../../../shared/entities.ts';
import type { OauthFinding } from '../../../../shared/diagnosis.ts';
import { causeOf } from '../catalogue/index.ts';
import { causesIn } from '../match.ts';
import type { Cause } from '../types.ts';
import { decodePercent } from './encoding.ts';
import type { Provider } from './endpoints.ts';
import { base64Text } from './secrets.ts';
import type { Subject } from './subject.ts';
import type { Span } from './url.ts';

const PLATFORMS: Readonly<Record<Provider, CalendarPlatform>> = {
  google: 'google_calendar',
  microsoft: 'microsoft_outlook',
};

/** Parameters in which providers, proxies and Recall's error_url say what went wrong. */
const SAYING = ['error', 'error_description', 'error_subtype', 'error_code', 'error_message', 'message', 'reason'];

/** What the parameters of an address say about an error; empty: nothing. */
export function errorWords({ url, byKey, first }: Subject): string {
  const said = SAYING.flatMap((key) => (byKey.get(key) ?? []).map(({ value }) => value));
  // Microsoft's page that explains a number, and Google's error page, whose text is packed into a parameter.
  const number = /^\d{4,8}$/.exec(first('code')?.value ?? '')?.[0];
  if (number !== undefined && url.host.startsWith('login.')) said.push(`AADSTS${number}`);
  const packed = first('authError')?.value;
  if (packed !== undefined) said.push(base64Text(packed.replaceAll(' ', '+')).replaceAll(/[^\x20-\x7e]+/g, ' '));
  return said.filter((word) => word !== '').join('\n');
}

/** The same text as its readers saw it: without tags, with signs decoded. */
export function plainText(text: string): string {
  return decodePercent(text)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&quot;|&#39;|&nbsp;/gi, ' ');
}

/** True when a text looks like that of an error, whether the catalogue knows it or not. */
export function looksLikeError(text: string): boolean {
  return /AADSTS\d|\berror\b|_denied\b|\binvalid_|\bfailed\b|access blocked/i.test(text);
}

/**
 * One finding per cause that is spoken of, marked where `shown` says so. `said`: texts to search, as their readers saw them.
 */
export function causeFindings(said: string, shown: string, provider: Provider | 'unknown'): OauthFinding[] {
  const platform = provider === 'unknown' ? null : PLATFORMS[provider];
  const seen = new Set<string>();
  return causesIn(said, platform).flatMap(({ cause, said: words }) => {
    if (seen.has(cause.code)) return [];
    seen.add(cause.code);
    return [findingOf(cause, placesOf(words, shown))];
  });
}

function findingOf(cause: Cause, marks: Span[]): OauthFinding {
  const others = cause.possibilities.map(({ code, tell }) => `${causeOf(code).title} (${tell})`);
  return {
    code: cause.code,
    severity: cause.party === 'nobody' ? 'info' : 'critical',
    title: cause.title,
    explanation: others.length === 0 ? cause.meaning : `${cause.meaning} It can mean: ${others.join('; ')}.`,
    remedy: cause.remedy.join(' '),
    party: cause.party,
    marks,
    source: cause.source.text,
  };
}

const MOST_PLACES = 20;

function placesOf(words: string, shown: string): Span[] {
  const places: Span[] = [];
  const [text, wanted] = [shown.toLowerCase(), words.toLowerCase()];
  if (wanted === '' || text.length !== shown.length) return places;
  for (let at = text.indexOf(wanted); at !== -1 && places.length < MOST_PLACES; at = text.indexOf(wanted, at + 1))
    places.push({ from: at, to: at + wanted.length });
  return places;
}
