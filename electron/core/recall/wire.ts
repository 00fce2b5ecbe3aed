/**
 * The shapes that Callboard relies on, checked on everything that arrives. Loose on purpose: unknown fields and unknown
 * enum values pass, `raw` is not looked into (a full schema costs as much as a second parse and breaks when a provider
 * changes something; LIMITS.md 0.3). Only types matter: a number where text belongs means a record nobody can trust.
 */
import * as z from 'zod/mini';

/** Ids are text. Numeric ones are refused, because digits above 2^53 have already been lost when we see them. */
const id = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/));
const text = z.optional(z.nullable(z.string()));
const list = z.optional(z.nullable(z.array(z.unknown())));

/** Both envelopes of lists (recall-api.md 1.4); bots add `count`, which nobody needs. */
const pageWire = z.looseObject({ next: text, results: z.array(z.unknown()) });

/** recall-api.md 2.2; `status_changes` is untyped there, so it is read as open records. */
const calendarWire = z.looseObject({
  id,
  platform: z.string(),
  platform_email: text,
  oauth_email: text,
  oauth_client_id: text,
  status: z.string(),
  status_changes: z.optional(z.unknown()),
  created_at: text,
  updated_at: text,
});
export type CalendarWire = z.infer<typeof calendarWire>;

const botEntryWire = z.object({ bot_id: id, start_time: text, deduplication_key: text, meeting_url: text });
export type BotEntryWire = z.infer<typeof botEntryWire>;

/**
 * recall-api.md 3.2. `start_time` may be missing (an official handler guards against it), `bots` may be null. Not loose, for
 * that would copy every field of the hottest record: the reader takes unknown fields from the value as sent.
 */
const eventWire = z.object({
  id,
  calendar_id: id,
  start_time: text,
  end_time: text,
  raw: z.optional(z.unknown()),
  platform: z.string(),
  platform_id: text,
  ical_uid: text,
  meeting_platform: text,
  meeting_url: text,
  is_deleted: z.optional(z.boolean()),
  bots: z.optional(z.nullable(z.array(botEntryWire))),
  created_at: text,
  updated_at: text,
});
export type EventWire = z.infer<typeof eventWire>;

/** recall-api.md 4.3. `meeting_url` is text or an object (4.4); the lists are read as open records. */
const botWire = z.looseObject({
  id,
  meeting_url: z.optional(z.unknown()),
  bot_name: text,
  join_at: text,
  status_changes: list,
  recordings: list,
});
export type BotWire = z.infer<typeof botWire>;

/** Fields of an event that Callboard keeps in columns of their own; all others survive as `extra`. */
export const EVENT_FIELDS: ReadonlySet<string> = new Set(Object.keys(eventWire.def.shape));
export const BOT_ENTRY_FIELDS: ReadonlySet<string> = new Set(Object.keys(botEntryWire.def.shape));

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const checkPage = checker(pageWire);
export const checkCalendar = checker(calendarWire);
export const checkEvent = checker(eventWire);
export const checkBot = checker(botWire);

function checker<S extends z.ZodMiniType>(schema: S): (value: unknown) => Checked<z.output<S>> {
  return (value) => {
    const result = schema.safeParse(value);
    return result.success ? { ok: true, value: result.data } : { ok: false, reason: reasonOf(result.error, value) };
  };
}

/** `calendar_id: text expected, number found`: names fields and types, never values. */
function reasonOf(error: z.core.$ZodError, value: unknown): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => {
      const where = issue.path.map(String).join('.') || 'the whole record';
      if (issue.code !== 'invalid_type') return `${where}: not a usable value`;
      return `${where}: ${issue.expected} expected, ${typeName(at(value, issue.path))} found`;
    })
    .join('; ');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'array' : typeof value;
}
