/** Which parameters an authorisation URL has, whoever's it is. */
import { encodeValue } from '../encoding.ts';
import { FOREIGN_PARAMETERS, PROVIDER_NAMES } from '../endpoints.ts';
import type { Subject } from '../subject.ts';
import type { Parameter } from '../url.ts';
import { isAdminConsent } from './address.ts';
import { add, drop, faultAt, setValue, SOURCES, type Fault, type Rule } from './types.ts';

/** Parameters of the exchange of a code, which a browser never sends. */
const EXCHANGE = ['client_secret', 'grant_type', 'code', 'refresh_token', 'client_assertion', 'client_assertion_type'];

function misnamed({ url }: Subject): Parameter[] {
  return url.query.filter(({ key, name }) => key !== name);
}

/** Parameters that stand more than once; `same`: with the same value each time, without the first of them. */
function repeated({ byKey }: Subject, same: boolean): Parameter[] {
  return [...byKey.values()].flatMap((all) => {
    const allSame = all.every(({ value }) => value === all[0]?.value);
    return all.length < 2 || allSame !== same ? [] : all.slice(same ? 1 : 0);
  });
}

/** A parameter that has to be there and to hold something; null: it is and does. */
function missing(subject: Subject, key: string): Fault | null {
  if (isAdminConsent(subject) && key !== 'client_id' && key !== 'redirect_uri') return null;
  const parameter = subject.first(key);
  if (parameter === undefined) return { marks: [] };
  return parameter.value.trim() === '' ? { marks: [parameter.at] } : null;
}

