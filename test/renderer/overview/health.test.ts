import { describe, expect, test } from 'vitest';
import type { HealthSpan } from '../../../shared/diagnosis.ts';
import {
  cellText,
  healthCells,
  healthWindow,
  runsOf,
  trendOf,
  type HealthCell,
} from '../../../renderer/src/views/overview/health.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';

/** Friday 20 November 2026, 15:30 UTC. */
const NOW = Date.UTC(2026, 10, 20, 15, 30);
const TODAY = Date.UTC(2026, 10, 20);

function span(from: number, connected: number, disconnected: number, more: Partial<HealthSpan> = {}): HealthSpan {
  const calendars = { connected, connecting: 0, disconnected, unknown: 0 };
  return { workspaceId: 1, from, calendars, worst: disconnected, ...more };
}

describe('the window of health', () => {
  test('ends with today, in whole days or in quarters of days', () => {
    expect(healthWindow('30', NOW, 'UTC')).toEqual({
      from: TODAY - 29 * DAY_MS,
      to: TODAY + DAY_MS,
      spanMs: DAY_MS,
    });
    expect(healthWindow('7', NOW, 'UTC')).toEqual({
      from: TODAY - 6 * DAY_MS,
      to: TODAY + DAY_MS,
      spanMs: DAY_MS / 4,
    });
  });

  test.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham'])(
    'begins on a whole hour, has no more spans than may be asked for and holds now, in %s',
    (zone) => {
      for (const days of ['7', '30', '90'] as const) {
        for (let hour = 0; hour < 30; hour += 1) {
          const now = NOW + hour * HOUR_MS;
          const { from, to, spanMs } = healthWindow(days, now, zone);
          expect(from % HOUR_MS).toBe(0);
          expect(spanMs % HOUR_MS).toBe(0);
          expect((to - from) / spanMs).toBeLessThanOrEqual(100);
          expect(from).toBeLessThan(now);
          // Where the zone lies beside whole hours, the last minutes of a day may belong to the next span.
          expect(to).toBeGreaterThan(now - HOUR_MS);
        }
      }
    },
  );
});

describe('cells of health', () => {
  const NONE = { connected: 0, connecting: 0, disconnected: 0, unknown: 0 };
  const workspace = (since: number, calendars: Partial<HealthSpan['calendars']> = {}) => ({
    workspaceId: 1,
    since,
    calendars: { ...NONE, ...calendars },
  });

  const window = { from: TODAY - 3 * DAY_MS, to: TODAY + 2 * DAY_MS, spanMs: DAY_MS };

  test('tell what was seen from what nobody looked at, what was not there yet and what has not begun', () => {
    const rows = [span(TODAY - DAY_MS, 30, 10, { worst: 20 }), span(TODAY - DAY_MS, 1, 1, { workspaceId: 2 })];
    const cells = healthCells(rows, workspace(TODAY - 2 * DAY_MS), window, NOW);
    expect(cells.map(({ kind }) => kind)).toEqual(['before', 'missing', 'seen', 'seen', 'ahead']);
    expect(cells[2]).toMatchObject({ kind: 'seen', worstShare: 0.5 });
  });

  test('have no share where there were no calendars, and never more than all', () => {
    const rows = [span(TODAY - 2 * DAY_MS, 0, 0), span(TODAY - DAY_MS, 2, 1, { worst: 7 })];
    const cells = healthCells(rows, workspace(0), window, NOW);
    expect(cells.map((cell) => (cell.kind === 'seen' ? cell.worstShare : null))).toEqual([null, 0, 1, 0, null]);
  });

  test('are as the workspace is now in the present one, with or without a sample of it', () => {
    const present = workspace(0, { connected: 5, disconnected: 5 });
    const shareOf = (rows: readonly HealthSpan[]): unknown => healthCells(rows, present, window, NOW)[3];
    expect(shareOf([])).toMatchObject({ worstShare: 0.5, span: { worst: 5 } });
    expect(shareOf([span(TODAY, 9, 1)])).toMatchObject({ worstShare: 0.5, span: { worst: 5 } });
    expect(shareOf([span(TODAY, 9, 1, { worst: 8 })])).toMatchObject({ worstShare: 0.8, span: { worst: 8 } });
  });

  const text = (cell: HealthCell): string => cellText(cell, DAY_MS, NOW, 'UTC');

  test('say in words what they show', () => {
    const rows = [
      span(TODAY, 38, 3, { worst: 9 }),
      span(TODAY - DAY_MS, 41, 0),
      span(TODAY - 2 * DAY_MS, 40, 0, { worst: 4 }),
    ];
    const present = workspace(TODAY - 2 * DAY_MS, { connected: 38, disconnected: 3 });
    expect(healthCells(rows, present, window, NOW).map(text)).toEqual([
      'Tue 17 Nov: not in Callboard yet',
      'Wed 18 Nov: 0 of 40 disconnected at its end, 4 at worst',
      'Thu 19 Nov: none of 41 disconnected',
      'Fri 20 Nov, so far: 3 of 41 disconnected now, 9 at worst',
      'Sat 21 Nov: not begun',
    ]);
    expect(text({ kind: 'missing', from: TODAY - DAY_MS })).toBe('Thu 19 Nov: Callboard did not look');
  });

  test('say the hours of a quarter of a day', () => {
    const cell: HealthCell = { kind: 'missing', from: TODAY + 6 * HOUR_MS };
    expect(cellText(cell, 6 * HOUR_MS, NOW, 'UTC')).toBe('Fri 20 Nov 06:00–12:00: Callboard did not look');
  });

  test('of one kind beside each other are one run', () => {
    const kinds = ['missing', 'missing', 'ahead', 'missing'] as const;
    const cells = kinds.map((kind, index): HealthCell => ({ kind, from: index }));
    expect(runsOf(cells, 'missing')).toEqual([
      [0, 2],
      [3, 1],
    ]);
    expect(runsOf(cells, 'before')).toEqual([]);
  });
});

describe('the trend', () => {
  const hour = Math.floor(NOW / HOUR_MS) * HOUR_MS;
  const present = [
    { workspaceId: 1, disconnected: 4 },
    { workspaceId: 2, disconnected: 1 },
  ];

  test('compares with the earliest hour in which all of them were looked at', () => {
    const rows = [
      span(hour - 20 * HOUR_MS, 0, 50),
      span(hour - 10 * HOUR_MS, 0, 7),
      span(hour - 10 * HOUR_MS, 0, 2, { workspaceId: 2 }),
      span(hour - 2 * HOUR_MS, 0, 1),
    ];
    expect(trendOf(rows, present, NOW)).toEqual({ at: hour - 9 * HOUR_MS, before: 9, now: 5 });
  });

  test('leaves out workspaces that were never looked at before', () => {
    expect(trendOf([span(hour - 3 * HOUR_MS, 0, 7)], present, NOW)).toEqual({
      at: hour - 2 * HOUR_MS,
      before: 7,
      now: 4,
    });
  });

  test('says nothing where there is nothing to compare with', () => {
    expect(trendOf([], present, NOW)).toBeNull();
    // The present hour has not ended: it is what is compared, not what it is compared with.
    expect(trendOf([span(hour, 0, 7)], present, NOW)).toBeNull();
    const apart = [span(hour - 3 * HOUR_MS, 0, 7), span(hour - 2 * HOUR_MS, 0, 7, { workspaceId: 2 })];
    expect(trendOf(apart, present, NOW)).toBeNull();
  });
});
