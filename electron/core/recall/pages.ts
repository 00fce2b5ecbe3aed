/**
 * Answer text → records. The order is fixed: JSON, then secrets off, then checks, then reading; a record that fails a
 * check is kept aside with its reason while the rest of the page goes on. Imports zod, hence loaded with the first answer.
 */
import type { BotRecord, CalendarRecord, EventRecord, QuarantinedRecord } from '../records.ts';
import { readBot } from './bot-reader.ts';
import { readCalendar } from './calendar-reader.ts';
import { readEvent } from './event-reader.ts';
import type { KnownFields } from './event-reader.ts';
import { badResponse } from './failures.ts';
import type { Reply } from './failures.ts';
import { dict } from './open-records.ts';
import { redact } from './redact.ts';
import { isJson } from './remote-words.ts';
import { RecallError } from './types.ts';
import { checkBot, checkCalendar, checkEvent, checkPage, BOT_ENTRY_FIELDS, EVENT_FIELDS } from './wire.ts';
import type { Checked } from './wire.ts';

/** How one kind of record is read. */
export interface RecordKind<R> {
  readonly kind: QuarantinedRecord['kind'];
  readonly read: (value: unknown) => Checked<R>;
}

export const CALENDAR: RecordKind<CalendarRecord> = {
  kind: 'calendar',
  read: (value) => readRedacted(value, checkCalendar, readCalendar),
};

export const BOT: RecordKind<BotRecord> = {
  kind: 'bot',
  read: (value) => readRedacted(value, checkBot, readBot),
};

const KNOWN_FIELDS: KnownFields = { event: EVENT_FIELDS, botEntry: BOT_ENTRY_FIELDS };

/** Events hold no secrets of Recall's; unknown fields lose theirs in the reader, `raw` is the provider's own text. */
export const EVENT: RecordKind<EventRecord> = {
  kind: 'event',
  read: (value) => then(checkEvent(value), (wire) => readEvent(wire, value, KNOWN_FIELDS)),
};

export interface ReadPage<R> {
  readonly records: readonly R[];
  readonly quarantined: readonly QuarantinedRecord[];
  /** As sent: null or a URL. */
  readonly next: string | null;
}

/** Reads a list answer. Throws RecallError `bad_response` when it is not the documented envelope. */
export function readPage<R>(reply: Reply, host: string, kind: RecordKind<R>): ReadPage<R> {
  const page = checkPage(parseJson(reply, host));
  if (!page.ok) {
    throw badResponse(
      `${host} answered with JSON that is not a page of ${kind.kind}s (${page.reason}). Is the base URL that of Recall?`,
      true,
    );
  }
  const records: R[] = [];
  const quarantined: QuarantinedRecord[] = [];
  for (const value of page.value.results) {
    const checked = readRecord(kind, value);
    if (checked.ok) records.push(checked.value);
    else quarantined.push(quarantine(kind.kind, value, checked.reason));
  }
  return { records, quarantined, next: page.value.next ?? null };
}

/**
 * Reads an answer that holds one record. Throws RecallError `bad_response` when it cannot be read or is another one than
 * `id`; null: a new one, whose id nobody knows yet.
 */
export function readItem<R extends { readonly id: string }>(
  reply: Reply,
  host: string,
  kind: RecordKind<R>,
  id: string | null,
): R {
  const checked = readRecord(kind, parseJson(reply, host));
  if (!checked.ok)
    throw badResponse(`${host} answered with a ${kind.kind} that cannot be read (${checked.reason}).`, true);
  if (id !== null && checked.value.id !== id)
    throw badResponse(`${host} answered with another ${kind.kind} than the one asked for.`, true);
  return checked.value;
}

/** The body of a 2xx answer. Throws RecallError `bad_response` when it is not JSON. */
export function parseJson(reply: Reply, host: string): unknown {
  const start = reply.text.slice(0, 200).trimStart();
  if (start === '') throw badResponse(`${host} answered with nothing.`);
  if (!isJson(reply.contentType)) {
    if (start.startsWith('<') || /html/i.test(reply.contentType)) {
      throw badResponse(
        `${host} answered with a web page instead of JSON: the sign-in page of a proxy, VPN or hotel network is likely. Open a browser to sign in, or check the base URL.`,
        true,
      );
    }
    if (reply.contentType !== '') {
      throw badResponse(
        `${host} answered with "${plain(reply.contentType)}" instead of JSON. Is the base URL that of Recall?`,
        true,
      );
    }
  }
  try {
    return JSON.parse(reply.text);
  } catch (thrown) {
    // The parser's own message quotes the text, so it stays here.
    if (thrown instanceof SyntaxError)
      throw badResponse(`The answer of ${host} is not complete JSON: it was cut off or damaged on the way.`);
    throw thrown;
  }
}

function plain(contentType: string): string {
  return contentType.replace(/[^\w/+.; =-]/g, '').slice(0, 60);
}

function then<T, R>(checked: Checked<T>, read: (value: T) => R): Checked<R> {
  return checked.ok ? { ok: true, value: read(checked.value) } : checked;
}

/** The reader gets what was checked and, for the kept payload, what was sent: the check drops a field named __proto__. */
function readRedacted<T, R>(
  value: unknown,
  check: (safe: unknown) => Checked<T>,
  read: (value: T, safe: unknown) => R,
): Checked<R> {
  const safe = redact(value);
  return then(check(safe), (wire) => read(wire, safe));
}

function readRecord<R>(kind: RecordKind<R>, value: unknown): Checked<R> {
  try {
    return kind.read(value);
  } catch (thrown) {
    if (thrown instanceof RecallError) throw thrown;
    // RangeError: nested so deeply that it cannot be written as text again (LIMITS.md 6.1). Any other error is a fault
    // of ours, but still must cost only this record.
    const reason =
      thrown instanceof RangeError
        ? 'nested too deeply'
        : `could not be read (${thrown instanceof Error ? thrown.name : 'unknown'})`;
    return { ok: false, reason };
  }
}

const MAX_QUARANTINED_BYTES = 64 * 1_024;

function quarantine(kind: QuarantinedRecord['kind'], value: unknown, reason: string): QuarantinedRecord {
  const id = dict(value)?.['id'];
  return {
    kind,
    id: typeof id === 'string' && id !== '' ? id.slice(0, 200) : null,
    reason,
    payload: cut(JSON.stringify(redact(value)) ?? 'null'),
  };
}

/** Cuts to at most {@link MAX_QUARANTINED_BYTES} of UTF-8, never inside a character. */
function cut(json: string): string {
  if (json.length * 3 <= MAX_QUARANTINED_BYTES) return json;
  const bytes = Buffer.from(json, 'utf8');
  if (bytes.length <= MAX_QUARANTINED_BYTES) return json;
  let end = MAX_QUARANTINED_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
