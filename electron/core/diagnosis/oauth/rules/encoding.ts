/** How the parameters of an authorisation URL are written down. */
import { encodeValue, isEncodedTwice } from '../encoding.ts';
import { meantBy, type Subject } from '../subject.ts';
import type { Parameter, Span } from '../url.ts';
import { faultAt, setValue, SOURCES, type Rule } from './types.ts';

/** `&` as HTML source or JSON writes it, between parameters. */
function escapedSeparators({ url }: Subject): Span[] {
  return url.query.flatMap(({ at }, index) => {
    const from = url.query[index - 1]?.at.to ?? at.from;
    return at.from - from > 1 ? [{ from, to: at.from }] : [];
  });
}

function unencodedSpaces({ url }: Subject): Parameter[] {
  return url.query.filter(({ raw }) => /\s/.test(raw.trim()));
}

const BROKEN_PERCENT = /%(?![0-9a-f]{2})/gi;

function padded({ url }: Subject): Parameter[] {
  return url.query.filter(({ value, raw }) => value.trim() !== '' && (value !== value.trim() || raw !== raw.trim()));
}

function encodedTwice({ url }: Subject): Parameter[] {
  return url.query.filter(({ key, value }) => (key === 'redirect_uri' || key === 'scope') && isEncodedTwice(value));
}

/** Raw braces and quotes of a state that nobody encoded. */
function unencodedSigns({ url }: Subject): Parameter[] {
  return url.query.filter(({ raw }) => /["{}<>\\^`|]/.test(raw));
}

/** Encodes what must be, and leaves everything else as it is. */
function encodeSigns(raw: string): string {
  return raw.replaceAll(/["{}<>\\^`|\s]/g, (sign) => encodeURIComponent(sign));
}

export const ENCODING_RULES: readonly Rule[] = [
  {
    code: 'separator_escaped',
    severity: 'warning',
    title: 'Parameters are parted as in source code',
    explanation:
      '“&amp;” is right in HTML source, “\\u0026” in JSON. In the address of a browser each parameter but the first would have another name.',
    remedy: 'If the URL was copied from source code, nothing is wrong. Otherwise part the parameters by “&” alone.',
    source: SOURCES.own,
    find: (subject) => {
      const marks = escapedSeparators(subject);
      return marks.length === 0 ? null : { marks };
    },
    mend: (subject) => escapedSeparators(subject).map((span) => ({ ...span, with: '&' })),
  },
  {
    code: 'spaces_unencoded',
    severity: 'critical',
    title: 'Spaces are not encoded',
    explanation:
      'The address ends at the first space, and what follows is lost. Recall names this as the suspect for AADSTS900144.',
    remedy: 'Write %20 for every space, above all between scopes.',
    source: SOURCES.microsoft,
    find: (subject) => faultAt(unencodedSpaces(subject), undefined, 'valueAt'),
    mend: (subject) =>
      unencodedSpaces(subject).flatMap((parameter) =>
        setValue(parameter, parameter.raw.trim().replaceAll(/\s+/g, '%20')),
      ),
  },
  {
    code: 'value_padded',
    severity: 'critical',
    title: 'Space around a value',
    explanation:
      'A space or line break stands before or behind the value of {about}. Providers compare letter by letter.',
    remedy: 'Take it out, most likely where the value is configured.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = padded(subject);
      return faultAt(found, found[0]?.key ?? '', 'valueAt');
    },
    mend: (subject) =>
      padded(subject).flatMap((parameter) =>
        setValue(
          parameter,
          parameter.raw.replaceAll(/^(?:\s|\+|%20|%09|%0[ad]|%c2%a0)+|(?:\s|\+|%20|%09|%0[ad]|%c2%a0)+$/gi, ''),
        ),
      ),
  },
  {
    code: 'encoded_twice',
    severity: 'critical',
    title: 'Value is encoded twice',
    explanation:
      'The provider decodes {about} once and then still sees percent signs. Something encodes a value that is encoded already.',
    remedy: 'Encode each value once, where the address is put together.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = encodedTwice(subject);
      return faultAt(found, found.map(({ key }) => key).join(' and '), 'valueAt');
    },
    mend: (subject) =>
      encodedTwice(subject).flatMap((parameter) => setValue(parameter, encodeValue(meantBy(parameter)))),
  },
  {
    code: 'percent_broken',
    severity: 'critical',
    title: 'Broken percent sign',
    explanation:
      'Two hexadecimal digits must follow every percent sign. Servers refuse the address or read something else.',
    remedy: 'Encode the value again; a percent sign of its own is %25.',
    source: SOURCES.oauth,
    find: ({ url }) => {
      const marks = url.query.flatMap(({ raw, valueAt }) =>
        Array.from(raw.matchAll(BROKEN_PERCENT), ({ index }) => ({
          from: valueAt.from + index,
          to: Math.min(valueAt.to, valueAt.from + index + 3),
        })),
      );
      return marks.length === 0 ? null : { marks };
    },
    mend: ({ url }) =>
      url.query.flatMap((parameter) =>
        parameter.raw.search(BROKEN_PERCENT) === -1
          ? []
          : setValue(parameter, parameter.raw.replaceAll(BROKEN_PERCENT, '%25')),
      ),
  },
  {
    code: 'signs_unencoded',
    severity: 'warning',
    title: 'Signs that must be encoded',
    explanation:
      'Braces, quotes and the like may not stand in an address. Some browsers encode them, some servers refuse them.',
    remedy: 'Encode the value of {about} with the function that your language has for it.',
    source: SOURCES.oauth,
    find: (subject) => {
      const found = unencodedSigns(subject);
      return faultAt(found, found[0]?.key ?? '', 'valueAt');
    },
    mend: (subject) => unencodedSigns(subject).flatMap((parameter) => setValue(parameter, encodeSigns(parameter.raw))),
  },
  {
    code: 'fragment_cuts',
    severity: 'critical',
    title: '“#” cuts the address off',
    explanation: 'What stands behind “#” stays in the browser and never reaches the provider.',
    remedy: 'Encode a “#” inside a value as %23, or leave it out.',
    source: SOURCES.oauth,
    find: ({ url }) => (url.fragmentAt === null || url.fragment.length === 0 ? null : { marks: [url.fragmentAt] }),
  },
];
