/**
 * Recipes: templates of deduplication keys (recall-api.md 3.4). A recipe is inferred from the keys of a workspace and then builds
 * exactly the keys that the customer's own system builds, because a key that differs in one character is another bot. Pure.
 */
import type { Recipe, RecipeName } from '../../../../shared/verdicts.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import type { KeySample } from '../../store/verdicts.ts';
import { mailDomain } from '../mail-domains.ts';
import { partsOf, refused, VALUES } from './key-templates.ts';
import type { Part, Placeholder, Value } from './key-templates.ts';
import { findTimes, PLAIN_TIME, timeAt, writeTime } from './key-times.ts';
import type { KeyTime } from './key-times.ts';

/** What a key is built for. */
export type KeySubject = Omit<KeySample, 'key'>;

/** The part of the keys that a template must explain to count as the recipe in use, and the fewest keys that say anything. */
export const MIN_SHARE = 0.6;
export const MIN_KEYS = 3;
/** Templates that are tried against all keys: a workspace with more has no recipe. */
const MAX_CANDIDATES = 8;
/** Text between the parts, in all: separators and a prefix. What is longer is a part that nobody can name. */
const MAX_TEXT = 40;
/** Numbers that long are ids or times, not part of a recipe. */
const NUMBER = /\d{4}/;
const MAX_KEY = 2_000;

/**
 * The recipe of a template. Throws CallboardError `invalid_input` for a template that names parts which do not exist, or that would
 * give different meetings one bot.
 */
export function recipeOf(template: string): Recipe {
  const parts = partsOf(template);
  const named = new Set(parts.map(nameOf).filter((name) => name !== null));
  const tellsMeetings =
    named.has('event_id') ||
    named.has('ical_uid') ||
    (named.has('start_time') && (named.has('meeting_url') || named.has('calendar_id') || named.has('email')));
  if (!tellsMeetings) {
    throw refused(
      'Different meetings would get the same key, and so one bot for all of them. Put {event_id} or {ical_uid} into the template, or {start_time} together with {meeting_url}.',
    );
  }
  return { ...meaningOf(named), template };
}

/** The three documented recipes are told by what they name: order, separators and the spelling of the time change nothing. */
function meaningOf(named: ReadonlySet<Placeholder>): { name: RecipeName; label: string } {
  const only = (...names: readonly Placeholder[]): boolean =>
    named.size === names.length && names.every((name) => named.has(name));
  if (only('start_time', 'meeting_url')) return { name: 'shared', label: 'Everyone in a meeting shares one bot' };
  if (only('start_time', 'meeting_url', 'email_domain')) {
    return { name: 'per_domain', label: 'Each company in a meeting has one bot' };
  }
  if (only('start_time', 'meeting_url', 'event_id')) {
    return { name: 'per_event', label: 'Each event has a bot of its own' };
  }
  const label = named.has('event_id')
    ? 'Own template: each event has a bot of its own'
    : named.has('calendar_id') || named.has('email')
      ? 'Own template: each calendar in a meeting has one bot'
      : named.has('email_domain')
        ? 'Own template: each company in a meeting has one bot'
        : 'Own template: everyone in a meeting shares one bot';
  return { name: 'custom', label };
}

const nameOf = (part: Part): Placeholder | null =>
  part.kind === 'text' ? null : part.kind === 'time' ? 'start_time' : part.name;

/** The key that a recipe gives an event; null when a part of it is not known. */
export function keyFor(recipe: Recipe, of: KeySubject): string | null {
  let key = '';
  for (const part of partsOf(recipe.template)) {
    const text = textOf(part, of);
    if (text === null) return null;
    key += text;
  }
  return key;
}

/**
 * Whether a key is of a recipe, also where its time is another than the event's start (stale). Null: nobody can say, because the event
 * lacks a part that the recipe names.
 */
export function isOfRecipe(recipe: Recipe, sample: KeySample): boolean | null {
  const { key } = sample;
  let at = 0;
  for (const part of partsOf(recipe.template)) {
    if (part.kind === 'time') {
      const time = timeAt(key, at, part.format, sample.startAt);
      if (time === null) return false;
      at = time.to;
    } else {
      const text = textOf(part, sample);
      if (text === null) return null;
      if (!key.startsWith(text, at)) return false;
      at += text.length;
    }
  }
  return at === key.length;
}

/**
 * The template that explains a key: every part of it is a value of the event it is seen in, or a separator. Null: a part of it
 * comes from elsewhere, so nobody can build the like.
 */
