/**
 * What a calendar's own status says about a change that was made to it (recall-api.md 2.3, 2.4). Pure. Recall documents
 * neither that a PATCH changes the status at once nor how long an attempt takes, so "connected" counts as proof only
 * together with an entry that is newer than the change.
 */
import type { CalendarRecord } from '../records.ts';
import { CALENDAR_STATUSES } from '../../../shared/values.ts';
import { spoken } from '../diagnosis/spoken.ts';
import type { Verdict } from './types.ts';

/** An attempt that has not ended by then is left to the syncer (ms). */
const GIVE_UP_MS = 10 * 60_000;
/** A status that has not moved by then will not (ms). */
const STILL_MS = 45_000;
/** Waits between looks: soon at first, then at the pace of an attempt (ms). */
const PAUSES_MS = [1_500, 3_000, 5_000, 8_000, 12_000] as const;
const LAST_PAUSE_MS = 20_000;

export type Judgement = Verdict | { readonly state: 'pending' };

/** `since`: when the change left; `now`: both on Recall's clock, ms UTC. */
export function judge(record: Pick<CalendarRecord, 'status' | 'statusChanges'>, since: number, now: number): Judgement {
  const fresh = record.statusChanges.filter((change) => change.at !== null && change.at >= since);
  const age = now - since;
  switch (CALENDAR_STATUSES.find((status) => status === record.status) ?? 'unknown') {
    case 'connected':
      if (fresh.some(({ status }) => status === 'connected')) {
        return { state: 'ok', message: 'Connected by a new attempt.' };
      }
      if (age < STILL_MS) return { state: 'pending' };
      return {
        state: 'unproven',
        message:
          'Connected as before, but Recall reports no new attempt since the change. Test the credential to be sure.',
      };
    case 'connecting':
      if (age < GIVE_UP_MS) return { state: 'pending' };
      return {
        state: 'unproven',
        message: `Still connecting ${Math.round(GIVE_UP_MS / 60_000)} minutes after the change. The list goes on watching it.`,
      };
    case 'disconnected': {
      const last = fresh.findLast(({ status }) => status === 'disconnected');
      if (last !== undefined) {
        return {
          state: 'failing',
          message: `The new attempt failed: ${spoken(last.detail) ?? 'Recall gives no reason'}.`,
        };
      }
      if (age < STILL_MS) return { state: 'pending' };
      return {
        state: 'failing',
        message: `Still disconnected, and Recall reports no new attempt since the change${latestDetail(record)}.`,
      };
    }
    case 'unknown':
      if (age < GIVE_UP_MS) return { state: 'pending' };
      return {
        state: 'unproven',
        message: `Recall reports the status "${record.status}", which Callboard does not know.`,
      };
  }
}

function latestDetail({ statusChanges }: Pick<CalendarRecord, 'statusChanges'>): string {
  const detail = spoken(statusChanges.findLast(({ status }) => status === 'disconnected')?.detail ?? null);
  return detail === null ? '' : `. Before: ${detail}`;
}

/** How long to wait before the `look`-th look (0 is the first), ms. */
export function pauseBefore(look: number): number {
  return PAUSES_MS[look] ?? LAST_PAUSE_MS;
}
