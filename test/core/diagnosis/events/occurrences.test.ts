import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrencesOf } from '../../../../electron/core/diagnosis/events/occurrences.ts';
import type { EntryFacts, EventFacts, EventOccurrences } from '../../../../electron/core/diagnosis/events/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { entry, facts, LINK, movedAt, NOW, OTHER_LINK, revision, SEEN, START, wire } from './event-facts.ts';
import { deeds, live } from './life-of-an-event.ts';

const WEEK = 7 * DAY_MS;

const startsOf = ({ all }: EventOccurrences): (number | null)[] => all.map(({ startAt }) => startAt);

/** Start of the occurrence of each bot, and how it fits. */
const placesOf = ({ all }: EventOccurrences): Map<string, [number | null, string]> =>
  new Map(all.flatMap(({ startAt, entries }) => entries.map(({ entry: { botId }, fit }) => [botId, [startAt, fit]])));

/** A weekly meeting that is one event, moved on after each time; `weeks` times ago it was first seen. */
function weekly(weeks: number): EventFacts {
  const starts = Array.from({ length: weeks + 1 }, (_, n) => START - (weeks - n) * WEEK);
  return facts({
    firstSeenAt: START - (weeks + 1) * WEEK,
    revisions: starts.map((startAt, n) => {
      const at = startAt - WEEK + (n === 0 ? 0 : HOUR_MS);
      return revision({ startAt, endAt: startAt + 30 * MINUTE_MS, updatedAt: at, observedAt: at + MINUTE_MS });
    }),
    entries: starts.map((startAt, n) =>
      entry({ botId: `bot-${n}`, startAt, firstSeenAt: startAt - WEEK + 2 * HOUR_MS }),
    ),
  });
}

