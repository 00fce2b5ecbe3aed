import { describe, expect, test } from 'vitest';
import type { CalendarRow, EventRow } from '../../../shared/entities.ts';
import type { Found } from '../../../renderer/src/components/search/options.ts';
import { landingOf, looksLikeId } from '../../../renderer/src/views/bots/landing.ts';
import { botsQuestion, validateBotsSearch } from '../../../renderer/src/views/bots/search.ts';

const BOT = '3f0c7a52-9a1e-4c1b-8f2d-0a6b5c4d3e2f';

// Landing looks at ids only.
const event = (id: string): EventRow => ({ workspaceId: 1, id }) as EventRow;
const calendar = (id: string): CalendarRow => ({ workspaceId: 1, id }) as CalendarRow;
const found = (more: Partial<Found>): Found => ({ calendars: [], events: [], bots: [], more: false, ...more });

describe('what was looked up leads', () => {
  test('to the one record that was found, whatever it is', () => {
    expect(landingOf('anna@acme.example', found({ calendars: [calendar('c')] }))?.kind).toBe('calendar');
    expect(landingOf('https://zoom.us/j/1', found({ events: [event('e')] }))?.kind).toBe('event');
  });

  test('to the bot for its id, although the events that name it are found as well', () => {
    const both = found({ events: [event('e1'), event('e2')], bots: [{ workspaceId: 1, botId: BOT }] });
    expect(landingOf(` ${BOT.toUpperCase()} `, both)).toMatchObject({ kind: 'bot', row: { botId: BOT } });
  });

  test('to the event for its id, although others mention it', () => {
    const several = found({ events: [event(BOT), event('e2')] });
    expect(landingOf(BOT, several)).toMatchObject({ kind: 'event', row: { id: BOT } });
  });

  test('nowhere by itself when several could be meant, or when there are more than were found', () => {
    expect(landingOf('uid', found({ events: [event('e1'), event('e2')] }))).toBeNull();
    expect(landingOf('uid', found({ events: [event('e1')], more: true }))).toBeNull();
    expect(landingOf('uid', found({}))).toBeNull();
    const twoWorkspaces = found({ bots: [1, 2].map((workspaceId) => ({ workspaceId, botId: BOT })) });
    expect(landingOf(BOT, twoWorkspaces)).toBeNull();
  });

  test('to Recall when it can be an id and nobody here knows it', () => {
    expect(looksLikeId(` ${BOT} `)).toBe(true);
    for (const other of ['', 'anna@acme.example', 'https://zoom.us/j/1', BOT.slice(1), `${BOT}0`]) {
      expect(looksLikeId(other)).toBe(false);
    }
  });
});

describe('the address of the list of bots', () => {
  test('holds what was looked up, the outcome and the selection, and drops what it cannot understand', () => {
    expect(validateBotsSearch({ q: ` ${BOT} `, outcome: 'failed', sel: `3:${BOT}`, tab: 'raw' })).toEqual({
      q: BOT,
      outcome: 'failed',
      sel: `3:${BOT}`,
      tab: 'raw',
    });
    expect(validateBotsSearch({ q: '  ', outcome: 'exploded', sel: 'x', tab: 'y', more: 'z' })).toEqual({});
  });

  test('asks for the outcome only where one was chosen', () => {
    expect(botsQuestion({}, 'all')).toEqual({ workspaces: 'all' });
    expect(botsQuestion({ outcome: 'gone', q: 'x' }, [2])).toEqual({ workspaces: [2], outcome: 'gone' });
  });
});
