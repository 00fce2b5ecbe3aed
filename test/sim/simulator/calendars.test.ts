import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../electron/simulator/causes.ts';
import { bench, DAY, HOUR, MINUTE } from './support.ts';
import type { Json } from './support.ts';

const CREDENTIALS = {
  oauth_client_id: 'client',
  oauth_client_secret: 'canary-a',
  oauth_refresh_token: 'canary-b',
  platform: 'microsoft_outlook',
};

describe('the calendars list', () => {
  it('filters by status, platform, e-mail and creation', async () => {
    const { workspace, clock, get } = await bench();
    const old = workspace.addCalendar({
      platform: 'google_calendar',
      email: 'anna@acme.example',
      createdAt: clock.now() - 9 * DAY,
    });
    const broken = workspace.addCalendar({
      trouble: 'outlook_secret_expired',
      status: 'disconnected',
      oauthEmail: 'it@acme.example',
    });
    const ids = async (query: string): Promise<string[]> =>
      (await get(`/api/v2/calendars/?${query}`)).json.results.map((one: Json) => one.id);
    expect(await ids('')).toEqual([old.id, broken.id]);
    expect(await ids('status=disconnected')).toEqual([broken.id]);
    expect(await ids('platform=google_calendar')).toEqual([old.id]);
    expect(await ids('email=Anna@acme.example')).toEqual([old.id]);
    expect(await ids('email=it@acme.example')).toEqual([broken.id]);
    expect(await ids(`created_at__gte=${new Date(clock.now() - DAY).toISOString()}`)).toEqual([broken.id]);
    expect((await get('/api/v2/calendars/?status=sleeping')).status).toBe(400);
  });

  it('pages by 100', async () => {
    const { simulator, workspace, all } = await bench();
    for (let i = 0; i < 250; i++) workspace.addCalendar();
    const listed = await all('/api/v2/calendars/');
    expect(new Set(listed.map((calendar) => calendar.id)).size).toBe(250);
    expect(simulator.stats.of('ACME', 'calendars.list').requests).toBe(3);
  });
});

describe('connecting a calendar', () => {
  it('starts as connecting without an address, connects after a while, and then has events', async () => {
    const { clock, call, get } = await bench({ world: [{ name: 'ACME', calendars: 1, eventsPerCalendar: 12 }] });
    const created = await call('POST', '/api/v2/calendars/', { ...CREDENTIALS, metadata: { customer: '7' } });
    expect(created).toMatchObject({
      status: 201,
      json: { status: 'connecting', platform_email: null, metadata: { customer: '7' } },
    });
    const path = `/api/v2/calendars/${created.json.id}/`;
    expect((await get(path)).json.status).toBe('connecting');
    expect((await get(`/api/v2/calendar-events/?calendar_id=${created.json.id}`)).json.results).toEqual([]);

    clock.advance(MINUTE);
    const connected = (await get(path)).json;
    expect(connected.status).toBe('connected');
    expect(connected.platform_email).toContain('@');
    expect(connected.status_changes.map((change: Json) => change.status)).toEqual(['connecting', 'connected']);
    expect((await get(`/api/v2/calendar-events/?calendar_id=${created.json.id}`)).json.results).toHaveLength(12);
  });

  it.each(['oauth_client_id', 'oauth_client_secret', 'oauth_refresh_token', 'platform'])(
    'requires %s',
    async (field) => {
      const { call } = await bench();
      const rest = Object.fromEntries(Object.entries(CREDENTIALS).filter(([name]) => name !== field));
      expect(await call('POST', '/api/v2/calendars/', rest)).toMatchObject({
        status: 400,
        json: { [field]: ['This field is required.'] },
      });
    },
  );

  it('refuses unknown platforms, wrong types and too long secrets', async () => {
    const { call, workspace } = await bench();
    for (const change of [
      { platform: 'caldav' },
      { oauth_client_secret: 5 },
      { oauth_client_secret: 'x'.repeat(2001) },
      { oauth_client_id: null },
      { metadata: { a: 1 } },
    ]) {
      expect((await call('POST', '/api/v2/calendars/', { ...CREDENTIALS, ...change })).status).toBe(400);
    }
    expect(workspace.calendars().filter((calendar) => calendar.metadata !== null)).toEqual([]);
  });
});

