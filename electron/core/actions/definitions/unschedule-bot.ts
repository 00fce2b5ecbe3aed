/** `event.unschedule_bot`: takes the future bots off events (recall-api.md 3.5). A bot that other events share stays for them. */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { EventRecord } from '../../records.ts';
import type { EventSubject } from '../../store/ledger.ts';
import { unscheduledVerdict } from './event-results.ts';
import type { Action, ItemCall, Look, PlannedItem, Sent, Untouched, Verdict } from '../types.ts';
import { counted } from '../words.ts';
import {
  entriesAhead,
  eventOf,
  hasEnded,
  keysOf,
  namedEvents,
  noteOf,
  otherEventsOf,
  presentEntries,
  readsOf,
} from './events.ts';
import { fromOf } from './schedule-plan.ts';

export function unscheduleBot(request: Extract<ActionRequest, { kind: 'event.unschedule_bot' }>): Action {
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'event',
    operation: 'events.botDelete',
    secrets: [],
    oauthClientId: null,
    probe: false,
    proof: 'event',
    describes: 'DELETE calendar event bot: its future bots',
    candidates(world) {
      const subjects = namedEvents(request.targets, world);
      const ahead = (subject: EventSubject) =>
        entriesAhead(presentEntries(subject), null, world.now).map(({ botId }) => ({ row: subject.row, botId }));
      const shared = otherEventsOf(world, subjects.flatMap(ahead));
      const found = subjects.map((subject) => candidateOf(subject, shared, world.now));
      return {
        items: found.flatMap((one) => ('reason' in one ? [] : [one])),
        untouched: found.flatMap((one) => ('reason' in one ? [one] : [])),
      };
    },
    title: (count) => `Unschedule the bots of ${counted(count, 'event')}`,
    confirmation: () => null,
    consequences(items) {
      const shared = items.filter(({ stake }) => stake !== null && stake.otherEvents > 0).length;
      return [
        {
          severity: 'warning',
          text: `Nothing records ${items.length === 1 ? 'this meeting' : 'these meetings'} any more, unless another bot comes to the same meeting.`,
        },
        ...(shared === 0
          ? []
          : [
              {
                severity: 'info' as const,
                text: `${counted(shared, 'bot also serves', 'bots also serve')} other events. Recall takes only these events off them: the bots stay and still come for the others.`,
              },
            ]),
      ];
    },
    async send(call) {
      const { record, serverNow } = await call.client.unscheduleBot(eventOf(call).eventId, call.options);
      const verdict = unscheduledVerdict(record, serverNow ?? call.since(null));
      return { record: null, event: record, gone: false, serverNow, status: 200, answer: 'taken off', verdict };
    },
    async arrived(call) {
      const { event, verdict, serverNow } = await read(call);
      if (verdict.state !== 'ok') return { outcome: 'not_applied' };
      const sent: Sent = {
        record: null,
        event,
        gone: false,
        serverNow,
        status: null,
        answer: 'read back: it has no future bot',
        verdict,
      };
      return { outcome: 'applied', sent };
    },
    look: read,
    overtaken(_item, subject, now) {
      if (subject === null) return 'The event is not here any more, so nothing was sent.';
      return hasEnded(subject.row, now) ? 'The meeting has ended, so nothing was sent.' : null;
    },
  };
}

function candidateOf(subject: EventSubject, shared: ReadonlyMap<string, number>, now: number): PlannedItem | Untouched {
  const { row } = subject;
  const present = presentEntries(subject);
  const ahead = entriesAhead(present, null, now);
  const [first] = ahead;
  if (hasEnded(row, now)) return { reason: 'ended', row };
  if (first === undefined) return { reason: 'no_bot', row };
  const served = Math.max(...ahead.map(({ botId }) => shared.get(`${row.workspaceId}/${row.id}/${botId}`) ?? 0));
  return {
    workspaceId: row.workspaceId,
    calendarId: null,
    eventId: row.id,
    botId: null,
    label: row.title,
    row: null,
    event: {
      event: row,
      from: fromOf(first),
      to: null,
      note: noteOf(
        ahead.length === 1
          ? null
          : `${counted(ahead.length, 'bot')} are ahead for this event: all of them are taken off`,
        served === 0
          ? null
          : `Its bot also serves ${counted(served, 'other event')} and stays for ${served === 1 ? 'it' : 'them'}`,
      ),
    },
    plan: {
      startAt: row.startAt,
      endAt: row.endAt,
      meetingUrl: row.meetingUrl,
      key: null,
      configOf: null,
      wasThere: false,
      keys: keysOf(present),
    },
    stake: { otherEvents: served, isOnly: true },
  };
}

interface Read extends Look {
  readonly event: EventRecord;
  readonly verdict: Verdict;
  readonly serverNow: number | null;
}

async function read(call: ItemCall): Promise<Read> {
  const { record, serverNow } = await call.client.retrieveEvent(eventOf(call).eventId, readsOf(call));
  return { event: record, verdict: unscheduledVerdict(record, serverNow ?? call.since(null)), serverNow };
}
