/**
 * Changing credentials of calendars that exist: the common half of reconnecting (no credential at all), of an update and of
 * a rotation (recall-api.md 2.4). Each is one PATCH, which makes Recall try to connect anew.
 */
import { CallboardError } from '../../../../shared/envelope.ts';
import type { CalendarRecord } from '../../records.ts';
import type { CalendarCredentials, HeldCredentials } from '../../recall/types.ts';
import { refOf } from '../types.ts';
import type { Arrival, Consequence, ItemCall, PlannedItem, SecretName, Sent, World } from '../types.ts';
import { counted } from '../words.ts';
import { idOf } from './targets.ts';

export type CredentialName = Exclude<SecretName, 'botConfig'>;

/** The secrets that a call sends. Throws CallboardError `invalid_input` when the job has lost one. */
export function credentialsOf(call: ItemCall, names: readonly CredentialName[]): CalendarCredentials {
  const credentials: { clientSecret?: string; refreshToken?: string } = {};
  for (const name of names) {
    const value = call.secrets[name];
    if (value === undefined) throw new CallboardError('invalid_input', 'The job has no secret to send any more.');
    credentials[name] = value;
  }
  return credentials;
}

export async function sendCredentials(call: ItemCall, names: readonly CredentialName[]): Promise<Sent> {
  const { record, serverNow } = await call.client.updateCalendar(idOf(call), credentialsOf(call, names), call.options);
  return taken(record, serverNow);
}

function taken(record: CalendarRecord, serverNow: number | null): Sent {
  return { record, gone: false, serverNow, status: 200, answer: `status ${record.status}` };
}

/** Reads the calendar back: what it holds, or else whether Recall began an attempt since, says whether the PATCH arrived. */
export async function credentialsArrived(call: ItemCall, names: readonly CredentialName[]): Promise<Arrival> {
  const { options } = call;
  const read = await call.client.compareCredentials(idOf(call), credentialsOf(call, names), {
    priority: options.priority,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  switch (names.length === 0 ? byAttempt(read.record, call.since(read.serverNow)) : read.held) {
    case 'same':
      return {
        outcome: 'applied',
        sent: {
          record: read.record,
          gone: false,
          serverNow: read.serverNow,
          status: null,
          answer: `read back: it arrived, status ${read.record.status}`,
        },
      };
    case 'different':
      return { outcome: 'not_applied' };
    case 'unknown':
      return { outcome: 'unknown' };
  }
}

/** A new attempt leaves an entry; nothing else of an empty PATCH can be seen. */
function byAttempt(record: CalendarRecord, since: number): HeldCredentials {
  if (record.statusChanges.some((change) => change.at !== null && change.at >= since)) return 'same';
  return record.status === 'connecting' ? 'unknown' : 'different';
}

/** What a wrong secret would do to the calendars that work now. */
export function credentialConsequences(items: readonly PlannedItem[], world: World, what: string): Consequence[] {
  const rows = items.flatMap(({ row }) => (row === null ? [] : [row]));
  const connected = rows.filter(({ status }) => status === 'connected');
  const found: Consequence[] = [];
  if (connected.length > 0) {
    const { bots } = world.store.futureOf(connected.map(refOf), world.now);
    found.push({
      severity: 'warning',
      text: `${counted(connected.length, 'calendar is', 'calendars are')} connected now. A wrong ${what} would disconnect ${connected.length === 1 ? 'it' : 'them'}, and ${bots === 0 ? 'no future bot would be lost' : `${counted(bots, 'future bot')} would be unscheduled`}.`,
    });
  }
  found.push({
    severity: 'info',
    text: 'Recall tries to connect each calendar anew at once. The people whose calendars they are need not do anything.',
  });
  return found;
}
