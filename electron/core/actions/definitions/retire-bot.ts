/**
 * `event.retire_bot`: deletes one scheduled bot, whatever else its event has (recall-api.md 4.1): the old one that was left beside a
 * new one, or a duplicate.
 */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { EventRow } from '../../../../shared/entities.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import { SECOND_MS } from '../../../../shared/time.ts';
import { isAt } from '../../diagnosis/events/plans.ts';
import { RecallError } from '../../recall/types.ts';
import type { EventSubject } from '../../store/ledger.ts';
import type { Action, ItemCall, PlannedItem, Sent, Untouched, World } from '../types.ts';
import { counted } from '../words.ts';
import { entriesAhead, eventOf, keysOf, noteOf, otherEventsOf, presentEntries, readsOf } from './events.ts';
import { fromOf } from './schedule-plan.ts';

/** Recall may take a moment until its event no longer lists a bot that it deleted (ms). */
const GIVE_UP_MS = 60 * SECOND_MS;

type Request = Extract<ActionRequest, { kind: 'event.retire_bot' }>;

export function retireBot(request: Request): Action {
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'bot',
    operation: 'bots.delete',
    secrets: [],
    oauthClientId: null,
    probe: false,
    proof: 'event',
    describes: 'DELETE bot',
    candidates(world) {
      const found = candidatesOf(request, world);
      return {
        items: found.flatMap((one) => ('reason' in one ? [] : [one])),
        untouched: found.flatMap((one) => ('reason' in one ? [one] : [])),
      };
    },
    title: (count) => `Retire ${counted(count, 'bot')}`,
    confirmation: () => null,
    consequences(items) {
      const only = items.filter(({ stake }) => stake?.isOnly === true).length;
      const shared = items.filter(({ stake }) => stake !== null && stake.otherEvents > 0).length;
      return [
        ...(only === 0
          ? []
          : [
              {
                severity: 'warning' as const,
                text: `${counted(only, 'of these is the only bot', 'of these are the only bots')} of ${only === 1 ? 'its' : 'their'} event at its time. Without it nothing records that meeting.`,
              },
            ]),
        ...(shared === 0
          ? []
          : [
              {
                severity: 'warning' as const,
                text: `${counted(shared, 'bot also serves', 'bots also serve')} other events, which lose it too.`,
              },
            ]),
        {
          severity: 'info' as const,
          text: 'Recall deletes only bots that have not been sent yet. Other bots of the events stay.',
        },
      ];
    },
    async send(call) {
      try {
        const { serverNow } = await call.client.deleteBot(botOf(call), call.options);
        return taken(serverNow, 204, 'deleted');
      } catch (error) {
        if (!(error instanceof RecallError)) throw error;
        if (error.kind === 'not_found') return taken(null, 404, 'it was gone already');
        if (error.status !== 405) throw error;
        throw new RecallError(
          'rejected',
          'The bot was sent already, so Recall cannot delete it any more (405). To end it now, have it leave the call. This call changed nothing.',
          { status: 405 },
        );
      }
    },
    async arrived(call) {
      try {
        await call.client.retrieveBot(botOf(call), readsOf(call));
        return { outcome: 'not_applied' };
      } catch (error) {
        if (!(error instanceof RecallError) || error.kind !== 'not_found') throw error;
        return { outcome: 'applied', sent: taken(null, null, 'read back: it is gone') };
      }
    },
    async look(call) {
      const { record, serverNow } = await call.client.retrieveEvent(eventOf(call).eventId, readsOf(call));
      const { bots } = record;
      if (bots === null) {
        return {
          event: record,
          verdict: { state: 'unproven', message: 'Deleted, but Recall does not say which bots the event has now.' },
        };
      }
      if (!bots.some(({ botId }) => botId === call.botId)) {
        return { event: record, verdict: { state: 'ok', message: 'Retired: the event no longer lists this bot.' } };
      }
      const now = serverNow ?? call.since(null) + GIVE_UP_MS;
      const verdict =
        now - call.since(serverNow) < GIVE_UP_MS
          ? null
          : ({ state: 'unproven', message: 'Recall deleted the bot, but its event still lists it.' } as const);
      return { event: record, verdict };
    },
    overtaken({ botId }, subject, now) {
      const entry = subject?.entries.find((one) => one.botId === botId && one.goneAt === null);
      // One that is not listed any more is found out at Recall: gone is what was wanted.
      if (entry?.startAt === undefined || entry.startAt === null || entry.startAt > now) return null;
      return 'The bot has been sent meanwhile, so it cannot be deleted any more. Nothing was sent.';
    },
  };
}

function candidatesOf({ bots }: Request, world: World): (PlannedItem | Untouched)[] {
  const wanted = new Map(bots.map((bot) => [`${bot.workspaceId}/${bot.eventId}`, bot]));
  if (wanted.size < bots.length) {
    throw new CallboardError(
      'invalid_input',
      'Of one event one bot is retired at a time, so that what is left can be looked at. Retire the other one afterwards.',
    );
  }
  const subjects = world.store.eventSubjects(bots.map(({ workspaceId, eventId }) => ({ workspaceId, id: eventId })));
  const chosen = subjects
    .flatMap((subject) => {
      const bot = wanted.get(`${subject.row.workspaceId}/${subject.row.id}`);
      return bot === undefined ? [] : [{ subject, row: subject.row, botId: bot.botId }];
    })
    .sort((a, b) => (a.row.startAt ?? Infinity) - (b.row.startAt ?? Infinity));
  const shared = otherEventsOf(world, chosen);
  return chosen.map(({ subject, botId }) => candidateOf(subject, botId, shared, world.now));
}

function candidateOf(
  subject: EventSubject,
  botId: string,
  shared: ReadonlyMap<string, number>,
  now: number,
): PlannedItem | Untouched {
  const { row } = subject;
  const present = presentEntries(subject);
  const own = present.filter((one) => one.botId === botId);
  const entry = own.find(({ startAt }) => startAt === null || startAt > now) ?? own[0];
  if (entry === undefined) return { reason: 'no_bot', row };
  if (entry.startAt !== null && entry.startAt <= now) return { reason: 'dispatched', row };
  const served = shared.get(`${row.workspaceId}/${row.id}/${botId}`) ?? 0;
  const isOnly =
    isThere(entry.startAt, row) &&
    !entriesAhead(present, row.startAt, now).some((one) => one.botId !== botId && isThere(one.startAt, row));
  return {
    workspaceId: row.workspaceId,
    calendarId: null,
    eventId: row.id,
    botId,
    label: row.title,
    row: null,
    event: {
      event: row,
      from: fromOf(entry),
      to: null,
      note: noteOf(
        isOnly ? 'The only bot of this event at its time' : null,
        served === 0
          ? null
          : `It also serves ${counted(served, 'other event')}, which ${served === 1 ? 'loses' : 'lose'} it too`,
      ),
    },
    plan: {
      startAt: row.startAt,
      endAt: row.endAt,
      meetingUrl: row.meetingUrl,
      key: null,
      configOf: null,
      wasThere: false,
      keys: keysOf(own),
    },
    stake: { otherEvents: served, isOnly },
  };
}

const isThere = (at: number | null, { startAt }: EventRow): boolean =>
  at !== null && startAt !== null && isAt(at, startAt);

/** The bot of an item that has one. Throws for one that has none. */
function botOf({ botId }: ItemCall): string {
  if (botId === null) throw new Error('This action needs a bot, and the item has none.');
  return botId;
}

function taken(serverNow: number | null, status: number | null, answer: string): Sent {
  return { record: null, gone: false, serverNow, status, answer };
}
