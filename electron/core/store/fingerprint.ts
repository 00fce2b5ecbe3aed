/**
 * Fingerprints of a record's envelope: equal fingerprint and equal `updated_at` means unchanged, and because they can be
 * computed again from the stored columns they also show a row that was damaged on disk (SQLite's own checks miss 83 %
 * of single-bit damage, LIMITS.md 0.7). 52 bits: CRC-32 and the length.
 */
import { crc32 } from '../zlib.ts';
import type { BotEntryRecord } from '../records.ts';

/** Never the fingerprint of a record: the next fetch of it is applied whatever its `updated_at` says. */
export const NEVER = -1;

const SEPARATOR = '\u001f';

/** The fields of an event that are stored as columns, after codec.ts. `rawLength` stands for the payload. */
export interface EventEnvelope {
  readonly calendarId: string;
  readonly startAt: number;
  readonly endAt: number | null;
  readonly createdAt: number | null;
  readonly updatedAt: number;
  readonly platform: string;
  readonly platformId: string | null;
  readonly icalUid: string | null;
  readonly meetingPlatform: string | null;
  readonly meetingUrl: string | null;
  readonly flags: number;
  readonly title: string | null;
  readonly organizerEmail: string | null;
  readonly attendeeCount: number | null;
  readonly ownResponse: string | null;
  readonly seriesId: string | null;
  readonly extra: string | null;
  readonly rawLength: number;
}

export function eventFingerprint(event: EventEnvelope): number {
  const words =
    event.calendarId +
    SEPARATOR +
    event.platform +
    SEPARATOR +
    event.platformId +
    SEPARATOR +
    event.icalUid +
    SEPARATOR +
    event.meetingPlatform +
    SEPARATOR +
    event.meetingUrl +
    SEPARATOR +
    event.title +
    SEPARATOR +
    event.organizerEmail +
    SEPARATOR +
    event.ownResponse +
    SEPARATOR +
    event.seriesId +
    SEPARATOR +
    event.extra;
  // Numbers are mixed in as numbers: turning eight of them into text costs more than all the rest.
  let mix = mixed(0, event.startAt);
  mix = mixed(mix, event.endAt);
  mix = mixed(mix, event.createdAt);
  mix = mixed(mix, event.updatedAt);
  mix = mixed(mix, event.attendeeCount);
  mix = mixed(mix, event.rawLength);
  mix = mixed(mix, event.flags);
  return (words.length % 1_048_576) * 4_294_967_296 + ((crc32(words) ^ mix) >>> 0);
}

/** Every bit of `value` (null apart from any number) changes the result, and so does the order. */
function mixed(mix: number, value: number | null): number {
  const number = value ?? 0.5;
  const low = Math.imul(mix ^ (number | 0), 0x9e3779b1);
  const high = Math.floor(number / 4_294_967_296) ^ (value === null ? 0x5bd1e995 : 0);
  return Math.imul(low ^ (low >>> 15) ^ high, 0x85ebca6b) | 0;
}

/** One entry of `bots[]` as text; equal text is the same entry. */
export function botKey(entry: BotEntryRecord): string {
  return [entry.botId, entry.startAt, entry.deduplicationKey, entry.meetingUrl].join(SEPARATOR);
}

/** Stored where Recall never said which bots an event has (`bots: null`): as good as none, but not the same. */
export const BOTS_NOT_TOLD = -1;

/** Of the present entries, in any order. 0: there are none. */
export function botsFingerprint(entries: readonly BotEntryRecord[]): number {
  if (entries.length === 0) return 0;
  if (entries.length === 1) return entries[0] === undefined ? 0 : fingerprint(botKey(entries[0]));
  return fingerprint([...new Set(entries.map(botKey))].sort().join('\u001e'));
}

export function fingerprint(text: string): number {
  return (text.length % 1_048_576) * 4_294_967_296 + crc32(text);
}

/**
 * A number that stands for a text which is looked up by: 52 bits, of which two different texts share all once in 4.5e15, and never
 * 0. CRC-32 and a walk with FNV's prime.
 */
export function identity(text: string): number {
  let walk = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) walk = Math.imul(walk ^ text.charCodeAt(at), 0x01000193);
  return crc32(text) * 1_048_576 + ((walk ^ (walk >>> 15)) & 1_048_575) + 1;
}