export function templateOf(sample: KeySample): string | null {
  const { key } = sample;
  // Braces would read as placeholders.
  if (key === '' || key.length > MAX_KEY || /[{}]/.test(key)) return null;
  const taken: Found[] = [];
  // Longest first: a domain also occurs in links and addresses.
  for (const found of valuesIn(sample)) if (isApart(found, taken)) taken.push(found);
  const times = findTimes(key, sample.startAt).filter((time) => isApart(time, taken));
  const time = times.find(({ at }) => at === sample.startAt) ?? times[0];
  if (time !== undefined) taken.push({ from: time.from, to: time.to, placeholder: timePlaceholder(time) });
  taken.sort((a, b) => a.from - b.from);
  let template = '';
  let at = 0;
  let text = '';
  for (const { from, to, placeholder } of taken) {
    text += `${key.slice(at, from)}\0`;
    template += key.slice(at, from) + placeholder;
    at = to;
  }
  text += key.slice(at);
  template += key.slice(at);
  if (text.length - taken.length > MAX_TEXT || NUMBER.test(text)) return null;
  return isTemplate(template) ? template : null;
}

/**
 * The template that explains most of these keys; null where there are too few, or none explains enough. `sampled`: how many keys there
 * were; `share`: the part of them (0 to 1) that the template explains, or that the best one did.
 */
export function inferRecipe(samples: readonly KeySample[]): {
  template: string | null;
  sampled: number;
  share: number;
} {
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const template = templateOf(sample);
    if (template !== null) counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  const candidates = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_CANDIDATES)
    .map(([template]) => ({ template, share: shareOf(recipeOf(template), samples) }));
  const best = candidates.reduce<{ template: string; share: number } | null>(
    (first, one) => (first === null || one.share > first.share ? one : first),
    null,
  );
  const sampled = samples.length;
  const share = best?.share ?? 0;
  return {
    template: best !== null && sampled >= MIN_KEYS && share >= MIN_SHARE ? best.template : null,
    sampled,
    share,
  };
}

/** The part of these keys (0 to 1) that a recipe explains; 0 where there are none. */
export function shareOf(recipe: Recipe, samples: readonly KeySample[]): number {
  if (samples.length === 0) return 0;
  return samples.filter((sample) => isOfRecipe(recipe, sample) === true).length / samples.length;
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly placeholder: string;
}

/** Where a value of the event stands in its key: once each, the longest value first. */
function valuesIn(sample: KeySample): Found[] {
  return VALUES.flatMap((name): Found[] => {
    const value = valueOf(name, sample);
    const from = value === null || value === '' ? -1 : indexOfWhole(sample.key, value, INSIDE[name]);
    return value === null || from < 0 ? [] : [{ from, to: from + value.length, placeholder: `{${name}}` }];
  }).sort((a, b) => b.to - b.from - (a.to - a.from));
}

/** The last place where the value stands by itself: parts of a key follow the link, and domains occur inside of links. */
function indexOfWhole(key: string, value: string, inside: RegExp): number {
  for (let at = key.lastIndexOf(value); at >= 0; at = at === 0 ? -1 : key.lastIndexOf(value, at - 1)) {
    if (!inside.test(key.charAt(at - 1)) && !inside.test(key.charAt(at + value.length))) return at;
  }
  return -1;
}

/** Characters next to a value that make it a piece of something longer. */
const WORD = /[\p{L}\p{N}]/u;
const LINK = /[\p{L}\p{N}/?&=#%]/u;
const ADDRESS = /[\p{L}\p{N}@.]/u;
const INSIDE: Readonly<Record<Value, RegExp>> = {
  meeting_url: LINK,
  email_domain: ADDRESS,
  email: ADDRESS,
  event_id: WORD,
  ical_uid: WORD,
  calendar_id: WORD,
};

const isApart = (one: Pick<Found, 'from' | 'to'>, taken: readonly Found[]): boolean =>
  taken.every((other) => one.to <= other.from || one.from >= other.to);

const timePlaceholder = ({ format }: KeyTime): string =>
  format === PLAIN_TIME ? '{start_time}' : `{start_time:${format}}`;

function textOf(part: Part, of: KeySubject): string | null {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'time':
      return of.startAt === null ? null : writeTime(of.startAt, part.format);
    case 'value':
      return valueOf(part.name, of);
  }
}

function valueOf(name: Value, of: KeySubject): string | null {
  switch (name) {
    case 'meeting_url':
      return of.meetingUrl;
    case 'email_domain':
      return mailDomain(of.mailbox);
    case 'email':
      return of.mailbox;
    case 'event_id':
      return of.eventId;
    case 'ical_uid':
      return of.icalUid;
    case 'calendar_id':
      return of.calendarId;
  }
}

function isTemplate(template: string): boolean {
  try {
    recipeOf(template);
    return true;
  } catch (error) {
    if (error instanceof CallboardError) return false;
    throw error;
  }
}
