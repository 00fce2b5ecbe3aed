/** What the user is asked to grant. */
import {
  GOOGLE_CALENDAR_SCOPES,
  GOOGLE_EMAIL_SCOPES,
  GRAPH,
  MICROSOFT_CALENDAR_SCOPES,
  MICROSOFT_EMAIL_SCOPES,
  SCOPE_WORDS,
} from '../endpoints.ts';
import { encodeValue } from '../encoding.ts';
import { nearestOf } from '../names.ts';
import type { Scope, Subject } from '../subject.ts';
import { isAdminConsent } from './address.ts';
import { add, setValue, SOURCES, type Edit, type Fault, type Rule } from './types.ts';

/** Reading more of them than this costs time, and no address has as many. */
const MOST_READ = 60;

/** Microsoft's name of a scope, without Graph's address and in lower case. */
function graphName(text: string): string {
  const lower = text.toLowerCase();
  return lower.startsWith(GRAPH) ? lower.slice(GRAPH.length) : lower;
}

const isForeign = (provider: Subject['provider'], { text }: Scope): boolean => {
  if (provider === 'microsoft') return /googleapis\.com|\.google\.com/i.test(text);
  if (provider !== 'google') return false;
  return (
    /^https:\/\/(?:graph|outlook)\./i.test(text) ||
    /^(?:offline_access|(?:user|calendars|onlinemeetings)\.)/i.test(text)
  );
};

/** Outlook's own API instead of Graph. */
const OTHER_RESOURCE = /^https:\/\/outlook\.office(?:365)?\.com\//i;

function hasAny(subject: Subject, accepted: readonly string[]): boolean {
  const { provider, scopes } = subject;
  return scopes.some(({ text }) => accepted.includes(provider === 'microsoft' ? graphName(text) : text));
}

const isDefault = ({ text }: Scope): boolean => text.endsWith('.default');

/** Scopes with the one that each was meant to be. */
function misspelt({ provider, scopes }: Subject): { scope: Scope; meant: string }[] {
  if (provider === 'unknown') return [];
  const words = SCOPE_WORDS[provider];
  return scopes.slice(0, MOST_READ).flatMap((scope) => {
    const text = provider === 'microsoft' ? scope.text.toLowerCase() : scope.text;
    const spelt = provider === 'microsoft' ? words.map((word) => word.toLowerCase()) : words;
    if (spelt.includes(text) || isForeign(provider, scope) || text.length < 5 || text.length > 100) return [];
    // Google's names without the address that they begin with.
    const short = provider === 'google' ? words.find((word) => word.endsWith(`/auth/${text}`)) : undefined;
    const near = short ?? nearestOf(text, spelt, text.length < 8 ? 1 : 2);
    const meant = near === null ? undefined : (words[spelt.indexOf(near)] ?? near);
    return meant === undefined ? [] : [{ scope, meant }];
  });
}

/** The scopes rewritten: `to` gives each in its new form, null: it goes. */
function rewrite(subject: Subject, to: (scope: Scope) => string | null, more: readonly string[] = []): Edit[] {
  const kept = subject.scopes.map((scope) => to(scope)).filter((raw) => raw !== null);
  const value = [...kept, ...more.map(encodeValue)].join('%20');
  const parameter = subject.first('scope');
  return parameter === undefined ? add(subject, 'scope', value) : setValue(parameter, value);
}

/** A fault at the whole parameter, or nowhere when it is not there. */
function absent(subject: Subject): Fault {
  const parameter = subject.first('scope');
  return { marks: parameter === undefined ? [] : [parameter.at] };
}

function lacks(subject: Subject, accepted: readonly string[]): Fault | null {
  if (isAdminConsent(subject) || subject.scopes.some(isDefault) || hasAny(subject, accepted)) return null;
  // One misspelt letter is a fault of its own; the scope is not missing besides.
  const meant = misspelt(subject).map((found) =>
    subject.provider === 'microsoft' ? graphName(found.meant) : found.meant,
  );
  return meant.some((text) => accepted.includes(text)) ? null : absent(subject);
}

