/** Where the browser is sent: scheme, host and path of an authorisation URL. */
import { AUTHORIZE, OTHER_HOSTS, PROVIDER_NAMES, RIGHT_HOSTS, type Provider } from '../endpoints.ts';
import { lookalikeOf, providerOfHost, type Subject } from '../subject.ts';
import { SOURCES, type Edit, type Fault, type Rule } from './types.ts';

const GOOGLE_PATH = '/o/oauth2/v2/auth';
const MICROSOFT_PATH = /^\/([^/]+)\/oauth2\/v2\.0\/authorize\/?$/i;
/** The page where an administrator agrees for everybody: an authorisation of another kind. */
const ADMIN_CONSENT = /^\/[^/]+(?:\/v2\.0)?\/adminconsent\/?$/i;

/** True for Microsoft's page for administrators, which has parameters of its own. */
export function isAdminConsent({ url }: Subject): boolean {
  return providerOfHost(url.host) === 'microsoft' && ADMIN_CONSENT.test(url.path);
}

/** True when the address of a provider leads to the place that takes requests instead of people. */
function isTokenEndpoint({ url }: Subject): boolean {
  return providerOfHost(url.host) !== null && /\/token\/?$/i.test(url.path);
}

const at = (subject: Subject, part: 'hostAt' | 'pathAt' | 'addressAt', about?: string): Fault => {
  const span = subject.url[part];
  const marks = span.to > span.from ? [span] : [];
  return { marks, ...(about === undefined ? {} : { about }) };
};

/** The whole address as it should be, if the provider is known. */
function rightAddress({ provider, url }: Subject): Edit[] {
  if (provider === 'unknown') return [];
  return [{ ...url.addressAt, with: `${AUTHORIZE[provider]}?` }];
}

function onRightHost({ url, provider }: Subject, wanted: Provider): boolean {
  return provider === wanted && url.host === RIGHT_HOSTS[wanted];
}

