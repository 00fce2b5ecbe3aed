import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { bench, DAY, HOUR, MINUTE, MORNING } from './support.ts';

describe('authentication', () => {
  it('accepts the key with and without its prefix, and shows each key its own workspace only', async () => {
    const { simulator, get } = await bench({
      world: [
        { name: 'One', calendars: 2, eventsPerCalendar: 3 },
        { name: 'Two', calendars: 3, eventsPerCalendar: 3 },
      ],
    });
    const [one, two] = simulator.workspaces;
    expect((await get('/api/v2/calendars/', { Authorization: one?.apiKey ?? '' })).json.results).toHaveLength(2);
    expect(
      (await get('/api/v2/calendars/', { Authorization: `Token ${two?.apiKey ?? ''}` })).json.results,
    ).toHaveLength(3);
    const foreign = simulator.world.workspace('Two').calendars()[0]?.id ?? '';
    const asked = await get(`/api/v2/calendars/${foreign}/`);
    expect(asked).toMatchObject({ status: 404, json: { detail: 'Not found.' } });
  });

  it('answers 401 to a wrong key and counts it', async () => {
    const { simulator, get } = await bench();
    expect(await get('/api/v2/calendars/', { Authorization: 'Token nobody' })).toMatchObject({
      status: 401,
      json: { detail: 'Invalid token.' },
    });
    expect(simulator.stats.unauthorized).toBe(1);
    expect(simulator.stats.of('ACME').requests).toBe(0);
  });
});

