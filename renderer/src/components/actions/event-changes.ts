/** What an action would change about one event's bot, told apart by time, link and key. Pure. */
import { normaliseMeetingLink } from '../../../../shared/meeting-link.ts';
import type { EventPlan } from '../../../../shared/actions.ts';

/** The same on both sides: it stays. Null: Recall did not say, or there is no bot on that side. */
export interface Change<Value> {
  readonly from: Value | null;
  readonly to: Value | null;
}

export interface BotChanges {
  /** comes: there is none yet; goes: it is taken away; moves: to another time or link; stays: both are right already. */
  readonly what: 'comes' | 'goes' | 'moves' | 'stays';
  readonly time: Change<number>;
  readonly link: Change<string>;
  readonly key: Change<string>;
}

/** What becomes of an event's bot. */
export function changesOf({ from, to }: EventPlan): BotChanges {
  const time = { from: from?.startAt ?? null, to: to?.startAt ?? null };
  const link = linkChange(from?.meetingUrl ?? null, to?.meetingUrl ?? null);
  const key = { from: from?.deduplicationKey ?? null, to: to?.deduplicationKey ?? null };
  if (to === null) return { what: 'goes', time, link, key };
  if (from === null) return { what: 'comes', time, link, key };
  return { what: changed(time) || changed(link) ? 'moves' : 'stays', time, link, key };
}

/** The same link in another spelling is no other link. */
function linkChange(from: string | null, to: string | null): Change<string> {
  const same =
    from !== null && to !== null && (normaliseMeetingLink(from) ?? from) === (normaliseMeetingLink(to) ?? to);
  return same ? { from: to, to } : { from, to };
}

/** True when both sides are known and differ, or one of them came to be known. */
export function changed({ from, to }: Change<unknown>): boolean {
  return from !== to;
}