describe('a disconnected calendar', () => {
  it.each(CAUSES.map((cause) => cause.id))('says why: %s', async (trouble) => {
    const { workspace, get } = await bench();
    const cause = CAUSES.find((one) => one.id === trouble);
    const calendar = workspace.addCalendar({ trouble, status: 'disconnected' });
    const { json } = await get(`/api/v2/calendars/${calendar.id}/`);
    expect(json.status).toBe('disconnected');
    expect(JSON.stringify(json.status_changes.at(-1))).toContain(JSON.stringify(cause?.detail).slice(1, -1));
  });

  it('comes back after an empty PATCH only when the credential is good again', async () => {
    const { workspace, clock, call, get } = await bench();
    const calendar = workspace.addCalendar({ trouble: 'google_revoked', status: 'disconnected' });
    const path = `/api/v2/calendars/${calendar.id}/`;
    expect((await call('PATCH', path, {})).json.status).toBe('connecting');
    clock.advance(MINUTE);
    expect((await get(path)).json.status).toBe('disconnected');
    workspace.setTrouble(calendar.id, null);
    await call('PATCH', path);
    clock.advance(MINUTE);
    expect((await get(path)).json).toMatchObject({ status: 'connected', platform_email: calendar.mailbox });
  });

  it.each([
    ['outlook_secret_expired', { oauth_client_secret: 'canary-new' }, 'connected'],
    ['outlook_secret_expired', { oauth_client_secret: 'canary-wrong' }, 'disconnected'],
    ['outlook_secret_expired', { oauth_refresh_token: 'canary-new' }, 'disconnected'],
    ['outlook_password_changed', { oauth_refresh_token: 'canary-new' }, 'connected'],
    ['outlook_password_changed', { oauth_client_secret: 'canary-new' }, 'disconnected'],
    ['outlook_account_disabled', { oauth_refresh_token: 'canary-new' }, 'disconnected'],
    ['outlook_transient', {}, 'connected'],
  ] as const)('with %s and PATCH %j ends %s', async (trouble, body, status) => {
    const { simulator, workspace, clock, call, get } = await bench();
    const calendar = workspace.addCalendar({ trouble, status: 'disconnected' });
    const path = `/api/v2/calendars/${calendar.id}/`;
    expect((await call('PATCH', path, body)).json.status).toBe('connecting');
    clock.advance(MINUTE);
    expect((await get(path)).json.status).toBe(status);
    for (const secret of Object.values(body)) expect(simulator.secrets()).toContain(secret);
  });

  it('breaks when its client changes without a new refresh token', async () => {
    const { workspace, clock, call, get } = await bench();
    const calendar = workspace.addCalendar();
    await call('PATCH', `/api/v2/calendars/${calendar.id}/`, { oauth_client_id: 'another' });
    clock.advance(MINUTE);
    expect((await get(`/api/v2/calendars/${calendar.id}/`)).json.status).toBe('disconnected');
  });

  it.each(['google_calendar', 'microsoft_outlook'] as const)(
    'on %s fails the credential test as soon as its secret is wrong, and works again with the right one',
    async (platform) => {
      const { workspace, clock, call } = await bench();
      const calendar = workspace.addCalendar({ platform });
      const path = `/api/v2/calendars/${calendar.id}/`;
      await call('PATCH', path, { oauth_client_secret: 'canary-wrong' });
      expect(await call('POST', `${path}access-token/`)).toMatchObject({ status: 400, json: { code: 'error' } });
      await call('PATCH', path, { oauth_client_secret: 'canary-right' });
      expect((await call('POST', `${path}access-token/`)).status).toBe(200);
      clock.advance(MINUTE);
      expect(workspace.findCalendar(calendar.id)).toMatchObject({
        status: 'connected',
        oauthClientSecret: 'canary-right',
        patches: 2,
      });
    },
  );

  it('counts the PATCHes that were carried out, and neither refused nor repeated ones', async () => {
    const { workspace, call } = await bench();
    const calendar = workspace.addCalendar();
    const path = `/api/v2/calendars/${calendar.id}/`;
    await call('PATCH', path, { oauth_client_secret: 5 });
    expect(calendar.patches).toBe(0);
    await call('PATCH', path, {}, { 'Idempotency-Key': 'k' });
    await call('PATCH', path, {}, { 'Idempotency-Key': 'k' });
    expect(calendar.patches).toBe(1);
    await call('PATCH', path, {}, { 'Idempotency-Key': 'k2' });
    expect(calendar.patches).toBe(2);
  });

  it('ends its attempt within 3 to 40 s, or as the options say', async () => {
    const usual = await bench();
    const quick = await bench({ attemptMs: { from: 50, to: 60 } });
    for (const [{ workspace, clock }, from, to] of [
      [usual, 3_000, 40_000],
      [quick, 50, 60],
    ] as const) {
      const calendar = workspace.addCalendar({ trouble: 'outlook_transient', status: 'disconnected' });
      workspace.reconnect(calendar);
      clock.advance(from - 1);
      expect(workspace.findCalendar(calendar.id)?.status).toBe('connecting');
      clock.advance(to - from + 1);
      expect(workspace.findCalendar(calendar.id)?.status).toBe('connected');
    }
  });

  it('keeps its status when only its metadata changes', async () => {
    const { workspace, clock, call } = await bench();
    const calendar = workspace.addCalendar();
    clock.advance(HOUR);
    const { json } = await call('PATCH', `/api/v2/calendars/${calendar.id}/`, { metadata: { a: 'b' } });
    expect(json).toMatchObject({ status: 'connected', metadata: { a: 'b' } });
    expect(Date.parse(json.updated_at)).toBe(clock.now());
  });
});

