import { describe, expect, it } from 'vitest';
import { parseMeetingLink } from '../../../electron/simulator/meeting-links.ts';
import { bench, DAY, HOUR, MINUTE, MORNING } from './support.ts';
import type { Json } from './support.ts';

const BOTS = '/api/v1/bot/';
const ZOOM = 'https://acme.zoom.us/j/12345678901?pwd=abc';
const iso = (ms: number): string => new Date(ms).toISOString();

describe('bots', () => {
  it('live through their script as the clock passes, and lose their media after seven days', async () => {
    const { simulator, workspace, clock, get } = await bench();
    const bot = workspace.addBot({
      joinAt: MORNING + HOUR,
      meetingUrl: ZOOM,
      outcome: { kind: 'recorded', minutes: 30, subCode: 'call_ended_by_host' },
    });
    const codes = async (): Promise<string[]> =>
      (await get(`${BOTS}${bot.id}/`)).json.status_changes.map((change: Json) => change.code);
    expect(await codes()).toEqual([]);
    expect((await get(`${BOTS}${bot.id}/`)).json).toMatchObject({ join_at: '2026-11-20T10:00:00Z', recordings: [] });
    clock.at = MORNING + HOUR + MINUTE;
    expect(await codes()).toEqual(['joining_call', 'in_waiting_room', 'in_call_not_recording', 'in_call_recording']);
    expect((await get(`${BOTS}${bot.id}/`)).json).toMatchObject({
      join_at: null,
      recordings: [{ status: { code: 'processing' }, completed_at: null }],
    });
    clock.at = MORNING + 2 * HOUR;
    const done = (await get(`${BOTS}${bot.id}/`)).json;
    expect(done.status_changes.at(-1)).toMatchObject({ code: 'done', message: null, sub_code: null });
    expect(done.recordings[0].status.code).toBe('done');
    const link = done.recordings[0].media_shortcuts.video_mixed.data.download_url;
    expect(simulator.secrets()).toContain(new URL(link).searchParams.get('X-Signature'));
    clock.advance(8 * DAY);
    expect((await codes()).at(-1)).toBe('media_expired');
    expect(
      (await get(`${BOTS}${bot.id}/`)).json.recordings[0].media_shortcuts.video_mixed.data.download_url,
    ).toBeNull();
  });

  it('are listed in numbered pages with a count', async () => {
    const { workspace, get } = await bench({ pageSize: 10 });
    for (let i = 0; i < 25; i++) workspace.addBot({ joinAt: MORNING + i * MINUTE, meetingUrl: ZOOM });
    const seen: string[] = [];
    let next: string | null = BOTS;
    while (next !== null) {
      const { json }: { json: Json } = await get(next);
      expect(json.count).toBe(25);
      seen.push(...json.results.map((bot: Json) => bot.id));
      next = json.next;
    }
    expect(new Set(seen).size).toBe(25);
    expect((await get(`${BOTS}?page=3`)).json).toMatchObject({ next: null });
    expect((await get(`${BOTS}?page=4`)).status).toBe(404);
  });

  it('are filtered by time, link, platform, status and metadata', async () => {
    const { workspace, get } = await bench();
    const meet = 'https://meet.google.com/abc-defg-hij';
    const ready = workspace.addBot({ joinAt: MORNING + HOUR, meetingUrl: ZOOM, metadata: { team: 'a' } });
    const failed = workspace.addBot({
      joinAt: MORNING - HOUR,
      meetingUrl: meet,
      outcome: { kind: 'fatal', subCode: 'bot_errored' },
    });
    const ids = async (query: string): Promise<string[]> =>
      (await get(`${BOTS}?${query}`)).json.results.map((bot: Json) => bot.id);
    expect(await ids(`join_at_after=${iso(MORNING)}`)).toEqual([ready.id]);
    expect(await ids(`join_at_before=${iso(MORNING)}`)).toEqual([failed.id]);
    expect(await ids(`meeting_url=${encodeURIComponent(meet)}`)).toEqual([failed.id]);
    expect(await ids('platform=google_meet&platform=webex')).toEqual([failed.id]);
    expect(await ids('status=ready')).toEqual([ready.id]);
    expect(await ids('status=ready&status=fatal')).toEqual([ready.id, failed.id]);
    expect(await ids('metadata__team=a')).toEqual([ready.id]);
    expect((await get(`${BOTS}?status=asleep`)).status).toBe(400);
  });

  it('can be created, changed and deleted until they are dispatched', async () => {
    const { clock, call } = await bench();
    const created = await call('POST', BOTS, { meeting_url: ZOOM, join_at: iso(MORNING + HOUR), metadata: { a: 'b' } });
    expect(created).toMatchObject({
      status: 201,
      json: {
        meeting_url: { platform: 'zoom', meeting_id: '12345678901', meeting_password: 'abc' },
        metadata: { a: 'b' },
      },
    });
    const path = `${BOTS}${created.json.id}/`;
    expect((await call('PATCH', path, { bot_name: 'Renamed', join_at: iso(MORNING + 2 * HOUR) })).json).toMatchObject({
      bot_name: 'Renamed',
      join_at: '2026-11-20T11:00:00Z',
    });
    expect(await call('PATCH', path, { join_at: iso(MORNING + 9 * MINUTE) })).toMatchObject({
      status: 400,
      json: { code: 'update_bot_failed' },
    });
    expect(await call('POST', `${path}leave_call/`)).toMatchObject({
      status: 400,
      json: { code: 'cannot_command_unstarted_bot' },
    });
    clock.at = MORNING + 2 * HOUR;
    expect(await call('PATCH', path, { bot_name: 'Late' })).toMatchObject({
      status: 400,
      json: { code: 'update_bot_failed' },
    });
    expect((await call('DELETE', path)).status).toBe(405);
    const other = await call('POST', BOTS, { meeting_url: ZOOM, join_at: iso(MORNING + DAY) });
    expect((await call('DELETE', `${BOTS}${other.json.id}/`)).status).toBe(204);
    expect((await call('GET', `${BOTS}${other.json.id}/`)).status).toBe(404);
  });

  it('need a meeting link that a platform knows and a time that has not passed', async () => {
    const { call } = await bench();
    expect((await call('POST', BOTS, {})).json).toEqual({ meeting_url: ['This field is required.'] });
    expect((await call('POST', BOTS, { meeting_url: 'https://example.com/room' })).status).toBe(400);
    expect((await call('POST', BOTS, { meeting_url: ZOOM, join_at: iso(MORNING - 1) })).status).toBe(400);
    expect((await call('POST', BOTS, { meeting_url: ZOOM, join_at: 'later' })).status).toBe(400);
  });

  it('leave when told to, once', async () => {
    const { workspace, clock, call } = await bench();
    const bot = workspace.addBot({
      joinAt: MORNING - 10 * MINUTE,
      meetingUrl: ZOOM,
      outcome: { kind: 'recorded', minutes: 60, subCode: 'call_ended_by_host' },
    });
    const left = await call('POST', `${BOTS}${bot.id}/leave_call/`);
    expect(left.json.status_changes.at(-1)).toMatchObject({ code: 'call_ended', sub_code: 'bot_received_leave_call' });
    clock.advance(MINUTE);
    expect(await call('POST', `${BOTS}${bot.id}/leave_call/`)).toMatchObject({
      status: 400,
      json: { code: 'cannot_command_completed_bot' },
    });
  });

  it('lose their media on request, have screenshots, and are billed by the second', async () => {
    const { workspace, clock, call, get } = await bench();
    const bot = workspace.addBot({
      joinAt: MORNING,
      meetingUrl: ZOOM,
      outcome: { kind: 'recorded', minutes: 30, subCode: 'call_ended_by_host' },
    });
    clock.advance(DAY);
    const usage = await get(`/api/v1/billing/usage/?start=${iso(MORNING)}&end=${iso(MORNING + DAY)}`);
    expect(usage.json).toEqual({ bot_total: 45 + 30 * 60 + 45 });
    const half = await get(`/api/v1/billing/usage/?start=${iso(MORNING)}&end=${iso(MORNING + 10 * MINUTE)}`);
    expect(half.json).toEqual({ bot_total: 600 });
    const shots = (await get(`${BOTS}${bot.id}/screenshots/`)).json.results;
    expect(shots).toHaveLength(7);
    expect((await get(`${BOTS}${bot.id}/screenshots/${shots[2].id}/`)).json).toEqual(shots[2]);
    expect((await get(`${BOTS}${bot.id}/screenshots/none/`)).status).toBe(404);
    const erased = await call('POST', `${BOTS}${bot.id}/delete_media/`);
    expect(erased.json.recordings[0].status.code).toBe('deleted');
  });
});