export const ADDRESS_RULES: readonly Rule[] = [
  {
    code: 'address_missing',
    severity: 'critical',
    title: 'The address before the parameters is missing',
    explanation: 'These are parameters without the page of the provider that they are meant for.',
    remedy: 'Put the provider’s authorisation address before them.',
    source: SOURCES.v2,
    find: (subject) => (subject.url.host === '' ? { marks: [] } : null),
    mend: rightAddress,
  },
  {
    code: 'scheme_missing',
    severity: 'warning',
    title: '“https://” is missing',
    explanation: 'Without it a browser takes the address for a page of your own site, and a program refuses it.',
    remedy: 'Begin the address with https://.',
    source: SOURCES.v2,
    find: (subject) => (subject.url.scheme === null && subject.url.host !== '' ? at(subject, 'hostAt') : null),
    mend: () => [{ from: 0, to: 0, with: 'https://' }],
  },
  {
    code: 'scheme_not_https',
    severity: 'critical',
    title: 'The address does not begin with https',
    explanation: 'Google and Microsoft take people only over https.',
    remedy: 'Begin the address with https://.',
    source: SOURCES.v2,
    find: ({ url }) =>
      url.scheme !== null && url.scheme !== 'https' ? { marks: [{ from: 0, to: url.scheme.length }] } : null,
    mend: ({ url }) => [{ from: 0, to: url.scheme?.length ?? 0, with: 'https' }],
  },
  {
    code: 'token_endpoint',
    severity: 'critical',
    title: 'This is the token endpoint',
    explanation:
      'It takes requests from your server, which exchange a code for tokens. People are sent to the authorisation page.',
    remedy: 'Use the authorisation address here, and the token endpoint only in your server.',
    source: SOURCES.v2,
    find: (subject) => (isTokenEndpoint(subject) ? at(subject, 'pathAt') : null),
    mend: rightAddress,
  },
  {
    code: 'host_wrong',
    severity: 'critical',
    title: 'Wrong host',
    explanation: '{about}. People who connect a calendar are not sent there.',
    remedy: 'Use login.microsoftonline.com for Microsoft and accounts.google.com for Google.',
    source: SOURCES.v2,
    find: (subject) => {
      const other = OTHER_HOSTS[subject.url.host];
      if (other === undefined || isTokenEndpoint(subject)) return null;
      return at(subject, 'hostAt', `${subject.url.host} is ${other.what}`);
    },
    mend: rightAddress,
  },
  {
    code: 'host_misspelt',
    severity: 'critical',
    title: 'The host is misspelt',
    explanation: 'It is almost {about}. A host that looks like a provider’s may also belong to somebody else.',
    remedy: 'Correct the host, and find out where the address came from.',
    source: SOURCES.own,
    find: (subject) => {
      const { host } = subject.url;
      const meant = lookalikeOf(host);
      if (meant === null || meant === host || OTHER_HOSTS[host] !== undefined) return null;
      return at(subject, 'hostAt', meant);
    },
    mend: rightAddress,
  },
  {
    code: 'host_unknown',
    severity: 'warning',
    title: 'Neither Google nor Microsoft',
    explanation:
      'The address leads to {about}. If that is a page of yours which sends people on, check what it sends them to.',
    remedy: 'Paste the address that the browser ends up at, on the provider’s sign-in.',
    source: SOURCES.own,
    find: (subject) =>
      subject.url.host !== '' && providerOfHost(subject.url.host) === null
        ? at(subject, 'hostAt', subject.url.host)
        : null,
  },
  {
    code: 'google_path_old',
    provider: 'google',
    severity: 'warning',
    title: 'Older address of Google’s sign-in',
    explanation:
      'It still answers. Google’s present address has “v2” in it, and that is the one that Recall documents.',
    remedy: `Use ${AUTHORIZE.google}.`,
    source: SOURCES.google,
    find: (subject) =>
      onRightHost(subject, 'google') && /^\/o\/oauth2\/auth\/?$/.test(subject.url.path) ? at(subject, 'pathAt') : null,
    mend: rightAddress,
  },
  {
    code: 'google_later_page',
    provider: 'google',
    severity: 'info',
    title: 'A later page of Google’s sign-in',
    explanation:
      'Google had sent the browser on when this address was copied. Its parameters are those of your URL all the same.',
    remedy: 'Nothing is wrong with that; the corrected URL begins where yours should.',
    source: SOURCES.google,
    find: (subject) =>
      onRightHost(subject, 'google') && /^\/(?:o\/oauth2\/v2\/auth\/.|v3\/signin|signin)/.test(subject.url.path)
        ? at(subject, 'pathAt')
        : null,
    mend: rightAddress,
  },
  {
    code: 'google_path_wrong',
    provider: 'google',
    severity: 'critical',
    title: 'Wrong path at Google',
    explanation: 'The host is right; there is no authorisation page at this path.',
    remedy: `Use ${AUTHORIZE.google}.`,
    source: SOURCES.google,
    find: (subject) =>
      onRightHost(subject, 'google') &&
      subject.url.path !== GOOGLE_PATH &&
      !/^\/(?:o\/oauth2\/(?:v2\/)?auth(?:\/|$)|v3\/signin|signin)/.test(subject.url.path) &&
      !isTokenEndpoint(subject)
        ? at(subject, subject.url.path === '' ? 'hostAt' : 'pathAt')
        : null,
    mend: rightAddress,
  },
  {
    code: 'microsoft_v1_endpoint',
    provider: 'microsoft',
    severity: 'critical',
    title: 'Older endpoint of Microsoft',
    explanation:
      'Without “v2.0” in its path, Microsoft expects a “resource” instead of scopes and knows no personal accounts.',
    remedy: `Use ${AUTHORIZE.microsoft}.`,
    source: SOURCES.microsoft,
    find: (subject) =>
      onRightHost(subject, 'microsoft') && /^\/[^/]+\/oauth2\/authorize\/?$/i.test(subject.url.path)
        ? at(subject, 'pathAt')
        : null,
    mend: rightAddress,
  },
  {
    code: 'microsoft_tenant',
    provider: 'microsoft',
    severity: 'warning',
    title: 'One tenant instead of /common',
    explanation:
      '“{about}” lets in only the accounts of that kind or tenant; everybody else is refused. Recall documents /common. With a registration for a single tenant, /common itself is refused (AADSTS50194).',
    remedy: 'Use /common with a multi-tenant registration; keep the tenant only if nobody else is ever to connect.',
    source: SOURCES.microsoft,
    find: (subject) => {
      const tenant = onRightHost(subject, 'microsoft') ? MICROSOFT_PATH.exec(subject.url.path)?.[1] : undefined;
      if (tenant === undefined || tenant.toLowerCase() === 'common') return null;
      const { from } = subject.url.pathAt;
      return { marks: [{ from: from + 1, to: from + 1 + tenant.length }], about: tenant };
    },
    mend: rightAddress,
  },
  {
    code: 'microsoft_admin_consent',
    provider: 'microsoft',
    severity: 'info',
    title: 'The page where an administrator agrees for everybody',
    explanation:
      'It grants what the registration asks for and gives no code: each user still goes through the authorisation page.',
    remedy: 'Send the administrator here once, and users to the authorisation page.',
    source: SOURCES.microsoft,
    find: (subject) => (isAdminConsent(subject) ? at(subject, 'pathAt') : null),
  },
  {
    code: 'microsoft_path_wrong',
    provider: 'microsoft',
    severity: 'critical',
    title: 'Wrong path at Microsoft',
    explanation:
      'The host is right; there is no authorisation page at this path. A URL that Microsoft cannot read ends in AADSTS900144.',
    remedy: `The URL must begin with ${AUTHORIZE.microsoft}?.`,
    source: SOURCES.microsoft,
    find: (subject) => {
      const { path } = subject.url;
      if (!onRightHost(subject, 'microsoft') || MICROSOFT_PATH.test(path) || isAdminConsent(subject)) return null;
      if (/^\/[^/]+\/oauth2\/authorize\/?$/i.test(path) || isTokenEndpoint(subject)) return null;
      return at(subject, path === '' ? 'hostAt' : 'pathAt');
    },
    mend: rightAddress,
  },
  {
    code: 'question_mark_missing',
    severity: 'critical',
    title: 'The question mark is missing',
    explanation: `Without it everything behind the address belongs to the path, and ${PROVIDER_NAMES.google} or ${PROVIDER_NAMES.microsoft} sees no parameter at all.`,
    remedy: 'Write “?” before the first parameter and “&” before each further one.',
    source: SOURCES.oauth,
    find: ({ url }) => (url.questionMarkMissing ? { marks: [{ from: url.pathAt.to, to: url.addressAt.to }] } : null),
    mend: ({ url }) => [{ from: url.pathAt.to, to: url.addressAt.to, with: '?' }],
  },
];
