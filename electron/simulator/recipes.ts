/** How a customer's software makes deduplication keys (recall-api.md 3.4). */
import { wireMs } from './wire-time.ts';

/** The three recipes that Recall documents. */
const DOCUMENTED = {
  shared: '{start_time}-{meeting_url}',
  per_domain: '{start_time}-{meeting_url}-{email_domain}',
  per_event: '{start_time}-{meeting_url}-{event.id}',
} as const;

/** How the software writes the start: as Recall sent it, with milliseconds, with an offset, or in seconds since 1970. */
export type KeyTime = 'as_sent' | 'milliseconds' | 'offset' | 'unix';

/** A documented recipe by name, or any other template. */
export interface KeyRecipe {
  readonly template: keyof typeof DOCUMENTED | (string & {});
  /** Default `as_sent`. */
  readonly time?: KeyTime;
}

/** What a key is made from; `startAt` is ms UTC. */
export interface Keyed {
  readonly startAt: number;
  readonly meetingUrl: string;
  readonly eventId: string;
  readonly calendarId: string;
  readonly icalUid: string;
  readonly mailbox: string;
}

/** The key of one bot. Slots that nothing fills stay as they are. */
export function deduplicationKey({ template, time = 'as_sent' }: KeyRecipe, of: Keyed): string {
  const slots: Readonly<Record<string, string>> = {
    start_time: timeIn(time, of.startAt),
    meeting_url: of.meetingUrl,
    email_domain: of.mailbox.slice(of.mailbox.lastIndexOf('@') + 1),
    'event.id': of.eventId,
    calendar_id: of.calendarId,
    ical_uid: of.icalUid,
  };
  const text = Object.hasOwn(DOCUMENTED, template) ? DOCUMENTED[template as keyof typeof DOCUMENTED] : template;
  return text.replace(/\{([\w.]+)\}/g, (slot, name: string) => slots[name] ?? slot);
}

function timeIn(form: KeyTime, at: number): string {
  switch (form) {
    case 'as_sent':
      return wireMs(at);
    case 'milliseconds':
      return new Date(at).toISOString();
    case 'offset':
      return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
    case 'unix':
      return String(Math.floor(at / 1000));
  }
}
