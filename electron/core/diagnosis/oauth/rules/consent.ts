/** What each provider is asked to do: consent, lasting access, the way of the answer. */
import type { Subject } from '../subject.ts';
import { isAdminConsent } from './address.ts';
import { add, drop, faultAt, setValue, SOURCES, type Edit, type Rule } from './types.ts';

/** The words of `prompt`. */
function prompts({ first }: Subject): string[] {
  return (first('prompt')?.value ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

/** `prompt` with these words; without it when there are none. */
function setPrompt(subject: Subject, words: readonly string[]): Edit[] {
  const parameter = subject.first('prompt');
  if (parameter === undefined) return words.length === 0 ? [] : add(subject, 'prompt', words.join('%20'));
  return words.length === 0 ? drop(subject, [parameter]) : setValue(parameter, words.join('%20'));
}

export const CONSENT_RULES: readonly Rule[] = [
  {
    code: 'google_access_type',
    provider: 'google',
    severity: 'critical',
    title: 'access_type=offline is missing',
    explanation: 'Without it Google gives no refresh token, and Recall could read the calendar for an hour at most.',
    remedy: 'Add access_type=offline.',
    source: SOURCES.google,
    find: ({ first }) => {
      const parameter = first('access_type');
      if (parameter === undefined) return { marks: [] };
      return parameter.value.trim() === 'offline' ? null : faultAt([parameter]);
    },
    mend: (subject) => {
      const parameter = subject.first('access_type');
      return parameter === undefined ? add(subject, 'access_type', 'offline') : setValue(parameter, 'offline');
    },
  },
  {
    code: 'google_prompt_consent',
    provider: 'google',
    severity: 'critical',
    title: 'prompt=consent is missing',
    explanation:
      'Google gives a refresh token only when the user agrees anew. Someone who has agreed before comes back without one.',
    remedy: 'Add prompt=consent.',
    source: SOURCES.google,
    find: (subject) => {
      const parameter = subject.first('prompt');
      if (parameter === undefined) return { marks: [] };
      return prompts(subject).includes('consent') ? null : faultAt([parameter]);
    },
    mend: (subject) => setPrompt(subject, [...prompts(subject).filter((word) => word === 'select_account'), 'consent']),
  },
  {
    code: 'google_approval_prompt',
    provider: 'google',
    severity: 'warning',
    title: 'Former name of prompt',
    explanation: 'approval_prompt is what prompt was called before; Google does not take both together.',
    remedy: 'Leave it out; prompt=consent says the same.',
    source: SOURCES.google,
    find: ({ byKey }) => faultAt(byKey.get('approval_prompt') ?? []),
    mend: (subject) => drop(subject, subject.byKey.get('approval_prompt') ?? []),
  },
  {
    code: 'microsoft_prompt_consent',
    provider: 'microsoft',
    severity: 'warning',
    title: 'prompt=consent asks for consent every time',
    explanation:
      'It shows the consent page even where an administrator has agreed for everybody; users who may not agree themselves are asked for an administrator again and again. Against this stands that Recall’s newest sample sends it, and that one report has it bring back a missing refresh token.',
    remedy:
      'Leave it out. Keep it only if reconnecting gave you no refresh token, and none of your users needs an administrator.',
    source: `${SOURCES.microsoft}; Recall’s sample code and a community report say otherwise`,
    find: (subject) => {
      const parameter = subject.first('prompt');
      return parameter !== undefined && prompts(subject).includes('consent') ? faultAt([parameter]) : null;
    },
    mend: (subject) =>
      setPrompt(
        subject,
        prompts(subject).filter((word) => word !== 'consent'),
      ),
  },
  {
    code: 'microsoft_prompt_none',
    provider: 'microsoft',
    severity: 'critical',
    title: 'prompt=none lets nobody sign in',
    explanation:
      'With it Microsoft shows no page at all: whoever is not signed in and agreed already comes back with an error.',
    remedy: 'Leave it out.',
    source: SOURCES.microsoft,
    find: (subject) => {
      const parameter = subject.first('prompt');
      return parameter !== undefined && prompts(subject).includes('none') ? faultAt([parameter]) : null;
    },
    mend: (subject) =>
      setPrompt(
        subject,
        prompts(subject).filter((word) => word !== 'none'),
      ),
  },
  {
    code: 'microsoft_response_mode',
    provider: 'microsoft',
    severity: 'critical',
    title: 'response_mode is not “query”',
    explanation:
      'With “fragment” the code stays in the browser, with “form_post” it comes in the body of a POST: a callback that reads the query finds nothing.',
    remedy: 'Use response_mode=query.',
    source: SOURCES.microsoft,
    find: (subject) => {
      const parameter = subject.first('response_mode');
      if (parameter === undefined || isAdminConsent(subject)) return null;
      return parameter.value.trim() === 'query' ? null : faultAt([parameter]);
    },
    mend: ({ first }) => {
      const parameter = first('response_mode');
      return parameter === undefined ? [] : setValue(parameter, 'query');
    },
  },
  {
    code: 'microsoft_resource',
    provider: 'microsoft',
    severity: 'critical',
    title: '“resource” belongs to the older endpoint',
    explanation: 'The v2.0 endpoint is told what is wanted by its scopes, and refuses a resource beside them.',
    remedy: 'Leave it out, and name the resource in the scopes.',
    source: SOURCES.microsoft,
    find: ({ byKey }) => faultAt(byKey.get('resource') ?? []),
    mend: (subject) => drop(subject, subject.byKey.get('resource') ?? []),
  },
];
