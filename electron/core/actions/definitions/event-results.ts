/**
 * What an event, as Recall lists it after a change, says about that change. Pure. Recall does not document whether a bot under
 * another key replaces the one before (recall-api.md 3.4), so the list is read and never assumed.
 */
import { isAt } from '../../diagnosis/events/plans.ts';
import { sameLink } from '../../diagnosis/events/same-link.ts';
import type { EventRecord } from '../../records.ts';
import type { ItemPlan } from '../../store/ledger.ts';
import { entriesAhead } from './events.ts';
import type { Verdict } from '../types.ts';
import { counted } from '../words.ts';

type Seen = Pick<EventRecord, 'startAt' | 'meetingUrl' | 'bots'>;

/** True when the event lists a bot with the planned key at its time: what was sent has arrived, unless it was there before. */
export function hasPlannedBot({ startAt, bots }: Seen, { key }: ItemPlan): boolean {
  return (bots ?? []).some(
    (bot) => bot.deduplicationKey === key && bot.startAt !== null && startAt !== null && isAt(bot.startAt, startAt),
  );
}

/** `now`: Recall's clock, ms UTC. */
export function scheduledVerdict({ startAt, meetingUrl, bots }: Seen, plan: ItemPlan, now: number): Verdict {
  if (bots === null) {
    return { state: 'unproven', message: 'Recall took it, but does not say which bots the event has now.' };
  }
  const mine = bots.find(({ deduplicationKey }) => deduplicationKey === plan.key);
  if (mine === undefined) {
    return { state: 'unproven', message: 'Recall took it, but lists no bot with this key for the event.' };
  }
  if (mine.startAt === null) {
    return { state: 'unproven', message: 'Recall lists the bot, but does not say when it comes.' };
  }
  if (startAt === null || !isAt(mine.startAt, startAt)) {
    return {
      state: 'failing',
      message: 'Recall lists the bot, but at another time than the event. Schedule it again.',
    };
  }
  if (plan.startAt === null || !isAt(startAt, plan.startAt)) {
    return {
      state: 'failing',
      message:
        'The event has moved since the preview. Its bot comes at the new time, but its key was made for the old one, so other events of this meeting may get a second bot. Schedule it again.',
    };
  }
  const others = entriesAhead(bots, startAt, now).filter(({ botId }) => botId !== mine.botId);
  const [other, ...more] = others;
  if (other !== undefined) {
    return {
      state: 'unproven',
      message:
        more.length === 0
          ? `Recall now lists two future bots for this event: the new one and ${other.botId}. Retire the old one.`
          : `Recall now lists ${others.length + 1} future bots for this event: the new one and ${counted(others.length, 'other')}, of which ${other.botId} comes first. Retire the old ones.`,
      oldBotId: other.botId,
    };
  }
  if (mine.meetingUrl !== null && meetingUrl !== null && !sameLink(mine.meetingUrl, meetingUrl)) {
    return { state: 'ok', message: 'Scheduled: one bot at its time, to another link than that of the event.' };
  }
  return { state: 'ok', message: 'Scheduled: Recall lists one bot for this event, at its time.' };
}

/** `now`: Recall's clock, ms UTC. */
export function unscheduledVerdict({ startAt, bots }: Seen, now: number): Verdict {
  if (bots === null) {
    return { state: 'unproven', message: 'Recall took it, but does not say which bots the event has now.' };
  }
  const left = entriesAhead(bots, startAt, now).filter((entry) => entry.startAt !== null && entry.startAt > now);
  if (left.length === 0) return { state: 'ok', message: 'Unscheduled: Recall lists no future bot for this event.' };
  return {
    state: 'failing',
    message: `Recall took it, but still lists ${counted(left.length, 'future bot')} for this event.`,
  };
}