describe('meeting links', () => {
  it.each([
    ['https://meet.google.com/abc-defg-hij', { platform: 'google_meet', meeting_id: 'abc-defg-hij' }],
    ['https://us02web.zoom.us/j/123?pwd=x', { platform: 'zoom', meeting_id: '123', meeting_password: 'x' }],
    ['https://zoom.us/j/123', { platform: 'zoom', meeting_id: '123', meeting_password: null }],
    [
      'https://teams.live.com/meet/93?p=q',
      { platform: 'microsoft_teams_live', meeting_id: '93', meeting_password: 'q' },
    ],
    [
      'https://teams.microsoft.com/meet/27?p=q',
      { platform: 'microsoft_teams', business_meeting_id: '27', business_meeting_password: 'q' },
    ],
    [
      'https://teams.microsoft.com/l/meetup-join/19%3ameeting_A%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d',
      {
        platform: 'microsoft_teams',
        thread_id: '19:meeting_A@thread.v2',
        tenant_id: 't',
        organizer_id: 'o',
        message_id: '0',
      },
    ],
    [
      'https://acme.webex.com/acme/j.php?MTID=m1',
      { platform: 'webex', meeting_subdomain: 'acme', meeting_mtid: 'm1', meeting_path: 'acme/j.php' },
    ],
    ['https://acme.webex.com/meet/anna', { platform: 'webex', meeting_personal_room_id: 'anna' }],
    ['https://meet.goto.com/123456789', { platform: 'goto_meeting', meeting_id: '123456789' }],
  ])('are taken apart: %s', (link, expected) => {
    expect(parseMeetingLink(link)).toMatchObject(expected);
  });

  it.each([
    '',
    'no link',
    'https://example.com/x',
    'https://zoom.us.evil.example/j/1',
    'https://eur02.safelinks.protection.outlook.com/?url=x',
  ])('are not seen in %j', (link) => {
    expect(parseMeetingLink(link)).toBeNull();
  });
});
