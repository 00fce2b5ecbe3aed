import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../../electron/core/diagnosis/events/judge.ts';
import { standingOf } from '../../../../electron/core/diagnosis/events/standings.ts';
import type { BotFacts, EntryFacts, EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { BOT_OUTCOMES } from '../../../../shared/values.ts';
import { bot, calendar, entry, facts, LINK, NOW, OTHER_LINK, revision, SHARED, sibling, START } from './event-facts.ts';
import { SCENARIOS } from './scenarios.ts';

const instant = fc.integer({ min: -300, max: 300 }).map((tens) => START + tens * 10 * MINUTE_MS);
const sometimes = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { nil: null, freq: 2 });
const link = fc.constantFrom(LINK, LINK, OTHER_LINK, null);
const subCodes = fc.constantFrom(null, 'timeout_exceeded_waiting_room', 'timeout_exceeded_noone_joined', 'brand_new');

const someBot: fc.Arbitrary<BotFacts> = fc
  .record({
    outcome: fc.constantFrom(...BOT_OUTCOMES),
    subCode: subCodes,
    lookedAt: instant,
    recordedFrom: sometimes(instant),
  })
  .map((more) => bot({ ...more, recordedTo: more.recordedFrom === null ? null : more.recordedFrom + HOUR_MS }));

const someEntry: fc.Arbitrary<EntryFacts> = fc
  .record({
    botId: fc.constantFrom('a', 'b', 'c'),
    startAt: fc.oneof(fc.constant(START), sometimes(instant)),
    meetingUrl: link,
    firstSeenAt: instant,
    goneAt: sometimes(instant),
    bot: sometimes(someBot),
  })
  .map(entry);

const someFacts: fc.Arbitrary<EventFacts> = fc
  .record({
    revisions: fc
      .array(
        fc.record({
          startAt: fc.oneof(fc.constant(START), sometimes(instant)),
          length: sometimes(fc.integer({ min: 0, max: 8 })),
          meetingUrl: link,
          isDeleted: fc.constantFrom(false, false, false, true),
          updatedAt: sometimes(instant),
          observedAt: instant,
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((all) =>
        all.map(({ length, ...more }) =>
          revision({
            ...more,
            endAt: length === null || more.startAt === null ? null : more.startAt + length * 30 * MINUTE_MS,
          }),
        ),
      ),
    rawLink: link,
    allDay: fc.constantFrom(false, false, false, false, true),
    isCancelled: fc.constantFrom(false, false, false, false, true),
    botsTold: fc.constantFrom(true, true, false),
    entries: fc.array(someEntry, { maxLength: 3 }),
    calendar: fc
      .record({
        known: fc.constantFrom(true, true, false),
        status: fc.constantFrom('connected' as const, 'disconnected' as const),
        deletedAt: sometimes(instant),
        outages: fc.array(
          fc.record({ brokeAt: instant, endedAt: sometimes(instant) }).map(({ brokeAt, endedAt }) => ({
            brokeAt,
            endedAt: endedAt === null ? null : Math.max(brokeAt, endedAt),
          })),
          { maxLength: 2 },
        ),
      })
      .map(calendar),
    siblings: fc.array(
      fc
        .record({ workspaceId: fc.constantFrom(1, 2), entries: fc.array(someEntry, { maxLength: 2 }) })
        .map((more) => sibling(more)),
      { maxLength: 2 },
    ),
    v1Bots: fc.constantFrom([], [], [{ botId: 'v1' }]),
    recipe: fc.constantFrom(null, SHARED),
    refusal: sometimes(fc.record({ at: instant, kind: fc.constant('refused' as const), message: fc.constant('No.') })),
  })
  .map(facts);

/** At the last moment before it is due, and at others until then. */
function checkUntilDue(given: EventFacts, now: number, parts: readonly number[]): void {
  const judged = judge(given, now);
  expect(() => standingOf(judged.verdict, judged.reason)).not.toThrow();
  const until = judged.dueAt ?? now + 90 * DAY_MS;
  expect(until).toBeGreaterThan(now);
  for (const part of [...parts, 1]) {
    const then = Math.floor(now + (until - 1 - now) * part);
    expect(judge(given, then)).toEqual(judged);
  }
}

describe('a judgement', () => {
  it('stays what it is until it is due, in every story', () => {
    for (const { facts: given, at } of SCENARIOS) checkUntilDue(given, at, [0.25, 0.5]);
  });

  it('stays what it is until it is due, whatever the facts', () => {
    fc.assert(
      fc.property(
        someFacts,
        instant,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        checkUntilDue,
      ),
      { seed: 11, numRuns: 6_000 },
    );
  });

  it('of an ordinary event is due when it begins and when it ends, and then waits for news', () => {
    const first = judge(facts(), NOW);
    expect(first.dueAt).toBe(START);
    const second = judge(facts(), START);
    expect(second.dueAt).toBe(START + 30 * MINUTE_MS);
    expect(judge(facts(), START + 30 * MINUTE_MS)).toMatchObject({ reason: 'bot_not_looked_at', dueAt: null });
  });
});
