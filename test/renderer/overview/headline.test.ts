import { describe, expect, test } from 'vitest';
import type { Overview } from '../../../shared/diagnosis.ts';
import { headlineOf } from '../../../renderer/src/views/overview/headline.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';

/** Friday 20 November 2026, 09:30 UTC. */
const NOW = Date.UTC(2026, 10, 20, 9, 30);

interface World {
  readonly calendars?: Partial<Overview['workspaces'][number]['calendars']>;
  readonly atRisk?: Overview['workspaces'][number]['atRisk'];
  readonly incidents?: Partial<Overview['incidents']>;
  readonly soon?: number;
}

function overview({ calendars, atRisk, incidents, soon = 0 }: World): Overview {
  return {
    workspaces: [
      {
        workspaceId: 1,
        calendars: { connected: 0, connecting: 0, disconnected: 0, unknown: 0, ...calendars },
        atRisk: atRisk ?? { meetings: 0, lost: 0, firstAt: null },
        recovery: { count: 0, medianMs: null },
      },
    ],
    causes: [],
    recovery: { count: 0, medianMs: null, p90Ms: null, exact: true },
    hours: Array.from({ length: 24 }, (_, index) => ({
      from: Date.UTC(2026, 10, 20, 9) + index * HOUR_MS,
      meetings: index === 1 ? soon : 0,
      lost: 0,
    })),
    incidents: { open: 0, acknowledged: 0, snoozed: 0, single: 0, ...incidents },
  };
}

const read = (
  world: World,
  trend: Parameters<typeof headlineOf>[2] = null,
  inbox: number | null = null,
): ReturnType<typeof headlineOf> => headlineOf(overview(world), inbox, trend, NOW, 'UTC');

describe('the headline of the overview', () => {
  test('is calm when all are connected', () => {
    expect(read({ calendars: { connected: 2_431 } })).toEqual({
      tone: 'ok',
      shape: '●',
      fire: 'Nothing is disconnected.',
      more: ['All 2,431 calendars are connected.'],
    });
  });

  test('says what is open, what is at stake from when on, and whether it is getting better', () => {
    const trend = { at: NOW - 23 * HOUR_MS, before: 53, now: 41 };
    expect(
      read(
        {
          calendars: { connected: 2_386, connecting: 3, disconnected: 41, unknown: 1 },
          atRisk: { meetings: 120, lost: 60, firstAt: NOW + HOUR_MS },
          incidents: { open: 2, single: 12 },
          soon: 14,
        },
        trend,
      ),
    ).toEqual({
      tone: 'bad',
      shape: '■',
      fire: '2 incidents and 12 single cases are open.',
      more: [
        '14 meetings of the next 24 hours are at risk, the first at 10:30, in 1 h. After that, 106 more.',
        '41 of 2,431 calendars are disconnected, 3 connecting, 1 in an unknown state; 12 fewer than 23 h ago.',
      ],
    });
  });

  test('speaks of one as of one', () => {
    const { fire, more } = read({
      calendars: { connected: 1, disconnected: 1 },
      atRisk: { meetings: 1, lost: 0, firstAt: NOW + 38 * MINUTE_MS },
      incidents: { single: 1 },
      soon: 1,
    });
    expect(fire).toBe('1 single case is open.');
    expect(more).toEqual([
      '1 meeting of the next 24 hours is at risk, the first at 10:08, in 38 min.',
      '1 of 2 calendars is disconnected.',
    ]);
  });

  test('tells what somebody has taken on from what nobody has', () => {
    const world = { calendars: { disconnected: 5 }, incidents: { open: 1, acknowledged: 2, snoozed: 1, single: 4 } };
    expect(read(world, null, 3).fire).toBe('1 incident and 2 single cases are open; 5 more acknowledged or snoozed.');
    const taken = { ...world, incidents: { acknowledged: 2, single: 4 } };
    expect(read(taken, null, 0)).toMatchObject({
      tone: 'wait',
      fire: 'Nothing new: 6 cases are acknowledged or snoozed.',
    });
    expect(read({ ...world, incidents: { snoozed: 1 } }, null, 0).fire).toBe(
      'Nothing new: 1 case is acknowledged or snoozed.',
    );
  });

  test('is not calm while calendars are disconnected, even before they were looked at', () => {
    expect(read({ calendars: { disconnected: 5 } })).toMatchObject({ tone: 'wait', fire: 'No incident is open.' });
  });

  test('names the day when nothing is at risk before it', () => {
    const atRisk = { meetings: 3, lost: 0, firstAt: NOW + 3 * DAY_MS };
    const { more } = read({ calendars: { disconnected: 1 }, atRisk, incidents: { single: 1 } });
    expect(more[0]).toBe(
      'No meeting of the next 24 hours is at risk; of those after, 3, the first Mon 23 Nov 09:30, in 3 d.',
    );
  });

  test('says that no meeting is at risk only where that is worth a word', () => {
    expect(read({ calendars: { disconnected: 1 }, incidents: { single: 1 } }).more[0]).toBe(
      'No meeting ahead is at risk.',
    );
    expect(read({ calendars: { connected: 1 } }).more).toEqual(['The one calendar is connected.']);
  });

  test.each([
    [5, 5, '; as many as 3 h ago.'],
    [5, 8, '; 3 more than 3 h ago.'],
  ])('compares %i then with %i now', (before, present, end) => {
    const trend = { at: NOW - 3 * HOUR_MS, before, now: present };
    const { more } = read({ calendars: { disconnected: present }, incidents: { open: 1 } }, trend);
    expect(more.at(-1)?.endsWith(end)).toBe(true);
  });
});
