/**
 * A world with one event, which knows for each bot which meeting it belongs to, and a Callboard that looks at it. The world goes by what
 * happens to meetings; it never looks at revisions or starts to find out.
 */
import fc from 'fast-check';
import type { EventRevision } from '../../../../shared/entities.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/time.ts';
import type { EntryFacts, EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { facts, LINK, NOW, OTHER_LINK } from './event-facts.ts';

export type Deed =
  | { readonly kind: 'move'; readonly quarters: number }
  | { readonly kind: 'link' | 'delete' | 'restore' | 'transfer' | 'schedule' | 'unschedule' }
  | { readonly kind: 'pass'; readonly quarters: number };

export const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('move' as const), quarters: fc.integer({ min: -12, max: 40 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), quarters: fc.integer({ min: 1, max: 30 }) }),
    },
    { weight: 4, arbitrary: fc.constant({ kind: 'schedule' as const }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        { kind: 'link' as const },
        { kind: 'delete' as const },
        { kind: 'restore' as const },
        { kind: 'transfer' as const },
        { kind: 'unschedule' as const },
      ),
    },
  ),
  { minLength: 1, maxLength: 50 },
);

const QUARTER = 15 * MINUTE_MS;
const LENGTH = 30 * MINUTE_MS;

interface Meeting {
  startAt: number;
  /** The meeting that this one turned out to be: it was moved back to where that had been. */
  became: Meeting | null;
}

interface Bot {
  readonly entry: { -readonly [K in keyof EntryFacts]: EntryFacts[K] };
  readonly madeFor: Meeting;
}

export interface Life {
  readonly facts: EventFacts;
  readonly now: number;
  /** Start of the meeting that a bot belongs to. */
  readonly truth: ReadonlyMap<string, number>;
  /** Starts of all meetings, ascending. */
  readonly meetings: readonly number[];
}

/** `looksFrom`: how many deeds are done before Callboard first looks; `dated`: Recall tells when the event changed. */
export function live(done: readonly Deed[], looksFrom: number, dated: boolean): Life {
  // Deeds happen between the quarters at which meetings begin.
  let now = Math.floor(NOW / QUARTER) * QUARTER + 5 * MINUTE_MS;
  let link = LINK;
  let calendarId = 'cal-1';
  let deletedAt: number | null = null;
  let changedAt = now - DAY_MS;
  let present: Meeting = { startAt: Math.ceil(now / QUARTER) * QUARTER + 4 * QUARTER, became: null };
  const meetings = [present];
  const bots: Bot[] = [];
  const revisions: EventRevision[] = [];
  const seen = new Set<Bot>();

  const look = (): void => {
    const last = revisions.at(-1);
    const isDeleted = deletedAt !== null;
    if (
      last === undefined ||
      last.startAt !== present.startAt ||
      last.meetingUrl !== link ||
      last.calendarId !== calendarId ||
      last.isDeleted !== isDeleted
    ) {
      revisions.push({
        startAt: present.startAt,
        endAt: present.startAt + LENGTH,
        meetingUrl: link,
        calendarId,
        isDeleted,
        updatedAt: dated ? changedAt : null,
        observedAt: now,
      });
    }
    for (const bot of bots) {
      if (seen.has(bot)) continue;
      seen.add(bot);
      bot.entry.firstSeenAt = now;
    }
  };

  const move = (startAt: number): void => {
    const { startAt: old } = present;
    if (startAt === old) return;
    const takingPlace = now >= old && (deletedAt === null || deletedAt > old);
    const stillOn = now < old + LENGTH && startAt < old + LENGTH && startAt + LENGTH > old;
    const held = takingPlace && !stillOn;
    const there = meetings.find((one) => one !== present && one.became === null && one.startAt === startAt);
    if (there !== undefined) {
      if (!held) present.became = there;
      present = there;
    } else if (held) {
      present = { startAt, became: null };
      meetings.push(present);
    } else {
      present.startAt = startAt;
    }
  };

  for (const [n, deed] of done.entries()) {
    now += SECOND_MS;
    const changes = deed.kind !== 'pass' && deed.kind !== 'schedule' && deed.kind !== 'unschedule';
    if (n >= looksFrom && (changes || !dated)) look();
    if (changes) changedAt = now;
    switch (deed.kind) {
      case 'pass':
        now += deed.quarters * QUARTER;
        break;
      case 'move':
        move(Math.floor(now / QUARTER) * QUARTER + deed.quarters * QUARTER);
        break;
      case 'link':
        link = link === LINK ? OTHER_LINK : LINK;
        break;
      case 'delete':
        deletedAt ??= now;
        for (const { entry } of bots) if ((entry.startAt ?? now) > now) entry.goneAt ??= now;
        break;
      case 'restore':
        deletedAt = null;
        break;
      case 'transfer':
        calendarId = calendarId === 'cal-1' ? 'cal-2' : 'cal-1';
        break;
      case 'schedule':
        bots.push({
          madeFor: present,
          entry: {
            botId: `bot-${bots.length}`,
            startAt: present.startAt,
            deduplicationKey: `${present.startAt}`,
            meetingUrl: link,
            firstSeenAt: now,
            goneAt: null,
            bot: null,
          },
        });
        break;
      case 'unschedule':
        for (const { entry } of bots) if ((entry.startAt ?? now) > now) entry.goneAt ??= now;
        break;
    }
    if (n >= looksFrom && changes && !dated) look();
  }
  look();
  const held = meetings.filter(({ became }) => became === null);
  return {
    facts: facts({ revisions, entries: bots.map(({ entry }) => entry), firstSeenAt: revisions[0]?.observedAt ?? now }),
    now,
    meetings: held.map(({ startAt }) => startAt).sort((a, b) => a - b),
    truth: new Map(
      bots.map(({ entry, madeFor }) => {
        // It goes where a meeting is at its time, whatever it was made for.
        const there = held.find(({ startAt }) => startAt === entry.startAt);
        return [entry.botId, (there ?? outcomeOf(madeFor)).startAt];
      }),
    ),
  };
}

const outcomeOf = (meeting: Meeting): Meeting => (meeting.became === null ? meeting : outcomeOf(meeting.became));
