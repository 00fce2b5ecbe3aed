/** What the doctor's answer is called. */
import type { OauthReport, Severity } from '../../../../shared/diagnosis.ts';
import type { Mark } from '../../format/words.ts';
import type { Tone } from '../../components/basics/marks.tsx';
import { plural } from '../../format/numbers.ts';

export const SEVERITY_MARKS: Readonly<Record<Severity, Mark & { readonly tone: Tone }>> = {
  critical: { shape: '■', word: 'Wrong', tone: 'bad' },
  warning: { shape: '◆', word: 'Look at this', tone: 'wait' },
  info: { shape: '○', word: 'Good to know', tone: 'plain' },
};

const KINDS: Readonly<Record<OauthReport['kind'], string>> = {
  authorization_url: 'Authorisation URL',
  callback_url: 'Callback URL',
  error_text: 'Error',
  nothing: 'No OAuth URL',
};
const PROVIDERS: Readonly<Record<OauthReport['provider'], string>> = {
  google: 'Google',
  microsoft: 'Microsoft',
  unknown: 'provider not known',
};
const VERSIONS: Readonly<Record<OauthReport['version'], string | null>> = {
  v1: 'for Calendar V1',
  v2: 'for Calendar V2',
  unknown: null,
};

/** `Authorisation URL, Google, for Calendar V2`: what the text was taken for. */
export function takenFor({ kind, provider, version }: Pick<OauthReport, 'kind' | 'provider' | 'version'>): string {
  if (kind === 'nothing') return KINDS.nothing;
  return [KINDS[kind], PROVIDERS[provider], VERSIONS[version]].filter((part) => part !== null).join(', ');
}

/** `2 wrong, 1 to look at`. */
export function countsOf({ findings }: Pick<OauthReport, 'findings'>): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    [count('critical'), 'wrong'],
    [count('warning'), 'to look at'],
    [count('info'), 'good to know'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return said.length === 0 ? 'nothing wrong' : said.join(', ');
}

/** True when nothing is wrong with the URL itself; that a secret was pasted is a warning of its own. */
export function isRight({ kind, findings, secrets }: Pick<OauthReport, 'kind' | 'findings' | 'secrets'>): boolean {
  const wrong = findings.filter(({ severity }) => severity !== 'info').length;
  return (
    (kind === 'authorization_url' || kind === 'callback_url') &&
    wrong <= (secrets.length > 0 ? 1 : 0) &&
    findings.every(({ severity }) => severity !== 'critical')
  );
}

/** What was looked at, for the one who is told that nothing is wrong. */
export const CHECKED: Readonly<Record<'authorization_url' | 'callback_url', string>> = {
  authorization_url:
    'Checked: address of the provider, names, encoding and repetition of all parameters, client id, redirect URI, state, scopes, and how consent and lasting access are asked for. Whether the redirect URI and the client are registered like that only the provider knows.',
  callback_url:
    'Checked: code, error, granted scopes as far as they are said, state, and where the answer stands in the address. Whether the code can still be exchanged only the provider knows.',
};

/** `2 secrets were taken out`; the kinds stand in a finding. */
export function takenOut(secrets: readonly string[]): string {
  const count = secrets.reduce((sum, secret) => sum + (Number.parseInt(secret, 10) || 1), 0);
  return `${plural(count, 'secret')} ${count === 1 ? 'was' : 'were'} taken out of the text above.`;
}
