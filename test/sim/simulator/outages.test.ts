import { describe, expect, it } from 'vitest';
import { causeOf } from '../../../electron/simulator/causes.ts';
import { STATUS_VARIANTS, statusVariant } from '../../../electron/simulator/status-variants.ts';
import type { SimCalendar } from '../../../electron/simulator/index.ts';
import { bench, DAY, HOUR, MINUTE, MORNING, SECOND } from './support.ts';
import type { Json } from './support.ts';

const CLIENT = 'outlook-app';
const WORLD = [
  {
    name: 'ACME',
    calendars: 90,
    eventsPerCalendar: 4,
    outlookClientId: CLIENT,
    domains: ['acme.example', 'vandelay.example'],
  },
];

const brokeAt = ({ statusChanges }: SimCalendar): number => (statusChanges.at(-1)?.at ?? 0) / 1000;

describe('an outage', () => {
  it('breaks so many calendars of a client, one after another over the given time, the last of them now', async () => {
    const { workspace, clock, get } = await bench({ world: WORLD });
    const broken = workspace.outage({
      clientId: CLIENT,
      cause: 'outlook_secret_expired',
      count: 37,
      overMs: 4 * MINUTE,
    });
    expect(broken).toHaveLength(37);
    const times = broken.map(brokeAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([times[0], times.at(-1)]).toEqual([MORNING - 4 * MINUTE, MORNING]);
    expect(workspace.calendars().filter(({ status }) => status === 'disconnected')).toHaveLength(37);
    const { json } = await get(`/api/v2/calendars/${broken[0]?.id}/`);
    expect(JSON.stringify(json.status_changes.at(-1))).toContain('AADSTS7000222');
    // Recall says so now, though it happened before.
    expect(Date.parse(json.updated_at)).toBe(clock.now());
  });

  it('takes the future bots away and gives those events a new updated_at, so that a sweep sees it', async () => {
    const { workspace, clock, all } = await bench({ world: WORLD });
    const before = workspace.events().filter(({ bots }) => bots.some(({ startAt }) => startAt > clock.now()));
    clock.advance(HOUR);
    const since = new Date(clock.now()).toISOString();
    const broken = new Set(
      workspace.outage({ cause: 'outlook_secret_expired', count: 10, overMs: MINUTE }).map(({ id }) => id),
    );
    const lost = before.filter(({ calendarId, startAt }) => broken.has(calendarId) && startAt > clock.now());
    expect(lost.length).toBeGreaterThan(5);
    const swept = await all(`/api/v2/calendar-events/?updated_at__gte=${since}`);
    const bare = swept.filter((event: Json) =>
      event.bots.every((bot: Json) => Date.parse(bot.start_time) <= clock.now()),
    );
    expect(new Set(bare.map(({ id }) => id))).toEqual(new Set(lost.map(({ id }) => id)));
  });

  it('strikes only calendars of its mail domain and platform, and says when there are too few', async () => {
    const { workspace } = await bench({ world: WORLD });
    const broken = workspace.outage({ domain: 'VANDELAY.example', cause: 'outlook_conditional_access' });
    expect(broken.length).toBeGreaterThan(10);
    for (const { mailbox, platform } of broken)
      expect([mailbox.split('@')[1], platform]).toEqual(['vandelay.example', 'microsoft_outlook']);
    expect(() => workspace.outage({ domain: 'vandelay.example', cause: 'outlook_conditional_access' })).toThrow(
      'Only 0 calendars of "ACME" are left to break of outlook_conditional_access.',
    );
    expect(() => workspace.outage({ cause: 'google_revoked', count: 500 })).toThrow(RangeError);
  });

  it('that lies ahead happens as the clock gets there, and leaves out what broke of something else by then', async () => {
    const { workspace, clock } = await bench({ world: WORLD });
    const coming = workspace.outage({
      cause: 'outlook_transient',
      count: 5,
      from: MORNING + MINUTE,
      overMs: 4 * MINUTE,
    });
    const broken = (): number => workspace.calendars().filter(({ trouble }) => trouble === 'outlook_transient').length;
    expect(broken()).toBe(0);
    workspace.setCalendarStatus(coming[4]?.id ?? '', 'disconnected', 'outlook_inactive');
    workspace.removeCalendar(coming[3]?.id ?? '');
    clock.advance(2 * MINUTE + SECOND);
    expect(broken()).toBe(2);
    clock.advance(HOUR);
    expect(broken()).toBe(3);
    expect(coming.slice(0, 3).map(brokeAt)).toEqual([1, 2, 3].map((n) => MORNING + n * MINUTE));
    expect(coming[4]?.trouble).toBe('outlook_inactive');
  });

  it('takes bots away later, when Recall notices late', async () => {
    const { workspace, clock } = await bench({ world: WORLD });
    const ahead = (id: string): number =>
      workspace
        .events()
        .filter((event) => event.calendarId === id && event.bots.some((bot) => bot.startAt > clock.now())).length;
    const victim = workspace.calendars().find(({ id, platform }) => platform === 'google_calendar' && ahead(id) > 1);
    if (victim === undefined) throw new Error('No calendar has bots ahead.');
    workspace.setCalendarStatus(victim.id, 'disconnected', 'google_revoked', MORNING - HOUR, MORNING + MINUTE);
    expect(ahead(victim.id)).toBeGreaterThan(1);
    clock.advance(MINUTE);
    expect(ahead(victim.id)).toBe(0);
  });
});

describe('healing', () => {
  it('connects again what broke of a cause, without the bots that were lost', async () => {
    const { workspace, clock } = await bench({ world: WORLD });
    const secret = workspace.outage({ cause: 'outlook_secret_expired', count: 3 });
    const other = workspace.outage({ cause: 'outlook_inactive', count: 2 });
    clock.advance(DAY);
    expect(workspace.heal({ cause: 'outlook_secret_expired' })).toEqual(secret);
    for (const calendar of secret) {
      expect(calendar).toMatchObject({ status: 'connected', trouble: null });
      const entries = calendar.statusChanges.slice(-3).map(({ status }) => status);
      expect(entries).toEqual(['disconnected', 'connecting', 'connected']);
      const bots = workspace.events().filter(({ calendarId }) => calendarId === calendar.id);
      expect(bots.flatMap((event) => event.bots.filter(({ startAt }) => startAt > clock.now()))).toEqual([]);
    }
    expect(other.every(({ status }) => status === 'disconnected')).toBe(true);
    expect(workspace.heal()).toEqual(other);
    expect(workspace.heal()).toEqual([]);
  });

  it('keeps the entries in their order when it comes right after the break', async () => {
    const { workspace } = await bench({ world: WORLD });
    workspace.outage({ cause: 'outlook_transient', count: 4, overMs: 4 * SECOND });
    for (const { statusChanges } of workspace.heal({ overMs: 20 * SECOND })) {
      const times = statusChanges.map(({ at }) => at);
      expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
    }
  });
});

describe('a calendar that answers something else than the truth', () => {
  it.each(STATUS_VARIANTS)('sends status_changes %s until it is told to stop', async (variant) => {
    const { workspace, clock, get } = await bench();
    const calendar = workspace.addCalendar({ trouble: 'outlook_secret_expired', status: 'disconnected' });
    const path = `/api/v2/calendars/${calendar.id}/`;
    const truth = (await get(path)).json;
    clock.advance(MINUTE);
    workspace.answerInstead(calendar.id, { statusChanges: statusVariant(variant, calendar) });
    const { json } = await get(path);
    expect(json.status).toBe('disconnected');
    expect(json.status_changes).not.toEqual(truth.status_changes);
    expect(Date.parse(json.updated_at)).toBe(clock.now());
    expect((await get('/api/v2/calendars/')).json.results[0].status_changes).toEqual(json.status_changes);
    workspace.answerInstead(calendar.id, {});
    expect((await get(path)).json.status_changes).toEqual(truth.status_changes);
  });

  it('has 10,000 entries, two causes in one, or none, as the variants promise', async () => {
    const { workspace } = await bench();
    const calendar = workspace.addCalendar({ trouble: 'outlook_secret_expired', status: 'disconnected' });
    expect(statusVariant('many', calendar)).toHaveLength(10_000);
    const both = JSON.stringify(statusVariant('two_causes', calendar));
    for (const cause of ['outlook_secret_expired', 'outlook_mfa_required'] as const)
      expect(both).toContain(causeOf(cause).detail);
    expect(statusVariant('empty', calendar)).toEqual([]);
    expect(JSON.stringify({ status_changes: statusVariant('missing', calendar) })).toBe('{}');
  });

  it('refuses an access token with a code that is not documented', async () => {
    const { workspace, call } = await bench();
    const { id } = workspace.addCalendar();
    workspace.answerInstead(id, { tokenRefusal: { code: 'provider_timeout', message: 'The provider took too long.' } });
    expect(await call('POST', `/api/v2/calendars/${id}/access-token/`)).toMatchObject({
      status: 400,
      json: { code: 'provider_timeout', message: 'The provider took too long.' },
    });
    workspace.answerInstead(id, {});
    expect((await call('POST', `/api/v2/calendars/${id}/access-token/`)).status).toBe(200);
  });
});
