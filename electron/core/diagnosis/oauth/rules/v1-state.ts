/** The JSON that V1 needs in `state` (recall-api.md 7.3). */
import { V1_REDIRECT_KEYS } from '../endpoints.ts';
import { stateOnce, stateWith } from '../state.ts';
import { isLoopback, meantBy, type Subject } from '../subject.ts';
import { setValue, SOURCES, type Fault, type Rule } from './types.ts';

const TOKEN = 'recall_calendar_auth_token';

/** A fault of a V1 state that could be read, at the whole value. */
function inState({ state }: Subject, wrong: (fields: ReadonlyMap<string, unknown>) => string | null): Fault | null {
  if (state.kind !== 'v1') return null;
  const about = wrong(state.fields);
  return about === null ? null : { marks: [state.parameter.valueAt], about };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

export const V1_STATE_RULES: readonly Rule[] = [
  {
    code: 'state_not_json',
    severity: 'critical',
    title: 'state is not valid JSON',
    explanation: 'Recall’s V1 callback reads the state as JSON. It stops being JSON at the marked place.',
    remedy: 'Make the state with a JSON function, then encode it for the address.',
    source: SOURCES.v1,
    find: ({ state }) => (state.kind === 'broken' ? { marks: [state.at] } : null),
  },
  {
    code: 'state_encoded_twice',
    severity: 'critical',
    title: 'state is encoded twice',
    explanation: 'Decoded once, as every server does, it is still not JSON.',
    remedy: 'Encode the state once, where the address is put together.',
    source: SOURCES.v1,
    find: ({ state }) => (state.kind === 'v1' && state.encodedTwice ? { marks: [state.parameter.valueAt] } : null),
    mend: ({ state }) => (state.kind === 'v1' ? setValue(state.parameter, stateOnce(state)) : []),
  },
  {
    code: 'state_token_missing',
    severity: 'critical',
    title: 'recall_calendar_auth_token is missing in state',
    explanation:
      'Recall knows the user by this token. Without it the connection fails with “Invalid recall_calendar_auth_token”.',
    remedy: 'Ask Recall for a calendar auth token on your server, and put it into state. It is good for 24 hours.',
    source: SOURCES.v1,
    find: (subject) => inState(subject, (fields) => (isText(fields.get(TOKEN)) ? null : TOKEN)),
  },
  {
    code: 'state_redirect_missing',
    severity: 'critical',
    title: 'state lacks the redirect URL',
    explanation: 'V1 needs the redirect URI once more in state, as “{about}”.',
    remedy: 'Put the same address into redirect_uri and into state.',
    source: SOURCES.v1,
    find: (subject) =>
      inState(subject, (fields) => {
        if (subject.provider === 'unknown') return null;
        const key = V1_REDIRECT_KEYS[subject.provider];
        return isText(fields.get(key)) ? null : key;
      }),
    mend: ({ state, provider, redirect }) =>
      state.kind === 'v1' && provider !== 'unknown' && redirect?.url?.protocol === 'https:'
        ? setValue(state.parameter, stateWith(state, V1_REDIRECT_KEYS[provider], redirect.value))
        : [],
  },
  {
    code: 'state_redirect_differs',
    severity: 'critical',
    title: 'redirect_uri and state name different addresses',
    explanation: 'In V1 both must be equal, letter by letter. The state says {about}.',
    remedy: 'Find out which of them is registered, and use it in both places.',
    source: SOURCES.v1,
    find: (subject) => {
      const { state, provider, first } = subject;
      const redirect = first('redirect_uri');
      if (state.kind !== 'v1' || provider === 'unknown' || redirect === undefined) return null;
      const again = state.fields.get(V1_REDIRECT_KEYS[provider]);
      if (!isText(again) || again === meantBy(redirect)) return null;
      return { marks: [redirect.valueAt, state.parameter.valueAt], about: again };
    },
  },
  {
    code: 'state_return_not_https',
    severity: 'warning',
    title: 'Return address in state is not https',
    explanation: '{about} is where Recall sends the user in the end; it should be an https address of yours.',
    remedy: 'Use an https address, or leave the field out.',
    source: SOURCES.v1,
    find: (subject) =>
      inState(subject, (fields) => {
        const wrong = ['success_url', 'error_url'].filter((key) => {
          const value = fields.get(key);
          if (value === undefined || value === null) return false;
          const url = typeof value === 'string' ? URL.parse(value) : null;
          return url === null || (url.protocol !== 'https:' && !isLoopback(url.hostname));
        });
        return wrong.length === 0 ? null : wrong.join(' and ');
      }),
  },
];