describe('deleting a calendar', () => {
  it('answers 204 and then knows neither it nor its events', async () => {
    const { workspace, call, get } = await bench({ world: [{ name: 'ACME', calendars: 1, eventsPerCalendar: 10 }] });
    const id = workspace.calendars()[0]?.id ?? '';
    const gone = await call('DELETE', `/api/v2/calendars/${id}/`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await call('DELETE', `/api/v2/calendars/${id}/`)).status).toBe(404);
    expect((await get('/api/v2/calendar-events/')).json.results).toEqual([]);
  });
});

describe('the access token endpoint', () => {
  it('gives a token for a good credential and the documented codes for bad ones', async () => {
    const { simulator, workspace, clock, call } = await bench();
    const probe = (id: string) => call('POST', `/api/v2/calendars/${id}/access-token/`);
    const good = await probe(workspace.addCalendar().id);
    expect(good.status).toBe(200);
    expect(Date.parse(good.json.expires_at)).toBe(clock.now() + HOUR);
    expect(simulator.secrets()).toContain(good.json.token);
    const revoked = workspace.addCalendar({ trouble: 'google_revoked', status: 'disconnected' });
    expect(await probe(revoked.id)).toMatchObject({ status: 400, json: { code: 'bad_refresh_token' } });
    const secret = workspace.addCalendar({ trouble: 'outlook_secret_wrong', status: 'disconnected' });
    expect((await probe(secret.id)).json.message).toContain('AADSTS7000215');
    revoked.oauthRefreshToken = '';
    expect((await probe(revoked.id)).json.code).toBe('no_oauth_credentials');
  });
});

describe('secrets', () => {
  it('are all on the list that a security test searches for', async () => {
    const { simulator, get } = await bench({
      world: [{ name: 'ACME', calendars: 6, eventsPerCalendar: 5, troubles: 'training' }],
    });
    const { json } = await get('/api/v2/calendars/');
    const known = new Set(simulator.secrets());
    for (const calendar of json.results) {
      expect(known).toContain(calendar.oauth_client_secret);
      expect(known).toContain(calendar.oauth_refresh_token);
    }
    const marked =
      json.results
        .map((one: Json) => JSON.stringify(one))
        .join('')
        .match(/canary-[a-z-]+-[0-9a-f]+/g) ?? [];
    expect(marked.length).toBeGreaterThan(12);
    for (const secret of marked) expect(known).toContain(secret);
  });
});
