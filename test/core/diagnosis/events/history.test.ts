import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../../electron/core/diagnosis/events/history.ts';
import type { EventFacts } from '../../../../electron/core/diagnosis/events/types.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time.ts';
import { calendar, entry, facts, LINK, NOW, OTHER_LINK, revision, SEEN, START } from './event-facts.ts';

const told = (given: EventFacts): [number, string][] => historyOf(given).map(({ at, what }) => [at, what]);

describe('the history of an event', () => {
  it('begins with the first look, and names the bot that was there', () => {
    expect(historyOf(facts())).toMatchObject([
      { what: 'bot_added', title: 'A bot was there already', botId: 'bot-1', toAt: START, at: SEEN },
      { what: 'first_seen', toAt: START, to: LINK, at: SEEN },
    ]);
  });

  it('tells moves, links, deletion and return, newest first', () => {
    const given = facts({
      entries: [],
      revisions: [
        revision({ startAt: START + HOUR_MS, meetingUrl: null }),
        revision({ meetingUrl: null, updatedAt: NOW - 5 * HOUR_MS }),
        revision({ meetingUrl: OTHER_LINK, updatedAt: NOW - 4 * HOUR_MS }),
        revision({ updatedAt: NOW - 3 * HOUR_MS }),
        revision({ isDeleted: true, updatedAt: NOW - 2 * HOUR_MS }),
        revision({ updatedAt: NOW - HOUR_MS }),
      ],
    });
    expect(historyOf(given)).toMatchObject([
      { what: 'restored', at: NOW - HOUR_MS },
      { what: 'deleted' },
      { what: 'link_changed', from: OTHER_LINK, to: LINK },
      { what: 'link_changed', title: 'Got a meeting link', from: null, to: OTHER_LINK },
      { what: 'moved', title: 'Moved to an earlier time', fromAt: START + HOUR_MS, toAt: START },
      { what: 'first_seen' },
    ]);
  });

  it('shows a transfer as one event that moved, twice if need be, and never as an end and a beginning', () => {
    const given = facts({
      entries: [],
      revisions: [
        revision(),
        revision({ calendarId: 'cal-2', updatedAt: NOW - 2 * HOUR_MS }),
        revision({ calendarId: 'cal-3', startAt: START + HOUR_MS, updatedAt: NOW - HOUR_MS }),
      ],
    });
    expect(told(given)).toEqual([
      [NOW - HOUR_MS, 'moved'],
      [NOW - HOUR_MS, 'transferred'],
      [NOW - 2 * HOUR_MS, 'transferred'],
      [SEEN, 'first_seen'],
    ]);
    expect(historyOf(given).find(({ what }) => what === 'transferred')).toMatchObject({
      title: 'Moved to another calendar: ownership was transferred',
      calendarId: 'cal-3',
    });
  });

  it('sets the bot that went beside the outage in which it went', () => {
    const given = facts({
      entries: [entry({ goneAt: NOW - HOUR_MS })],
      calendar: calendar({
        outages: [
          { brokeAt: NOW - 2 * HOUR_MS, endedAt: NOW },
          { brokeAt: SEEN - 3 * DAY_MS, endedAt: SEEN - 2 * DAY_MS },
        ],
      }),
    });
    expect(told(given)).toEqual([
      [NOW, 'calendar_connected'],
      [NOW - HOUR_MS, 'bot_gone'],
      [NOW - 2 * HOUR_MS, 'calendar_disconnected'],
      [SEEN, 'bot_added'],
      [SEEN, 'first_seen'],
    ]);
    expect(historyOf(given)[1]?.title).toBe('A bot was gone while the calendar was not connected');
  });

  it('does not call a calendar connected again that was deleted', () => {
    const outages = [{ brokeAt: NOW - 2 * HOUR_MS, endedAt: NOW - HOUR_MS }];
    const given = facts({ entries: [], calendar: calendar({ deletedAt: NOW - HOUR_MS, outages }) });
    expect(told(given).map(([, what]) => what)).toEqual(['calendar_disconnected', 'first_seen']);
  });

  it('goes by Callboard’s look where Recall does not say when', () => {
    const revisions = [revision(), revision({ endAt: START + 2 * HOUR_MS, updatedAt: null, observedAt: NOW })];
    expect(historyOf(facts({ entries: [], revisions }))[0]).toMatchObject({ at: NOW, title: 'Its end was moved' });
  });
});
