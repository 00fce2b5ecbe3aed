/**
 * Which other bots would come to a meeting beside the one that is about to be scheduled: the rule of verdicts (diagnosis/events/
 * duplicates.ts), asked about an event as it would be.
 */
import type { EventRef } from '../../../../shared/actions.ts';
import { duplicatesOf } from '../../diagnosis/events/duplicates.ts';
import { occurrencesOf } from '../../diagnosis/events/occurrences.ts';
import { isAt } from '../../diagnosis/events/plans.ts';
import type { DuplicateBot, EntryFacts, EventFacts } from '../../diagnosis/events/types.ts';
import type { Consequence, PlannedItem, World } from '../types.ts';
import { counted } from '../words.ts';

/** Up to so many events, the other events of their meetings are looked at: about a millisecond each. */
const LOOKED_AT = 100;

/** In words with their counts; empty where there are too many events to look. */
export function secondBots(items: readonly PlannedItem[], { store, now }: World): Consequence[] {
  if (items.length > LOOKED_AT) return [];
  let joining = 0;
  const seconds = new Map<DuplicateBot['reason'], number>();
  const planned = new Set(items.map(({ workspaceId, eventId }) => `${workspaceId}/${eventId ?? ''}`));
  for (const { workspaceId, eventId, event } of items) {
    const to = event?.to ?? null;
    if (eventId === null || to === null) continue;
    const ref: EventRef = { workspaceId, id: eventId };
    const facts = store.eventTruth(ref)?.facts;
    if (facts === undefined) continue;
    const shared = sharedBot(facts, to);
    if (shared !== null) joining += 1;
    const after = withBot(facts, { botId: shared ?? NEW, ...to }, now);
    const others = duplicatesOf(after, occurrencesOf(after).present, now).filter(
      ({ sibling }) => sibling === null || !planned.has(`${sibling.workspaceId}/${sibling.eventId}`),
    );
    const [worst] = others.filter(({ reason }) => reason in WHY);
    if (worst !== undefined) seconds.set(worst.reason, (seconds.get(worst.reason) ?? 0) + 1);
  }
  return [
    ...[...seconds].map(([reason, count]): Consequence => ({
      severity: 'warning',
      text: `${counted(count, 'meeting', 'meetings')} would have a second bot: ${WHY[reason] ?? ''}.`,
    })),
    ...(joining === 0
      ? []
      : [
          {
            severity: 'info' as const,
            text: `${counted(joining, 'event gets', 'events get')} the bot that another event of the same meeting has already: they share a key, so Recall sends one for both.`,
          },
        ]),
  ];
}

/** Stands for the id of the bot that Recall is about to make. */
const NEW = '(new)';

const WHY: Readonly<Partial<Record<DuplicateBot['reason'], string>>> = {
  same_mailbox: 'their mailbox is connected twice, and its other calendar has one there',
  other_key: 'another event of the same meeting has one under another key',
  other_workspace: 'another workspace of the same customer has one there',
  calendar_v1: 'Calendar V1 sends one too',
};

interface Coming {
  readonly startAt: number;
  readonly meetingUrl: string | null;
  readonly deduplicationKey: string;
}

/** The bot of another event of the workspace that the key stands for already. */
function sharedBot({ siblings, workspaceId }: EventFacts, { deduplicationKey, startAt }: Coming): string | null {
  for (const { workspaceId: theirs, entries } of siblings) {
    const same = entries.find(
      (entry) =>
        theirs === workspaceId &&
        entry.deduplicationKey === deduplicationKey &&
        (entry.startAt === null || isAt(entry.startAt, startAt)),
    );
    if (same !== undefined) return same.botId;
  }
  return null;
}

/** The event with that bot and no other. */
function withBot(facts: EventFacts, coming: Coming & { readonly botId: string }, now: number): EventFacts {
  const entry: EntryFacts = { ...coming, firstSeenAt: now, goneAt: null, bot: null };
  return { ...facts, entries: [...facts.entries.filter(({ goneAt }) => goneAt !== null), entry] };
}
