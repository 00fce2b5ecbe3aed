/**
 * A standing is a verdict with its reason as one small number, which the store indexes. Numbers are stored: add at the end, never
 * reorder.
 */
import type { Verdict, VerdictReason } from '../../../../shared/verdicts.ts';

export interface Standing {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  /** As lists show it. */
  readonly title: string;
}

const of = (verdict: Verdict, reason: VerdictReason, title: string): Standing => ({ verdict, reason, title });

/** The number of a standing is its place. */
export const STANDINGS: readonly Standing[] = [
  of('covered', 'scheduled', 'Bot scheduled'),
  of('covered', 'shared_bot', 'Bot scheduled, shared'),
  of('covered', 'other_events_bot', "Another event's bot comes"),
  of('covered', 'in_progress', 'Under way'),
  of('covered', 'recorded', 'Recorded'),
  of('covered', 'recorded_media_gone', 'Recorded, media expired'),
  of('will_be_missed', 'never_scheduled', 'Never scheduled'),
  of('will_be_missed', 'bot_removed', 'Bot removed'),
  of('will_be_missed', 'bot_removed_by_disconnect', 'Bot removed with the connection'),
  of('will_be_missed', 'calendar_disconnected', 'Calendar disconnected'),
  of('will_be_missed', 'calendar_deleted', 'Calendar deleted'),
  of('will_be_missed', 'last_minute_change', 'Changed at the last minute'),
  of('will_be_missed', 'pool_empty', 'No bot was free'),
  of('will_be_missed', 'refused', 'Recall refused the bot'),
  of('missed', 'never_scheduled', 'Never scheduled'),
  of('missed', 'bot_removed', 'Bot removed'),
  of('missed', 'bot_removed_by_disconnect', 'Bot removed with the connection'),
  of('missed', 'calendar_disconnected', 'Calendar was disconnected'),
  of('missed', 'calendar_deleted', 'Calendar deleted'),
  of('missed', 'last_minute_change', 'Changed at the last minute'),
  of('missed', 'pool_empty', 'No bot was free'),
  of('missed', 'refused', 'Recall refused the bot'),
  of('missed', 'bot_failed', 'Bot failed'),
  of('missed', 'not_admitted', 'Bot not admitted'),
  of('missed', 'nobody_joined', 'Nobody joined'),
  of('missed', 'permission_denied', 'Recording not permitted'),
  of('missed', 'removed_by_host', 'Bot removed by the host'),
  of('missed', 'not_recorded', 'Bot came, nothing recorded'),
  of('wrong_time', 'old_time', 'Bot at the old time'),
  of('wrong_time', 'old_link', 'Bot at the old link'),
  of('wrong_time', 'old_time_and_link', 'Bot at the old time and link'),
  of('duplicate', 'two_entries', 'Two bots for one event'),
  of('duplicate', 'old_bot_remains', 'Old bot still scheduled'),
  of('duplicate', 'other_key', 'Another key, another bot'),
  of('duplicate', 'same_mailbox', 'Mailbox connected twice'),
  of('duplicate', 'other_workspace', 'Bot of another workspace too'),
  of('duplicate', 'calendar_v1', 'Bot of Calendar V1 too'),
  of('not_recordable', 'deleted', 'Deleted'),
  of('not_recordable', 'cancelled', 'Cancelled'),
  of('not_recordable', 'all_day', 'All-day event'),
  of('not_recordable', 'no_link', 'No meeting link'),
  of('not_recordable', 'link_wrapped', 'Link wrapped by a mail scanner'),
  of('not_recordable', 'link_unsupported', 'Link not recognised'),
  of('over', 'nothing_to_record', 'Over'),
  of('unknown', 'beyond_window', 'Beyond the 28-day window'),
  of('unknown', 'no_start', 'No start time'),
  of('unknown', 'bots_not_told', 'Bots not told'),
  of('unknown', 'bot_not_looked_at', 'Bot not looked at yet'),
  of('unknown', 'bot_gone', 'Bot no longer at Recall'),
  of('unknown', 'bot_unfinished', 'Bot has not finished'),
  of('unknown', 'calendar_unknown', 'Calendar not seen yet'),
];

const NUMBERS = new Map(STANDINGS.map(({ verdict, reason }, number) => [`${verdict} ${reason}`, number]));

/** Throws RangeError for a pair that cannot occur. */
export function standingOf(verdict: Verdict, reason: VerdictReason): number {
  const number = NUMBERS.get(`${verdict} ${reason}`);
  if (number === undefined) throw new RangeError(`No such standing: ${verdict}, ${reason}.`);
  return number;
}