export const PARAMETER_RULES: readonly Rule[] = [
  {
    code: 'parameter_misnamed',
    severity: 'critical',
    title: 'Parameter with another name',
    explanation: 'The names are fixed, small letters and underscores included. Here: {about}.',
    remedy: 'Write the names exactly as documented.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = misnamed(subject);
      const about = found.slice(0, 5).map(({ name, key }) => `“${name}” should be “${key}”`);
      return faultAt(found, about.join(', '), 'nameAt');
    },
    mend: (subject) => misnamed(subject).map(({ nameAt, key }) => ({ ...nameAt, with: key })),
  },
  {
    code: 'parameter_repeated',
    severity: 'warning',
    title: 'Parameter stands there twice',
    explanation: 'Each parameter may stand in the address once. Here {about} is repeated with the same value.',
    remedy: 'Leave one of them.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = repeated(subject, true);
      return faultAt(found, found[0]?.key ?? '');
    },
    mend: (subject) => drop(subject, repeated(subject, true)),
  },
  {
    code: 'parameter_conflicting',
    severity: 'critical',
    title: 'Parameter stands there with different values',
    explanation:
      'Each parameter may stand in the address once. Here {about} has more than one value, and the provider refuses that.',
    remedy: 'Find out which value is right, and leave that one.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = repeated(subject, false);
      return faultAt(found, found[0]?.key ?? '');
    },
  },
  {
    code: 'client_id_missing',
    severity: 'critical',
    title: 'client_id is missing',
    explanation:
      'The provider cannot know which OAuth client asks. Microsoft answers AADSTS900144, Google invalid_request.',
    remedy: 'Add the client id of your registration.',
    source: SOURCES.oauth,
    find: (subject) => missing(subject, 'client_id'),
  },
  {
    code: 'redirect_uri_missing',
    severity: 'critical',
    title: 'redirect_uri is missing',
    explanation: 'The provider does not know where to send the user back to.',
    remedy: 'Add the redirect URI exactly as it is registered.',
    source: SOURCES.oauth,
    find: (subject) => missing(subject, 'redirect_uri'),
    mend: (subject) => {
      if (subject.state.kind !== 'v1') return [];
      const { fields } = subject.state;
      const again = fields.get('google_oauth_redirect_url') ?? fields.get('ms_oauth_redirect_url');
      // V1 demands that both are equal.
      if (typeof again !== 'string' || URL.parse(again)?.protocol !== 'https:') return [];
      const empty = subject.first('redirect_uri');
      return empty === undefined
        ? add(subject, 'redirect_uri', encodeValue(again))
        : setValue(empty, encodeValue(again));
    },
  },
  {
    code: 'response_type_missing',
    severity: 'critical',
    title: 'response_type is missing',
    explanation: 'The provider must be told to answer with a code. Microsoft answers AADSTS900144 without it.',
    remedy: 'Add response_type=code.',
    source: SOURCES.oauth,
    find: (subject) => missing(subject, 'response_type'),
    mend: (subject) => {
      const empty = subject.first('response_type');
      return empty === undefined ? add(subject, 'response_type', 'code') : setValue(empty, 'code');
    },
  },
  {
    code: 'response_type_not_code',
    severity: 'critical',
    title: 'response_type is not “code”',
    explanation:
      'Only a code can be exchanged for the refresh token that Recall needs; tokens in the address are no use to it.',
    remedy: 'Use response_type=code.',
    source: SOURCES.oauth,
    find: (subject) => {
      const parameter = subject.first('response_type');
      if (isAdminConsent(subject) || parameter === undefined || parameter.value.trim() === '') return null;
      return parameter.value.trim() === 'code' ? null : faultAt([parameter]);
    },
    mend: (subject) => {
      const parameter = subject.first('response_type');
      return parameter === undefined ? [] : setValue(parameter, 'code');
    },
  },
  {
    code: 'state_missing',
    severity: 'warning',
    title: 'state is missing',
    explanation:
      'The callback then cannot be matched to the user who began, and anybody can make it up. In V1 Recall knows the user by it and refuses a callback without.',
    remedy: 'Add a state: in V2 one of your own, in V1 the JSON that Recall documents.',
    source: SOURCES.v2,
    find: (subject) => missing(subject, 'state'),
  },
  {
    code: 'exchange_in_address',
    severity: 'critical',
    title: 'Belongs to the exchange, not into the address',
    explanation:
      '{about} is for the request with which your server exchanges the code. Everything in an address can be read by the user, in histories and in logs.',
    remedy: 'Take it out of the address. A client secret that was in one is known: make a new one.',
    source: SOURCES.oauth,
    find: ({ url }) => {
      const found = url.query.filter(({ key }) => EXCHANGE.includes(key));
      return faultAt(found, found.map(({ key }) => key).join(', '));
    },
    mend: (subject) =>
      drop(
        subject,
        subject.url.query.filter(({ key }) => EXCHANGE.includes(key)),
      ),
  },
  {
    code: 'foreign_parameter',
    severity: 'info',
    title: 'Parameter of another provider',
    explanation: '{about}: it has no effect there.',
    remedy: 'Leave it out, so that nobody relies on it.',
    source: SOURCES.own,
    find: (subject) => {
      const { provider } = subject;
      if (provider === 'unknown') return null;
      const found = foreign(subject);
      return faultAt(found, `${PROVIDER_NAMES[provider]} does not know ${found.map(({ key }) => key).join(', ')}`);
    },
    mend: (subject) => drop(subject, foreign(subject)),
  },
  {
    code: 'client_id_of_other',
    severity: 'critical',
    title: 'Client id of the other provider',
    explanation: 'This client id was given by {about}; the provider asked here does not know it.',
    remedy: 'Use the client id of the registration at this provider.',
    source: SOURCES.own,
    find: ({ first, provider }) => {
      const id = first('client_id');
      if (id === undefined || provider === 'unknown') return null;
      const other = provider === 'google' ? GUID.test(id.value.trim()) : GOOGLE_CLIENT.test(id.value.trim());
      return other ? faultAt([id], PROVIDER_NAMES[provider === 'google' ? 'microsoft' : 'google'], 'valueAt') : null;
    },
  },
  {
    code: 'client_id_shape',
    severity: 'warning',
    title: 'Unusual client id',
    explanation:
      'Google’s client ids end in .apps.googleusercontent.com, Microsoft’s are 32 hexadecimal digits in five groups. This one is neither.',
    remedy: 'Compare it with the registration: it may be cut off, or the id of a secret, an object or a tenant.',
    source: SOURCES.own,
    find: ({ first, provider }) => {
      const id = first('client_id');
      const value = id?.value.trim() ?? '';
      if (id === undefined || value === '' || provider === 'unknown') return null;
      return GUID.test(value) || GOOGLE_CLIENT.test(value) ? null : faultAt([id], undefined, 'valueAt');
    },
  },
];

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GOOGLE_CLIENT = /^[\w-]+\.apps\.googleusercontent\.com$/;

function foreign({ url, provider }: Subject): Parameter[] {
  if (provider === 'unknown') return [];
  return url.query.filter(({ key }) => FOREIGN_PARAMETERS[provider].includes(key));
}