describe('the HTTP side', () => {
  it('answers 404 and 405 in the documented shape, and sends a GET without its last slash on', async () => {
    const { get, call } = await bench();
    expect(await get('/api/v3/nothing/')).toMatchObject({ status: 404, json: { detail: 'Not found.' } });
    expect(await call('PUT', '/api/v2/calendars/')).toMatchObject({
      status: 405,
      json: { detail: 'Method "PUT" not allowed.' },
    });
    const sentOn = await get('/api/v2/calendar-events?cursor=x');
    expect([sentOn.status, sentOn.headers.get('location')]).toEqual([301, '/api/v2/calendar-events/?cursor=x']);
    expect((await call('POST', '/api/v1/bot', {})).status).toBe(404);
  });

  it('blocks a GET with a body and a body that names this machine, as the firewall does', async () => {
    const { simulator, workspace, call } = await bench();
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { Authorization: workspace.apiKey, 'Content-Length': 4 };
      httpRequest(`${simulator.origin}/api/v2/calendars/`, { method: 'GET', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end('null');
    });
    expect(status).toBe(403);
    const local = await call('POST', '/api/v1/bot/', {
      meeting_url: 'https://zoom.us/j/1',
      output_media: { url: 'http://localhost:3000/x' },
    });
    expect(local).toMatchObject({ status: 403, json: { code: 'request_blocked' } });
  });

  it('says the time of its own clock, and packs answers only for those who ask', async () => {
    const { clock, get } = await bench({ world: [{ name: 'ACME', calendars: 1, eventsPerCalendar: 20 }] });
    clock.advance(12_345);
    const packed = await get('/api/v2/calendar-events/');
    expect(packed.headers.get('date')).toBe(new Date(MORNING + 12_000).toUTCString());
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const plain = await get('/api/v2/calendar-events/', { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.json).toEqual(packed.json);
  });

  it('refuses bodies that it cannot read', async () => {
    const { call } = await bench();
    expect((await call('POST', '/api/v2/calendars/', '{"platform": ')).status).toBe(400);
    expect((await call('POST', '/api/v2/calendars/', '[1]')).status).toBe(400);
    expect((await call('POST', '/api/v2/calendars/', 'x', { 'Content-Type': 'text/plain' })).status).toBe(415);
    const form = 'oauth_client_id=a&oauth_client_secret=b&oauth_refresh_token=c&platform=google_calendar';
    const created = await call('POST', '/api/v2/calendars/', form, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(created).toMatchObject({ status: 201, json: { platform: 'google_calendar', status: 'connecting' } });
  });
});

describe('idempotency keys', () => {
  const CREATE = { meeting_url: 'https://zoom.us/j/123456789', join_at: new Date(MORNING + DAY).toISOString() };

  it('give the first answer again for an hour, per path, and run anew after it', async () => {
    const { workspace, clock, call } = await bench();
    const first = await call('POST', '/api/v1/bot/', CREATE, { 'Idempotency-Key': 'k' });
    const again = await call('POST', '/api/v1/bot/', { meeting_url: 'ignored' }, { 'Idempotency-Key': 'k' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    expect(workspace.bots()).toHaveLength(1);
    clock.advance(HOUR);
    expect((await call('POST', '/api/v1/bot/', CREATE, { 'Idempotency-Key': 'k' })).json.id).not.toBe(first.json.id);
  });

  it('belong to a workspace and a path, and work for PATCH as for POST', async () => {
    const { simulator, workspace, call } = await bench({
      world: [
        { name: 'One', calendars: 2, eventsPerCalendar: 0 },
        { name: 'Two', calendars: 1, eventsPerCalendar: 0 },
      ],
    });
    const key = { 'Idempotency-Key': 'k' };
    const [first, second] = workspace.calendars();
    const other = simulator.world.workspace('Two');
    const foreign = { ...key, Authorization: `Token ${other.apiKey}` };
    for (const calendar of [first, second])
      expect((await call('PATCH', `/api/v2/calendars/${calendar?.id}/`, { metadata: { a: 'b' } }, key)).status).toBe(
        200,
      );
    expect([first?.patches, second?.patches]).toEqual([1, 1]);
    const create = {
      oauth_client_id: 'a',
      oauth_client_secret: 'b',
      oauth_refresh_token: 'c',
      platform: 'google_calendar',
    };
    const ids = await Promise.all(
      [key, foreign, key].map(async (headers) => (await call('POST', '/api/v2/calendars/', create, headers)).json.id),
    );
    expect(ids[0]).toBe(ids[2]);
    expect(ids[1]).not.toBe(ids[0]);
    expect([workspace.calendars().length, other.calendars().length]).toEqual([3, 2]);
  });

  it('also keep a 507, so that a retry needs a new key', async () => {
    const { workspace, call } = await bench();
    workspace.adHocPoolEmpty = true;
    const now = { meeting_url: CREATE.meeting_url };
    expect((await call('POST', '/api/v1/bot/', now, { 'Idempotency-Key': 'k' })).status).toBe(507);
    workspace.adHocPoolEmpty = false;
    expect((await call('POST', '/api/v1/bot/', now, { 'Idempotency-Key': 'k' })).status).toBe(507);
    expect((await call('POST', '/api/v1/bot/', now, { 'Idempotency-Key': 'k2' })).status).toBe(201);
  });

  it('answer 409 to a twin while the first call runs', async () => {
    const { workspace, call } = await bench({ latencyMs: 30 });
    const twins = await Promise.all([1, 2].map(() => call('POST', '/api/v1/bot/', CREATE, { 'Idempotency-Key': 'k' })));
    expect(twins.map((twin) => twin.status)).toEqual(expect.arrayContaining([201, 409]));
    expect(workspace.bots()).toHaveLength(1);
    const calendar = workspace.addCalendar();
    const patch = () => call('PATCH', `/api/v2/calendars/${calendar.id}/`, {}, { 'Idempotency-Key': 'k' });
    const patched = await Promise.all([patch(), patch()]);
    expect(patched.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
    expect(calendar.patches).toBe(1);
  });
});

describe('limits', () => {
  it('admit 60 lists a minute, sliding, for each workspace and operation on its own', async () => {
    const { simulator, clock, get } = await bench({
      limits: { enforce: true },
      world: [
        { name: 'One', calendars: 1, eventsPerCalendar: 1 },
        { name: 'Two', calendars: 1, eventsPerCalendar: 1 },
      ],
    });
    for (let i = 0; i < 60; i++) {
      expect((await get('/api/v2/calendar-events/')).status).toBe(200);
      clock.advance(500);
    }
    const refused = await get('/api/v2/calendar-events/');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect(refused.json.detail).toContain('30 seconds');
    expect((await get('/api/v2/calendars/')).status).toBe(200);
    const other = simulator.workspaces[1]?.apiKey ?? '';
    expect((await get('/api/v2/calendar-events/', { Authorization: other })).status).toBe(200);

    clock.advance(30_000);
    expect((await get('/api/v2/calendar-events/')).status).toBe(200);
    expect((await get('/api/v2/calendar-events/')).status).toBe(429);
    clock.advance(500);
    expect((await get('/api/v2/calendar-events/')).status).toBe(200);
    expect(simulator.stats.of('One', 'events.list')).toEqual({ requests: 64, throttled: 2, faults: 0 });
    expect(simulator.stats.busiestWindow('One', 'events.list')).toBe(60);
    expect(simulator.stats.totalThrottled()).toBe(2);
  });

  it('hold in a compressed minute', async () => {
    const { clock, get } = await bench({ limits: { enforce: true, windowMs: 3_000 } });
    for (let i = 0; i < 60; i++) await get('/api/v2/calendars/');
    const refused = await get('/api/v2/calendars/');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    clock.advance(3_000);
    expect((await get('/api/v2/calendars/')).status).toBe(200);
  });

  it('allow 5 usage calls and 300 retrievals a minute', async () => {
    const { clock, workspace, get } = await bench({ limits: { enforce: true } });
    const calendar = workspace.addCalendar();
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await get('/api/v1/billing/usage/')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    for (let i = 0; i < 300; i++) expect((await get(`/api/v2/calendars/${calendar.id}/`)).status).toBe(200);
    expect((await get(`/api/v2/calendars/${calendar.id}/`)).status).toBe(429);
    clock.advance(MINUTE);
    expect((await get('/api/v1/billing/usage/')).status).toBe(200);
  });
});
