import { describe, expect, it } from 'vitest';
import { firstQuestions } from '../../renderer/src/first-questions.ts';
import { MINUTE_MS } from '../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 24, 10, 5, 9);
/** What is around every page. */
const FRAME = ['workspaces.list'];
const ask = (hash: string) => firstQuestions(hash, NOW, 'UTC');
const inputOf = (hash: string, method: string) => ask(hash).find((question) => question.method === method)?.input;

describe('the questions that leave before the console is there', () => {
  it('are those of the calendars at the front door', () => {
    expect(ask('').map(({ method }) => method)).toEqual(['calendars.list', ...FRAME, 'calendars.counts']);
    expect(ask('#/')).toEqual(ask(''));
    expect(ask('#/calendars')).toEqual(ask(''));
  });

  it('carry the filters, the sort and the scope of the address', () => {
    expect(inputOf('#/calendars?ws=3,1&status=disconnected&sort=updated.desc', 'calendars.list')).toEqual({
      filter: { workspaces: [1, 3], status: 'disconnected' },
      sort: { by: 'updated', direction: 'desc' },
      after: null,
      limit: 100,
    });
    expect(inputOf('#/calendars?ws=3,1', 'calendars.counts')).toEqual({ workspaces: [1, 3] });
  });

  it('count the schedule’s window from the present minute, as the schedule does', () => {
    const minute = Math.floor(NOW / MINUTE_MS) * MINUTE_MS;
    expect(inputOf('#/events?when=24h', 'events.list')).toEqual({
      filter: { workspaces: 'all', from: minute, to: minute + 24 * 60 * MINUTE_MS },
      sort: { by: 'start', direction: 'asc' },
      after: null,
      limit: 100,
    });
    expect(inputOf('#/events', 'events.counts')).toEqual({ workspaces: 'all', now: minute });
  });

  it('are not those of the agenda where the schedule is shown in another way', () => {
    for (const view of ['day', 'coverage']) {
      expect(ask(`#/events?view=${view}&when=24h`).map(({ method }) => method)).toEqual(FRAME);
    }
    expect(ask('#/events?view=nonsense')).toEqual(ask('#/events'));
  });

  it('are only what the frame needs on pages that are not lists, and on addresses that lead nowhere', () => {
    for (const hash of ['#/settings', '#/events/1/abc', '#/nothing?ws=1', '#%%%']) {
      expect(ask(hash).map(({ method }) => method)).toEqual(FRAME);
    }
  });

  it('leave out what an address says that cannot be understood', () => {
    expect(ask('#/events?when=never&coverage=__proto__&ws=1e9&sort=x.y')).toEqual(ask('#/events'));
  });
});
