/** What came back: a callback URL with a code, an error, or something else. */
import { GOOGLE_CALENDAR_SCOPES, MICROSOFT_CALENDAR_SCOPES, RECALL_HOSTS, V1_CALLBACKS } from '../endpoints.ts';
import { isLoopback, isRecallHost, type Subject } from '../subject.ts';
import { faultAt, SOURCES, type Rule } from './types.ts';

const ANSWERS = ['code', 'error', 'access_token', 'id_token'];

/** Scopes that the user granted, where the provider says so (Google does). */
function granted({ scopes, first }: Subject): readonly string[] | null {
  return first('scope') === undefined ? null : scopes.map(({ text }) => text);
}

export const CALLBACK_RULES: readonly Rule[] = [
  {
    code: 'callback_code_empty',
    severity: 'critical',
    title: 'code is empty',
    explanation: 'The parameter is there and holds nothing, so there is nothing to exchange.',
    remedy: 'Begin again; if it stays empty, look for what shortens the address between the provider and your server.',
    source: SOURCES.oauth,
    find: ({ first }) => {
      const code = first('code');
      return code !== undefined && code.value.trim() === '' ? faultAt([code]) : null;
    },
  },
  {
    code: 'callback_fragment',
    severity: 'critical',
    title: 'The answer stands behind “#”',
    explanation: 'What stands there stays in the browser: your server sees a callback without parameters.',
    remedy: 'Ask with response_type=code, at Microsoft also with response_mode=query.',
    source: SOURCES.oauth,
    find: ({ url }) => {
      const found = url.fragment.filter(({ key }) => ANSWERS.includes(key));
      return faultAt(found);
    },
  },
  {
    code: 'callback_token',
    severity: 'critical',
    title: 'Tokens came back instead of a code',
    explanation: 'Recall needs a refresh token, and that is given only for a code.',
    remedy: 'Ask with response_type=code.',
    source: SOURCES.oauth,
    find: ({ byKey, first }) =>
      first('code') === undefined
        ? faultAt([...(byKey.get('access_token') ?? []), ...(byKey.get('id_token') ?? [])])
        : null,
  },
  {
    code: 'callback_scope_calendar',
    severity: 'critical',
    title: 'The user did not grant the calendar',
    explanation:
      'The provider lists what was granted, and no scope for the calendar is among it. Usually the box for the calendar was left without a tick. Recall would disconnect with invalid_scope.',
    remedy:
      'Ask the user to connect again and to tick the box for the calendar; if there is no such box, ask for the scope.',
    party: 'end_user',
    source: SOURCES.google,
    find: (subject) => {
      const list = granted(subject);
      const parameter = subject.first('scope');
      if (list === null || parameter === undefined || subject.first('code') === undefined) return null;
      const has = list.some(
        (text) =>
          GOOGLE_CALENDAR_SCOPES.includes(text) ||
          MICROSOFT_CALENDAR_SCOPES.includes(text.toLowerCase().replace('https://graph.microsoft.com/', '')),
      );
      return has ? null : faultAt([parameter], undefined, 'valueAt');
    },
  },
  {
    code: 'callback_state_missing_v1',
    severity: 'critical',
    title: 'state did not come back',
    explanation: 'Recall’s callback of V1 knows the user by the state. Without it the connection fails.',
    remedy: 'Send the state along, and forward all parameters to Recall unchanged.',
    source: SOURCES.v1,
    find: ({ first, url }) =>
      first('state') === undefined && isRecallHost(url.host) && first('code') !== undefined ? { marks: [] } : null,
  },
  {
    code: 'callback_state_missing',
    severity: 'warning',
    title: 'state did not come back',
    explanation: 'The answer cannot be matched to the user who began, and anybody could have made it up.',
    remedy: 'Send a state along when you ask, and compare it when it comes back.',
    source: SOURCES.v2,
    find: ({ first, url }) =>
      first('state') === undefined && !isRecallHost(url.host) && (first('code') ?? first('error')) !== undefined
        ? { marks: [] }
        : null,
  },
  {
    code: 'callback_recall_address',
    severity: 'critical',
    title: 'Not a callback of Recall',
    explanation:
      'Recall’s callbacks of V1 are {about}, on the host of your region. In V2 the callback is on your own domain.',
    remedy: 'Send the browser to the documented address, with the slash at its end.',
    source: SOURCES.v1,
    find: ({ url }) => {
      if (!isRecallHost(url.host)) return null;
      const paths = Object.values(V1_CALLBACKS);
      if (RECALL_HOSTS.includes(url.host) && paths.includes(url.path)) return null;
      const wrongHost = !RECALL_HOSTS.includes(url.host);
      return { marks: [wrongHost ? url.hostAt : url.pathAt], about: paths.join(' and ') };
    },
  },
  {
    code: 'callback_not_https',
    severity: 'warning',
    title: 'The callback is not https',
    explanation: 'The code travelled in clear: anybody on the way could have read it.',
    remedy: 'Serve the callback over https.',
    source: SOURCES.oauth,
    find: ({ url }) =>
      url.scheme === 'http' && !isLoopback(url.host) ? { marks: [{ from: 0, to: url.scheme.length }] } : null,
  },
  {
    code: 'callback_admin_consent',
    severity: 'info',
    title: 'An administrator agreed',
    explanation: 'This is the end of the administrator’s page. It carries no code: each user still connects.',
    remedy: 'Send the users to the authorisation page now.',
    source: SOURCES.microsoft,
    find: ({ byKey }) => faultAt(byKey.get('admin_consent') ?? []),
  },
  {
    code: 'callback_code_once',
    severity: 'info',
    title: 'A code works once, and for minutes',
    explanation:
      'The callback holds a code. If its exchange is answered with invalid_grant or AADSTS54005, 70000 or 70008, it was used before or came too late.',
    remedy:
      'Exchange a code once and at once; otherwise begin again. Look for reloads, retries and link scanners that visit the callback twice.',
    source: SOURCES.oauth,
    find: ({ first }) => {
      const code = first('code');
      return code !== undefined && code.value.trim() !== '' ? faultAt([code]) : null;
    },
  },
];
