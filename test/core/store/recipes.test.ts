import { describe, expect, it } from 'vitest';
import { inferRecipe } from '../../../electron/core/diagnosis/events/recipes.ts';
import { Connection } from '../../../electron/core/store/connection.ts';
import { workspaceRecipe } from '../../../electron/core/store/recipes.ts';
import type { Opened } from './fixture.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time.ts';
import { aCalendar, anEvent, applyCalendars, applyEvents, newStore, TEST_NOW } from './fixture.ts';

const LINK = 'https://meet.google.com/abc-defg-hij';
const SHARED = '{start_time}-{meeting_url}';
const PER_EVENT = '{start_time}-{meeting_url}-{event_id}';

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** Events of a Monday morning whose keys follow the shared recipe. */
function fill({ store, ids }: Opened, count: number, from = TEST_NOW): void {
  const [ws = 0] = ids;
  applyCalendars(store, ws, [aCalendar({ platformEmail: 'Anna@Acme.example' })]);
  const events = Array.from({ length: count }, (_, index) => {
    const startAt = from + index * HOUR_MS;
    return anEvent({
      id: `e${String(index).padStart(3, '0')}`,
      startAt,
      bots: [{ botId: `b${index}`, startAt, deduplicationKey: `${iso(startAt)}-${LINK}`, meetingUrl: LINK }],
    });
  });
  applyEvents(store, ws, events);
}

const inUse = ({ db, ids }: Opened) => workspaceRecipe(new Connection(db(), null), ids[0] ?? 0);

describe('samples of keys', () => {
  it('are those of the soonest bots to come, each with the time and link it was made for', () => {
    const opened = newStore();
    const { store, ids } = opened;
    const [ws = 0] = ids;
    fill(opened, 10);
    const moved = TEST_NOW + 3 * DAY_MS;
    applyEvents(store, ws, [
      anEvent({
        id: 'moved',
        startAt: moved,
        meetingUrl: 'https://zoom.us/j/2',
        bots: [
          { botId: 'stale', startAt: TEST_NOW + 1, deduplicationKey: 'old', meetingUrl: LINK },
          { botId: 'past', startAt: TEST_NOW - 1, deduplicationKey: 'past', meetingUrl: LINK },
          { botId: 'bare', startAt: null, deduplicationKey: 'bare', meetingUrl: null },
          { botId: 'keyless', startAt: null, deduplicationKey: null, meetingUrl: null },
        ],
      }),
      anEvent({
        id: 'over',
        startAt: TEST_NOW - HOUR_MS,
        bots: [{ botId: 'x', startAt: null, deduplicationKey: 'x', meetingUrl: null }],
      }),
      anEvent({
        id: 'gone',
        isDeleted: true,
        bots: [{ botId: 'y', startAt: null, deduplicationKey: 'y', meetingUrl: null }],
      }),
      anEvent({
        id: 'timeless',
        startAt: null,
        bots: [{ botId: 'z', startAt: null, deduplicationKey: 'z', meetingUrl: null }],
      }),
    ]);
    const samples = store.keySamples(ws, TEST_NOW, 100);
    expect(samples.map(({ eventId }) => eventId)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `e00${index}`),
      'moved',
      'moved',
    ]);
    expect(samples[0]).toEqual({
      key: `${iso(TEST_NOW)}-${LINK}`,
      startAt: TEST_NOW,
      meetingUrl: LINK,
      eventId: 'e000',
      calendarId: 'cal-1',
      icalUid: 'e000@google.com',
      mailbox: 'anna@acme.example',
    });
    expect(samples.slice(-2)).toMatchObject([
      { key: 'old', startAt: TEST_NOW + 1, meetingUrl: LINK },
      { key: 'bare', startAt: moved, meetingUrl: 'https://zoom.us/j/2' },
    ]);
    expect(store.keySamples(ws, TEST_NOW, 3)).toHaveLength(3);
    expect(inferRecipe(samples)).toEqual({ template: SHARED, sampled: 12, share: 10 / 12 });
  });

  it('are none in another workspace', () => {
    const opened = newStore(2);
    fill(opened, 3);
    expect(opened.store.keySamples(opened.ids[1] ?? 0, TEST_NOW, 10)).toEqual([]);
  });
});

describe('the recipe in use', () => {
  it('is none at first, then the inferred one, then the chosen one, then the inferred one again', () => {
    const opened = newStore();
    const { store, ids } = opened;
    const [ws = 0] = ids;
    fill(opened, 4);
    expect(inUse(opened)).toBeNull();
    expect(store.recipes('all', TEST_NOW)).toMatchObject([{ inUse: null, source: 'none', sampled: 0, share: 0 }]);

    expect(store.saveInferredRecipe(ws, SHARED, 4, 1)).toBe(true);
    expect(store.saveInferredRecipe(ws, SHARED, 5, 0.8)).toBe(false);
    expect(store.recipes('all', TEST_NOW)).toMatchObject([
      { workspaceId: ws, inUse: { name: 'shared', template: SHARED }, source: 'inferred', sampled: 5, share: 0.8 },
    ]);

    store.chooseRecipe(ws, PER_EVENT);
    expect(inUse(opened)).toMatchObject({ name: 'per_event' });
    expect(store.recipes('all', TEST_NOW)).toMatchObject([
      { inUse: { template: PER_EVENT }, source: 'chosen', sampled: 4, share: 0 },
    ]);
    expect(store.saveInferredRecipe(ws, null, 2, 0)).toBe(false);
    expect(inUse(opened)).toMatchObject({ name: 'per_event' });

    store.chooseRecipe(ws, null);
    expect(store.recipes('all', TEST_NOW)).toMatchObject([{ inUse: null, source: 'none' }]);
    expect(store.saveInferredRecipe(ws, SHARED, 4, 1)).toBe(true);
    expect(inUse(opened)).toMatchObject({ name: 'shared' });
  });

  it('is held against the keys there are when a person chose it', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    fill(opened, 4);
    opened.store.chooseRecipe(ws, SHARED);
    expect(opened.store.recipes([ws], TEST_NOW)).toMatchObject([{ source: 'chosen', sampled: 4, share: 1 }]);
  });

  it('is none where the stored template cannot be understood', () => {
    const opened = newStore();
    const [ws = 0] = opened.ids;
    opened.store.chooseRecipe(ws, '{start_time}-{from_a_later_version}');
    expect(inUse(opened)).toBeNull();
    expect(opened.store.recipes('all', TEST_NOW)).toMatchObject([{ inUse: null, source: 'none' }]);
  });

  it('counts events ahead that break it, and only of its workspace', () => {
    const opened = newStore(2);
    const { store, ids, db } = opened;
    const [ws = 0, other = 0] = ids;
    fill(opened, 4, TEST_NOW - 2 * HOUR_MS);
    const breaks = db()
      .prepare(`INSERT OR REPLACE INTO verdict (pk, workspace_id, start_at, facet, standing, external, domain,
        organizer, meeting, signature, breaks) SELECT pk, workspace_id, start_at, facet, 0, 2, 0, 0, 0, 0, 1 FROM event`);
    breaks.run();
    expect(store.recipes('all', TEST_NOW).map(({ breaking }) => breaking)).toEqual([
      { count: 2, exact: true },
      { count: 0, exact: true },
    ]);
    expect(store.recipes([other], TEST_NOW).map(({ workspaceId }) => workspaceId)).toEqual([other]);
    expect(store.recipes([ws], TEST_NOW + DAY_MS)).toMatchObject([{ breaking: { count: 0 } }]);
  });
});
