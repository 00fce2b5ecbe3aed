/** Templates of deduplication keys, taken apart: text between `{…}` placeholders. Pure. */
import { CallboardError } from '../../../../shared/envelope.ts';
import { isTimeFormat, PLAIN_TIME, TIME_FORMATS } from './key-times.ts';
import type { TimeFormat } from './key-times.ts';

/** Parts that a template may name; `start_time` may carry a format (key-times.ts), e.g. `{start_time:ms}`. */
export const PLACEHOLDERS = [
  'start_time',
  'meeting_url',
  'email_domain',
  'email',
  'event_id',
  'ical_uid',
  'calendar_id',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
/** Those that are taken as they are. */
export type Value = Exclude<Placeholder, 'start_time'>;
export const VALUES: readonly Value[] = PLACEHOLDERS.filter((name) => name !== 'start_time');

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'time'; readonly format: TimeFormat }
  | { readonly kind: 'value'; readonly name: Value };

/** Templates are few and asked for with every event that is judged. */
const known = new Map<string, readonly Part[]>();
const MAX_KNOWN = 100;

/** The parts of a template, in order. Throws CallboardError `invalid_input` for parts that do not exist. */
export function partsOf(template: string): readonly Part[] {
  const before = known.get(template);
  if (before !== undefined) return before;
  const parts = read(template);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(template, parts);
  return parts;
}

function read(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > at) parts.push(plain(template.slice(at, match.index)));
    parts.push(placeholder(match[1] ?? ''));
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push(plain(template.slice(at)));
  return parts;
}

function plain(text: string): Part {
  if (!/[{}]/.test(text)) return { kind: 'text', text };
  throw refused(`“${text.slice(0, 40)}” holds a brace without its other half. Close it, or leave it out.`);
}

function placeholder(inside: string): Part {
  const [name = '', format, ...rest] = inside.split(':');
  if (name === 'start_time' && rest.length === 0) {
    const wanted = format ?? PLAIN_TIME;
    if (isTimeFormat(wanted)) return { kind: 'time', format: wanted };
    throw refused(
      `Callboard does not know the time format “${wanted.slice(0, 40)}”. Known are ${TIME_FORMATS.join(', ')}; {start_time} alone is the time as Recall writes it.`,
    );
  }
  // Recall's own page writes it so (recall-api.md 3.4).
  const value = VALUES.find((one) => one === inside.replace('event.id', 'event_id'));
  if (value !== undefined) return { kind: 'value', name: value };
  throw refused(
    `Callboard does not know {${inside.slice(0, 40)}}. A template may name ${PLACEHOLDERS.map((one) => `{${one}}`).join(', ')}.`,
  );
}

export const refused = (message: string): CallboardError =>
  new CallboardError('invalid_input', message, { details: { field: 'template' } });
