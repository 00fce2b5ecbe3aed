import { describe, expect, it } from 'vitest';
import { aCalendar, applyCalendars, newStore, TEST_NOW } from './fixture.ts';
import { aClient } from './ledger-fixture.ts';

describe('the register of OAuth clients', () => {
  it('keeps what was entered and changes all of it', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const id = store.saveOauthClient(aClient({ secretExpiresAt: 77, workspaceIds: [two, one, two] }), null);
    const saved = { id, clientId: 'client-1', name: 'Production', platform: 'google_calendar', inUse: [] };
    expect(store.oauthClients()).toEqual([{ ...saved, secretExpiresAt: 77, workspaceIds: [one, two] }]);
    const change = aClient({ clientId: 'new', name: 'B', platform: 'microsoft_outlook', workspaceIds: [two] });
    expect(store.saveOauthClient(change, id)).toBe(id);
    expect(store.oauthClients()).toEqual([
      {
        id,
        clientId: 'new',
        name: 'B',
        platform: 'microsoft_outlook',
        secretExpiresAt: null,
        workspaceIds: [two],
        inUse: [],
      },
    ]);
    store.removeOauthClient(id);
    expect(store.oauthClients()).toEqual([]);
  });

  it('refuses a client id twice and a client that is not there, and keeps what it had', () => {
    const { store } = newStore();
    const first = store.saveOauthClient(aClient(), null);
    const second = store.saveOauthClient(aClient({ clientId: 'client-2', name: 'Staging' }), null);
    const before = store.oauthClients();
    const conflict = expect.objectContaining({
      code: 'conflict',
      details: { field: 'clientId', id: first },
      message: expect.stringContaining('client-1 is registered already') as unknown,
    }) as unknown;
    expect(() => store.saveOauthClient(aClient(), null)).toThrow(conflict);
    expect(() => store.saveOauthClient(aClient(), second)).toThrow(conflict);
    const gone = expect.objectContaining({ code: 'not_found' }) as unknown;
    expect(() => store.saveOauthClient(aClient({ clientId: 'x' }), 99)).toThrow(gone);
    expect(() => store.removeOauthClient(99)).toThrow(gone);
    expect(store.oauthClients()).toEqual(before);
    expect(store.saveOauthClient(aClient({ name: 'Same client id' }), first)).toBe(first);
  });

  it('remembers the smallest reminder until the expiry date changes', () => {
    const { store } = newStore();
    const id = store.saveOauthClient(aClient({ secretExpiresAt: 1_000 }), null);
    expect(store.reminded(id)).toBeNull();
    store.noteReminder(id, 14);
    store.noteReminder(id, 30);
    expect(store.reminded(id)).toBe(14);
    store.saveOauthClient(aClient({ secretExpiresAt: 1_000, name: 'Renamed' }), id);
    expect(store.reminded(id)).toBe(14);
    store.saveOauthClient(aClient({ secretExpiresAt: 2_000 }), id);
    expect(store.reminded(id)).toBeNull();
    store.noteReminder(id, 3);
    expect(store.reminded(id)).toBe(3);
    expect(store.reminded(99)).toBeNull();
  });

  it('lists clients with the present calendars that use them, registered ones first', () => {
    const { store, ids } = newStore(2);
    const [one = 0, two = 0] = ids;
    const calendar = (id: string, oauthClientId: string | null, change = {}) =>
      aCalendar({ id, oauthClientId, ...change });
    applyCalendars(store, one, [
      calendar('a', 'known'),
      calendar('b', 'known', { status: 'disconnected' }),
      calendar('c', 'seen'),
      calendar('gone', 'only-deleted'),
      calendar('none', null),
      calendar('empty', ''),
    ]);
    applyCalendars(store, two, [
      calendar('a', 'known'),
      calendar('o', 'known', { platform: 'microsoft_outlook', status: 'disconnected' }),
      calendar('d', 'often'),
      calendar('e', 'often'),
    ]);
    store.tombstoneCalendar(one, 'gone', TEST_NOW);
    store.saveOauthClient(aClient({ clientId: 'unused', name: 'Zebra' }), null);
    store.saveOauthClient(aClient({ clientId: 'known', name: 'Alpha', workspaceIds: [two] }), null);
    const brief = () =>
      store.oauthClients().map(({ name, clientId, platform, workspaceIds, inUse }) => ({
        client: `${name ?? '-'} ${clientId} ${platform}`,
        workspaceIds,
        inUse: inUse.map((use) => [use.workspaceId, use.calendars, use.disconnected]),
      }));
    expect(brief()).toEqual([
      {
        client: 'Alpha known google_calendar',
        workspaceIds: [two],
        inUse: [
          [one, 2, 1],
          [two, 1, 0],
        ],
      },
      { client: 'Zebra unused google_calendar', workspaceIds: [], inUse: [] },
      { client: '- often google_calendar', workspaceIds: [], inUse: [[two, 2, 0]] },
      { client: '- seen google_calendar', workspaceIds: [], inUse: [[one, 1, 0]] },
      // The same client id on another platform is another client.
      { client: '- known microsoft_outlook', workspaceIds: [], inUse: [[two, 1, 1]] },
    ]);
    store.removeWorkspace(two);
    expect(brief()).toEqual([
      { client: 'Alpha known google_calendar', workspaceIds: [], inUse: [[one, 2, 1]] },
      { client: 'Zebra unused google_calendar', workspaceIds: [], inUse: [] },
      { client: '- seen google_calendar', workspaceIds: [], inUse: [[one, 1, 0]] },
    ]);
  });
});

describe('settings of the data folder', () => {
  it('are kept until they are saved again', () => {
    const { store } = newStore();
    expect(store.setting('locked')).toBeNull();
    store.saveSetting('locked', 'true');
    store.saveSetting('lock_at_start', 'false');
    store.saveSetting('locked', 'false');
    expect([store.setting('locked'), store.setting('lock_at_start')]).toEqual(['false', 'false']);
  });
});