describe('the occurrences of an event', () => {
  it('are one where nothing ever moved', () => {
    const { all, present, unplaced } = occurrencesOf(facts());
    expect(all).toEqual([present]);
    expect(present).toMatchObject({ startAt: START, basis: 'observed', present: true, setAt: null, movedFrom: [] });
    expect(present.entries.map(({ fit }) => fit)).toEqual(['fits']);
    expect(unplaced).toEqual([]);
  });

  it('are one where it moved before it began, and a bot at the old time is stale', () => {
    const found = occurrencesOf(
      facts({ revisions: movedAt(NOW - HOUR_MS, START + HOUR_MS), entries: [entry({ startAt: START + HOUR_MS })] }),
    );
    expect(startsOf(found)).toEqual([START]);
    expect(found.present).toMatchObject({ setAt: NOW - HOUR_MS, movedFrom: [START + HOUR_MS] });
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['old_time']);
  });

  it('are one for each time where the event is used again, each with its own bot', () => {
    const given = weekly(4);
    const found = occurrencesOf(given);
    expect(startsOf(found)).toEqual([4, 3, 2, 1, 0].map((weeks) => START - weeks * WEEK));
    expect(found.all.map(({ entries }) => entries.map(({ entry: { botId } }) => botId))).toEqual(
      [0, 1, 2, 3, 4].map((n) => [`bot-${n}`]),
    );
    expect(found.present).toBe(found.all.at(-1));
  });

  it('are inferred from bots where Callboard came late, and are no more than that', () => {
    const given = weekly(4);
    const found = occurrencesOf({
      ...given,
      firstSeenAt: NOW,
      revisions: given.revisions.slice(-1),
      entries: given.entries.map((one) => ({ ...one, firstSeenAt: NOW })),
    });
    expect(startsOf(found)).toEqual([4, 3, 2, 1, 0].map((weeks) => START - weeks * WEEK));
    expect(found.all.map(({ basis }) => basis)).toEqual(['inferred', 'inferred', 'inferred', 'inferred', 'observed']);
    expect(found.all[0]?.endAt).toBe(START - 4 * WEEK + 30 * MINUTE_MS);
  });

  it('take two bots of the same past time for one occurrence', () => {
    const past = START - WEEK;
    const entries = [past + 20_000, past, past + 40_000].map((startAt, n) =>
      entry({ botId: `bot-${n}`, startAt, firstSeenAt: SEEN + DAY_MS }),
    );
    const found = occurrencesOf(facts({ entries: entries.map((one) => ({ ...one, firstSeenAt: NOW })) }));
    expect(startsOf(found)).toEqual([past, START]);
    expect(found.all[0]?.entries).toHaveLength(3);
  });

  it('do not count a time that Callboard saw ahead and the event was never at', () => {
    // The event moved before Callboard saw it; the bot is still to come then.
    const stale = entry({ startAt: SEEN + DAY_MS });
    const found = occurrencesOf(facts({ entries: [stale] }));
    expect(startsOf(found)).toEqual([START]);
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['old_time']);
  });

  it('do not take place twice at once: a bot that came shortly before belongs to the meeting itself', () => {
    const early = entry({ startAt: START - 20 * MINUTE_MS, firstSeenAt: START + HOUR_MS });
    const found = occurrencesOf(facts({ entries: [early] }));
    expect(placesOf(found).get('bot-1')).toEqual([START, 'old_time']);
  });

  it('stay one when a running meeting is only shifted', () => {
    const found = occurrencesOf(facts({ revisions: movedAt(START - 10 * MINUTE_MS, START - 20 * MINUTE_MS) }));
    expect(startsOf(found)).toEqual([START]);
  });

  it('are one again when the event moves back to where it took place', () => {
    const first = revision({ startAt: START - DAY_MS, endAt: START - DAY_MS + HOUR_MS });
    const found = occurrencesOf(
      facts({
        revisions: [
          first,
          revision({ startAt: START + WEEK, updatedAt: NOW - HOUR_MS }),
          { ...first, updatedAt: NOW, observedAt: NOW },
        ],
        entries: [entry({ botId: 'was', startAt: START - DAY_MS }), entry({ botId: 'next', startAt: START + WEEK })],
      }),
    );
    expect(startsOf(found)).toEqual([START - DAY_MS]);
    expect(placesOf(found)).toEqual(
      new Map([
        ['was', [START - DAY_MS, 'fits']],
        ['next', [START - DAY_MS, 'old_time']],
      ]),
    );
  });

  it('keep a bot of a time that turned out to be another one', () => {
    const first = revision({ startAt: START - DAY_MS, endAt: START - DAY_MS + HOUR_MS });
    const found = occurrencesOf(
      facts({
        revisions: [
          first,
          revision({ startAt: START + WEEK, updatedAt: NOW - 2 * HOUR_MS }),
          { ...first, updatedAt: NOW, observedAt: NOW },
        ],
        // It came while the event was planned for next week, and is for a time that nobody saw.
        entries: [entry({ startAt: START + 3 * DAY_MS, firstSeenAt: NOW - HOUR_MS })],
      }),
    );
    expect(placesOf(found)).toEqual(new Map([['bot-1', [START - DAY_MS, 'old_time']]]));
  });

  it('have the link that came with the move, also where the new time has passed already', () => {
    const found = occurrencesOf(
      facts({
        revisions: [
          revision({ startAt: START + DAY_MS, meetingUrl: OTHER_LINK }),
          revision({ startAt: NOW - DAY_MS, endAt: NOW - DAY_MS + HOUR_MS, updatedAt: NOW }),
        ],
        entries: [],
      }),
    );
    expect(found.present).toMatchObject({ startAt: NOW - DAY_MS, meetingUrl: LINK });
  });

  it('do not count a time at which the event was deleted', () => {
    const old = START - DAY_MS;
    const found = occurrencesOf(
      facts({
        revisions: [
          revision({ startAt: old }),
          revision({ startAt: old, isDeleted: true, updatedAt: old - HOUR_MS }),
          revision({ updatedAt: NOW }),
        ],
        entries: [entry({ startAt: old, goneAt: old - HOUR_MS })],
      }),
    );
    expect(startsOf(found)).toEqual([START]);
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['old_time']);
  });

  it('survive a deletion and two transfers', () => {
    const found = occurrencesOf(
      facts({
        revisions: [
          revision(),
          revision({ calendarId: 'cal-2', updatedAt: NOW - 4 * HOUR_MS }),
          revision({ calendarId: 'cal-2', isDeleted: true, updatedAt: NOW - 3 * HOUR_MS }),
          revision({ calendarId: 'cal-2', updatedAt: NOW - 2 * HOUR_MS }),
          revision({ calendarId: 'cal-3', updatedAt: NOW - HOUR_MS }),
        ],
      }),
    );
    expect(found.all).toHaveLength(1);
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['fits']);
  });

  it('are one after fifty moves ahead of time, all of which are remembered', () => {
    const revisions = Array.from({ length: 51 }, (_, n) =>
      revision({ startAt: START + (50 - n) * DAY_MS, updatedAt: NOW - (51 - n) * MINUTE_MS }),
    );
    const found = occurrencesOf(facts({ revisions, entries: [entry({ startAt: START + 17 * DAY_MS })] }));
    expect(startsOf(found)).toEqual([START]);
    expect(found.present.movedFrom).toHaveLength(50);
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['old_time']);
  });

  it('go by when Callboard looked where Recall does not say when the event changed', () => {
    const old = START - WEEK;
    const moved = (observedAt: number) =>
      startsOf(
        occurrencesOf(
          facts({
            revisions: [
              revision({ startAt: old, endAt: old + HOUR_MS, updatedAt: null }),
              revision({ updatedAt: null, observedAt }),
            ],
          }),
        ),
      );
    expect(moved(old - HOUR_MS)).toEqual([START]);
    expect(moved(old + HOUR_MS)).toEqual([old, START]);
  });

  it('place a bot without a start by the time in its key, and say so where there is none', () => {
    const old = START - HOUR_MS;
    const found = occurrencesOf(
      facts({
        revisions: movedAt(NOW - HOUR_MS, old),
        entries: [
          entry({ botId: 'now', startAt: null, deduplicationKey: `${wire(START)}-${LINK}` }),
          entry({ botId: 'old', startAt: null, deduplicationKey: `team-7_${wire(old)}` }),
          entry({ botId: 'none', startAt: null, deduplicationKey: 'team-7' }),
          entry({ botId: 'nothing', startAt: null, deduplicationKey: null, meetingUrl: null }),
        ],
      }),
    );
    expect(placesOf(found)).toEqual(
      new Map([
        ['now', [START, 'fits']],
        ['old', [START, 'old_time']],
      ]),
    );
    expect(found.unplaced.map(({ entry: { botId } }) => botId)).toEqual(['none', 'nothing']);
    expect(found.unplaced[0]?.why).toContain('no start time');
  });

  it('compare links however they are spelled, and let a link pass that the event never had itself', () => {
    const spelled = entry({ meetingUrl: 'HTTPS://www.zoom.us/j/91234567890/?utm_source=mail&pwd=a1b2' });
    expect(occurrencesOf(facts({ entries: [spelled] })).present.entries[0]?.fit).toBe('fits');
    const own = facts({ revisions: [revision({ meetingUrl: null })], entries: [entry()] });
    expect(occurrencesOf(own).present.entries[0]?.fit).toBe('fits');
  });

  it('take a link that came after the meeting for none of it', () => {
    const revisions = [revision(), revision({ meetingUrl: OTHER_LINK, updatedAt: START + 2 * HOUR_MS })];
    const found = occurrencesOf(
      facts({ revisions, entries: [entry(), entry({ botId: 'b', meetingUrl: OTHER_LINK })] }),
    );
    expect(found.present.meetingUrl).toBe(LINK);
    expect(found.present.entries.map(({ fit }) => fit)).toEqual(['fits', 'fits']);
  });

  it('exist without start, end or link', () => {
    const bare = facts({ revisions: [revision({ startAt: null, endAt: null, meetingUrl: null })], entries: [entry()] });
    const found = occurrencesOf(bare);
    expect(found.present).toMatchObject({ startAt: null, endAt: null });
    expect(found.present.entries).toHaveLength(1);
  });
});