export const SCOPE_RULES: readonly Rule[] = [
  {
    code: 'scope_separator',
    severity: 'critical',
    title: 'Scopes are parted by commas',
    explanation: 'Scopes are parted by spaces. With commas the provider sees one long scope that it does not know.',
    remedy: 'Part the scopes by %20.',
    source: SOURCES.oauth,
    find: ({ first }) => {
      const parameter = first('scope');
      if (parameter === undefined) return null;
      const marks = Array.from(parameter.raw.matchAll(/,|%2c/gi), ({ index, 0: comma }) => ({
        from: parameter.valueAt.from + index,
        to: parameter.valueAt.from + index + comma.length,
      }));
      return marks.length === 0 ? null : { marks };
    },
    mend: (subject) => rewrite(subject, ({ raw }) => raw),
  },
  {
    code: 'scope_of_other',
    severity: 'critical',
    title: 'Scope of the other provider',
    explanation: '{about} is unknown here, and one unknown scope is enough for the provider to refuse all of them.',
    remedy: 'Take it out, and ask for this provider’s own scopes.',
    source: SOURCES.own,
    find: ({ provider, scopes }) => {
      const found = scopes.filter((scope) => isForeign(provider, scope));
      return found.length === 0 ? null : { marks: found.map(({ at }) => at), about: `“${found[0]?.text ?? ''}”` };
    },
    mend: (subject) => rewrite(subject, (scope) => (isForeign(subject.provider, scope) ? null : scope.raw)),
  },
  {
    code: 'scope_misspelt',
    severity: 'critical',
    title: 'Scope is misspelt',
    explanation: 'The provider knows no such scope. {about}.',
    remedy: 'Correct the name.',
    source: SOURCES.own,
    find: (subject) => {
      const found = misspelt(subject);
      const about = found.map(({ scope, meant }) => `“${scope.text}” is probably meant to be “${meant}”`);
      return found.length === 0
        ? null
        : { marks: found.map(({ scope }) => scope.at), about: about.slice(0, 5).join('; ') };
    },
    mend: (subject) => {
      const meant = new Map(misspelt(subject).map((found) => [found.scope, found.meant]));
      return rewrite(subject, (scope) => {
        const right = meant.get(scope);
        return right === undefined ? scope.raw : encodeValue(right);
      });
    },
  },
  {
    code: 'google_scope_calendar',
    provider: 'google',
    severity: 'critical',
    title: 'No scope for the calendar',
    explanation:
      'Recall accepts any one of calendar.events.readonly, calendar.readonly, calendar.events and calendar. Without one the calendar disconnects with invalid_scope.',
    remedy: `Ask for ${GOOGLE_CALENDAR_SCOPES[0] ?? ''}.`,
    source: SOURCES.google,
    find: (subject) => lacks(subject, GOOGLE_CALENDAR_SCOPES),
    mend: (subject) => rewrite(subject, ({ raw }) => raw, GOOGLE_CALENDAR_SCOPES.slice(0, 1)),
  },
  {
    code: 'google_scope_email',
    provider: 'google',
    severity: 'warning',
    title: 'No scope for the e-mail address',
    explanation:
      'You cannot ask whose calendar was connected before Recall has read it, and cannot see that it is connected twice.',
    remedy: `Ask for ${GOOGLE_EMAIL_SCOPES[0] ?? ''} as well.`,
    source: SOURCES.google,
    find: (subject) => lacks(subject, GOOGLE_EMAIL_SCOPES),
    mend: (subject) => rewrite(subject, ({ raw }) => raw, GOOGLE_EMAIL_SCOPES.slice(0, 1)),
  },
  {
    code: 'microsoft_scope_resource',
    provider: 'microsoft',
    severity: 'critical',
    title: 'Scope of another API',
    explanation:
      '{about} is for Outlook’s own API. Recall reads calendars through Microsoft Graph, and scopes of two APIs cannot be asked for together.',
    remedy: `Begin the scope with ${GRAPH}.`,
    source: SOURCES.microsoft,
    find: ({ scopes }) => {
      const found = scopes.filter(({ text }) => OTHER_RESOURCE.test(text));
      return found.length === 0 ? null : { marks: found.map(({ at }) => at), about: `“${found[0]?.text ?? ''}”` };
    },
    mend: (subject) =>
      rewrite(subject, ({ text, raw }) =>
        OTHER_RESOURCE.test(text) ? encodeValue(text.replace(OTHER_RESOURCE, GRAPH)) : raw,
      ),
  },
  {
    code: 'microsoft_scope_default',
    provider: 'microsoft',
    severity: 'warning',
    title: '“.default” asks for whatever is registered',
    explanation:
      'What users grant then depends on the registration, and “.default” cannot stand beside other scopes of the same API.',
    remedy: 'Name the scopes: offline_access openid email https://graph.microsoft.com/Calendars.Read.',
    source: SOURCES.microsoft,
    find: (subject) => {
      const found = isAdminConsent(subject) ? [] : subject.scopes.filter(isDefault);
      return found.length === 0 ? null : { marks: found.map(({ at }) => at) };
    },
  },
  {
    code: 'microsoft_scope_calendar',
    provider: 'microsoft',
    severity: 'critical',
    title: 'No scope for the calendar',
    explanation:
      'Recall reads calendars with Calendars.Read (Calendars.ReadWrite holds it). Other scopes of a similar name are not enough.',
    remedy: `Ask for ${GRAPH}Calendars.Read.`,
    source: SOURCES.microsoft,
    find: (subject) => lacks(subject, MICROSOFT_CALENDAR_SCOPES),
    mend: (subject) => rewrite(subject, ({ raw }) => raw, [`${GRAPH}Calendars.Read`]),
  },
  {
    code: 'microsoft_scope_offline',
    provider: 'microsoft',
    severity: 'critical',
    title: 'offline_access is missing',
    explanation: 'Without it Microsoft gives no refresh token, and Recall could read the calendar for an hour at most.',
    remedy: 'Ask for offline_access as well.',
    source: SOURCES.microsoft,
    find: (subject) => lacks(subject, ['offline_access']),
    mend: (subject) => rewrite(subject, ({ raw }) => raw, ['offline_access']),
  },
  {
    code: 'microsoft_scope_email',
    provider: 'microsoft',
    severity: 'warning',
    title: 'No scope for the e-mail address',
    explanation:
      'You cannot ask whose calendar was connected before Recall has read it, and cannot see that it is connected twice.',
    remedy: 'Ask for openid and email as well (User.Read does too).',
    source: SOURCES.microsoft,
    find: (subject) => lacks(subject, MICROSOFT_EMAIL_SCOPES),
    mend: (subject) => {
      const there = new Set(subject.scopes.map(({ text }) => graphName(text)));
      return rewrite(
        subject,
        ({ raw }) => raw,
        ['openid', 'email'].filter((name) => !there.has(name)),
      );
    },
  },
  {
    code: 'scope_plus',
    severity: 'info',
    title: 'Scopes are parted by “+”',
    explanation:
      'That works, as forms encode a space so. %20 is the safe choice: some programs encode the plus sign once more.',
    remedy: 'Nothing has to be done; %20 is what Recall’s example uses.',
    source: SOURCES.microsoft,
    find: ({ first }) => {
      const parameter = first('scope');
      if (parameter === undefined) return null;
      const marks = Array.from(parameter.raw.matchAll(/\+/g), ({ index }) => ({
        from: parameter.valueAt.from + index,
        to: parameter.valueAt.from + index + 1,
      }));
      return marks.length === 0 ? null : { marks };
    },
    mend: (subject) => rewrite(subject, ({ raw }) => raw),
  },
];
