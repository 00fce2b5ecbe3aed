/** Where the provider sends the user back to. */
import { encodeValue } from '../encoding.ts';
import { RECALL_HOSTS, V1_CALLBACKS } from '../endpoints.ts';
import { isLoopback, type Redirect, type Subject } from '../subject.ts';
import { setValue, SOURCES, type Fault, type Rule } from './types.ts';

function fault(redirect: Redirect | null, wrong: (url: URL) => boolean, about?: string): Fault | null {
  if (redirect?.url == null || !wrong(redirect.url)) return null;
  return { marks: [redirect.parameter.valueAt], ...(about === undefined ? {} : { about }) };
}

/** V1's callback with a slip that only has one mending: the slash at its end, or the other provider's path. */
function almostV1({ redirect, provider }: Subject): string | null {
  if (redirect?.url == null || !redirect.isRecall || provider === 'unknown') return null;
  const { pathname } = redirect.url;
  const known = Object.values(V1_CALLBACKS).some((path) => path === pathname || path === `${pathname}/`);
  return known && pathname !== V1_CALLBACKS[provider] ? V1_CALLBACKS[provider] : null;
}

export const REDIRECT_RULES: readonly Rule[] = [
  {
    code: 'redirect_not_address',
    severity: 'critical',
    title: 'redirect_uri is no address',
    explanation: 'It must be a whole address with https:// and host, exactly as it is registered.',
    remedy: 'Write the whole address.',
    source: SOURCES.oauth,
    find: ({ redirect }) => (redirect?.url === null ? { marks: [redirect.parameter.valueAt] } : null),
  },
  {
    code: 'redirect_not_https',
    severity: 'critical',
    title: 'redirect_uri is not https',
    explanation: 'Google and Microsoft send codes only over https, except to the computer itself.',
    remedy: 'Serve the callback over https, and register that address.',
    source: SOURCES.oauth,
    find: ({ redirect }) => fault(redirect, (url) => url.protocol !== 'https:' && !isLoopback(url.hostname)),
  },
  {
    code: 'redirect_loopback',
    severity: 'warning',
    title: 'redirect_uri leads to the user’s own computer',
    explanation:
      'That works while you develop, on the machine that runs your server. For everybody else nothing answers there.',
    remedy: 'Use the address of your server for users.',
    source: SOURCES.own,
    find: ({ redirect }) => fault(redirect, (url) => isLoopback(url.hostname)),
  },
  {
    code: 'redirect_fragment',
    severity: 'critical',
    title: 'redirect_uri contains “#”',
    explanation: 'A redirect URI may have no fragment; providers refuse it.',
    remedy: 'Register and use an address without “#”, and send the browser on from there.',
    source: SOURCES.oauth,
    find: ({ redirect }) => fault(redirect, () => redirect?.value.includes('#') === true),
  },
  {
    code: 'redirect_recall_v2',
    severity: 'critical',
    title: 'redirect_uri leads to Recall',
    explanation:
      'In Calendar V2 your server takes the code and exchanges it; Recall’s callback belongs to V1, which needs its JSON in state. This URL has neither.',
    remedy: 'Use an address of your own server; for V1 add the state that Recall documents.',
    source: SOURCES.v2,
    find: ({ redirect, version, url }) =>
      url.host !== '' && version !== 'v1' ? fault(redirect, () => redirect?.isRecall === true) : null,
  },
  {
    code: 'redirect_recall_state',
    severity: 'critical',
    title: 'Recall’s callback without Recall’s state',
    explanation: 'Recall’s callback of V1 knows the user by the JSON in state. This URL has none.',
    remedy: 'Add the JSON with recall_calendar_auth_token; for V2 use a redirect URI of your own.',
    source: SOURCES.v1,
    find: ({ redirect, version, state }) =>
      version === 'v1' && state.kind !== 'v1' && state.kind !== 'broken'
        ? fault(redirect, () => redirect?.isRecall === true)
        : null,
  },
  {
    code: 'redirect_recall_region',
    severity: 'critical',
    title: 'Not a region of Recall',
    explanation: '{about} is none of Recall’s regions.',
    remedy: `Use the region of your workspace: ${RECALL_HOSTS.join(', ')}.`,
    source: SOURCES.v1,
    find: ({ redirect, version }) =>
      version === 'v1' && redirect?.isRecall === true
        ? fault(redirect, (url) => !RECALL_HOSTS.includes(url.hostname), redirect.url?.hostname ?? '')
        : null,
  },
  {
    code: 'redirect_recall_path',
    severity: 'critical',
    title: 'Not Recall’s callback for this provider',
    explanation: 'Recall documents {about}, with the slash at its end. Providers compare letter by letter.',
    remedy: 'Use that path, and register it.',
    source: SOURCES.v1,
    find: ({ redirect, version, provider }) => {
      if (version !== 'v1' || redirect?.isRecall !== true || provider === 'unknown') return null;
      return fault(redirect, (url) => url.pathname !== V1_CALLBACKS[provider], V1_CALLBACKS[provider]);
    },
    mend: (subject) => {
      const path = almostV1(subject);
      if (path === null || subject.redirect?.url == null) return [];
      const right = new URL(subject.redirect.url);
      right.pathname = path;
      return setValue(subject.redirect.parameter, encodeValue(right.href));
    },
  },
  {
    code: 'redirect_recall_verification',
    provider: 'google',
    severity: 'info',
    title: 'Google verifies no client that redirects to Recall',
    explanation:
      'For tests this is as documented. For verification Google wants proof that the domain is yours, and recall.ai is not.',
    remedy: 'For production redirect to your own domain, and send all parameters on to Recall unchanged.',
    source: SOURCES.v1,
    find: ({ redirect, version }) => (version === 'v1' ? fault(redirect, () => redirect?.isRecall === true) : null),
  },
];