/** What holds whatever happened. */
function checkWhole(given: EventFacts): void {
  const found = occurrencesOf(given);
  expect(found.all.filter(({ present }) => present)).toEqual([found.present]);
  expect(found.present.startAt).toBe(given.startAt);
  const starts = startsOf(found).map((at) => at ?? Infinity);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  const placed = [
    ...found.all.flatMap(({ entries }) => entries.map((one) => one.entry)),
    ...found.unplaced.map((one) => one.entry),
  ];
  expect(placed).toHaveLength(given.entries.length);
  expect(new Set(placed)).toEqual(new Set(given.entries));
  const reversed = occurrencesOf({ ...given, entries: given.entries.toReversed() });
  expect(startsOf(reversed)).toEqual(startsOf(found));
  expect(placesOf(reversed)).toEqual(placesOf(found));
}

describe('any life of an event', () => {
  it('gives each bot to the meeting that it was for, when Callboard saw every change', () => {
    fc.assert(
      fc.property(deeds, fc.boolean(), (done, dated) => {
        const { facts: given, truth, meetings } = live(done, 0, dated);
        const found = occurrencesOf(given);
        expect(startsOf(found)).toEqual(meetings);
        expect(found.unplaced).toEqual([]);
        expect(new Map([...placesOf(found)].map(([botId, [startAt]]) => [botId, startAt]))).toEqual(truth);
        checkWhole(given);
      }),
      { seed: 5, numRuns: 3_000 },
    );
  });

  it('leaves no bot out and none twice, also when Callboard came late and entries lack their time', () => {
    const blanked = (one: EntryFacts, how: number): EntryFacts => ({
      ...one,
      startAt: how > 0 ? null : one.startAt,
      deduplicationKey: how > 1 ? null : wire(one.startAt ?? START),
    });
    fc.assert(
      fc.property(deeds, fc.nat(40), fc.array(fc.nat(2), { minLength: 50, maxLength: 50 }), (done, from, how) => {
        const { facts: given } = live(done, from, true);
        checkWhole({ ...given, entries: given.entries.map((one, n) => blanked(one, how[n] ?? 0)) });
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
