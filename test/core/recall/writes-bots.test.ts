/** Scheduling, unscheduling and deleting bots: what leaves, what is repeated, and what stays inside the client. */
import { describe, expect, test } from 'vitest';
import type { BotRequest } from '../../../electron/core/recall/types.ts';
import { ManualClock, runUntilEnd } from './support/manual-clock.ts';
import { API_KEY, clientFor, failure, person, sendJson, startRemote, wireBot, wireEvent } from './support/remote.ts';
import type { Remote } from './support/remote.ts';
import { keyed } from './support/writes.ts';

const EVENT = '5f0c2d54-5d0f-4c39-9a35-0d9f3e0c7d11';
const BOT = '7c1d0f5e-2a53-4d0e-8d3f-b64c0f6f3d33';
const GIVEN: BotRequest = { deduplicationKey: 'key', config: { json: { bot_name: 'Scribe' } } };
const KEPT: BotRequest = { deduplicationKey: 'key', config: { fromBot: BOT } };

/** Answers retrievals with this bot (null: 404), everything else in turn with these, and as Recall does after the last. */
function recall(
  bot: Record<string, unknown> | null,
  ...answers: readonly (readonly [number, unknown?])[]
): Promise<Remote> {
  let n = 0;
  return startRemote((response, { method, url }) => {
    if (method === 'GET') return sendJson(response, bot ?? { detail: 'Not found.' }, bot === null ? 404 : 200);
    const answer = answers[n];
    n += 1;
    if (answer !== undefined) return sendJson(response, answer[1] ?? { detail: 'words' }, answer[0]);
    if (method === 'DELETE' && url.includes('/v1/bot/')) return void response.writeHead(204).end();
    return sendJson(response, wireEvent());
  });
}

const posts = (remote: Remote) => remote.seen.filter(({ method }) => method === 'POST');
const bodyOf = (remote: Remote): unknown => JSON.parse(posts(remote).at(-1)?.body ?? '');

describe('scheduling a bot', () => {
  test('is one POST of key and configuration under an idempotency key, and gives the event', async () => {
    const remote = await recall(null);
    const { record, configuration } = await clientFor(remote).scheduleBot(EVENT, GIVEN, keyed);
    expect(remote.seen).toMatchObject([{ method: 'POST', url: `/api/v2/calendar-events/${EVENT}/bot/` }]);
    expect(remote.seen[0]?.headers).toMatchObject({ 'idempotency-key': 'key-1', authorization: `Token ${API_KEY}` });
    expect(bodyOf(remote)).toEqual({ deduplication_key: 'key', bot_config: { bot_name: 'Scribe' } });
    expect(record).toMatchObject({ id: EVENT, bots: [{ botId: BOT }] });
    expect(configuration).toBe('given');
  });

  test('without a configuration sends an empty one', async () => {
    const remote = await recall(null);
    const { configuration } = await clientFor(remote).scheduleBot(EVENT, { ...GIVEN, config: 'empty' }, keyed);
    expect(bodyOf(remote)).toEqual({ deduplication_key: 'key', bot_config: {} });
    expect(configuration).toBe('empty');
  });

  test('with the configuration of a bot sends its writable fields as they are, and nothing else of it', async () => {
    const config = {
      recording_config: { realtime_endpoints: [{ url: 'https://hook.example/?token=canary-1' }], transcript: null },
      zoom: { zak_url: 'https://canary-2.example' },
      metadata: { a: 'b' },
    };
    const remote = await recall(
      wireBot({ ...config, google_meet: null, calendar_meetings: [], slack_team: null, real_time_media: { x: 1 } }),
    );
    const client = clientFor(remote);
    const { configuration, leftOut, ...rest } = await client.scheduleBot(EVENT, KEPT, keyed);
    expect([configuration, leftOut]).toEqual(['kept', ['real_time_media']]);
    const sent = bodyOf(remote);
    expect(sent).toEqual({ deduplication_key: 'key', bot_config: expect.objectContaining(config) });
    for (const field of [
      'id',
      'meeting_url',
      'join_at',
      'status_changes',
      'recordings',
      'real_time_media',
      'google_meet',
    ]) {
      expect(sent).not.toHaveProperty(['bot_config', field]);
    }
    expect(JSON.stringify([configuration, leftOut, rest])).not.toContain('canary');
    expect(client.budget('bots.retrieve').used).toBe(1);
    expect(client.budget('events.botCreate')).toMatchObject({ used: 1, limit: 600 });
  });

  test('with the configuration of a bot that Recall has no more sends an empty one and says so', async () => {
    const remote = await recall(null);
    const { configuration } = await clientFor(remote).scheduleBot(EVENT, KEPT, keyed);
    expect(configuration).toBe('gone');
    expect(bodyOf(remote)).toEqual({ deduplication_key: 'key', bot_config: {} });
  });

  test('with a configuration in which Recall masks a secret sends nothing', async () => {
    const remote = await recall(wireBot({ zoom: { user_authentication: { zak_token: '*****' } } }));
    const refused = await failure(clientFor(remote).scheduleBot(EVENT, KEPT, keyed));
    expect(refused).toMatchObject({ kind: 'rejected', mayHaveActed: false });
    expect(refused.message).toContain('zoom.user_authentication.zak_token is masked');
    expect(posts(remote)).toEqual([]);
  });

  test('that meets an empty pool changed nothing, and is not sent again under the same idempotency key', async () => {
    const remote = await recall(null, [507]);
    const refused = await failure(clientFor(remote).scheduleBot(EVENT, GIVEN, keyed));
    expect(refused).toMatchObject({ kind: 'pool_empty', status: 507, mayHaveActed: false });
    expect(refused.message).toMatch(/no free machine.*This call changed nothing\.$/);
    expect(posts(remote)).toHaveLength(1);
  });

  test('that meets another call with its key leaves the question open, and is not sent again before somebody looked', async () => {
    const remote = await recall(null, [409]);
    const refused = await failure(clientFor(remote).scheduleBot(EVENT, GIVEN, keyed));
    expect(refused).toMatchObject({ kind: 'conflict', mayHaveActed: true });
    expect(posts(remote)).toHaveLength(1);
  });

  test('that has to wait for the limit keeps its idempotency key', async () => {
    const remote = await recall(null, [429]);
    const clock = new ManualClock();
    await runUntilEnd(clock, clientFor(remote, { clock }).scheduleBot(EVENT, GIVEN, keyed));
    expect(posts(remote).map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1']);
  });

  test('that is refused says why in the words of Recall, without anything of the configuration', async () => {
    const hook = 'https://hook.example/canary-path-4711?x=1';
    const remote = await recall(
      null,
      [
        400,
        {
          code: 'invalid_request_data',
          message: 'm',
          errors: { non_field_errors: ['Cannot schedule bot as calendar event has ended.'] },
        },
      ],
      [400, { bot_config: [`The address ${hook} is not allowed.`] }],
    );
    const client = clientFor(remote);
    const ended = await failure(client.scheduleBot(EVENT, GIVEN, keyed));
    expect(ended).toMatchObject({ kind: 'rejected', status: 400, mayHaveActed: false });
    expect(ended.message).toContain('"Cannot schedule bot as calendar event has ended."');
    const json = { recording_config: { realtime_endpoints: [{ url: hook }] } };
    const refused = await failure(client.scheduleBot(EVENT, { ...GIVEN, config: { json } }, keyed));
    expect(refused.message).toContain('bot_config: The address [redacted]');
    expect(refused.message).not.toContain('4711');
  });

  test('is not sent where nothing may be changed, and a kept configuration is read all the same', async () => {
    const remote = await recall(wireBot());
    const client = clientFor(remote, {
      mayWrite: () => {
        throw new Error('read-only');
      },
    });
    await expect(client.scheduleBot(EVENT, KEPT, keyed)).rejects.toThrow('read-only');
    await expect(client.unscheduleBot(EVENT, keyed)).rejects.toThrow('read-only');
    await expect(client.deleteBot(BOT, keyed)).rejects.toThrow('read-only');
    expect(remote.seen.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('unscheduling', () => {
  test('is one DELETE without body or idempotency key, and gives the event', async () => {
    const remote = await startRemote((response) => sendJson(response, wireEvent({ bots: [] })));
    const client = clientFor(remote);
    const { record } = await client.unscheduleBot(EVENT, keyed);
    expect(record.bots).toEqual([]);
    expect(remote.seen).toMatchObject([{ method: 'DELETE', url: `/api/v2/calendar-events/${EVENT}/bot/`, body: '' }]);
    expect(remote.seen[0]?.headers['idempotency-key']).toBeUndefined();
    expect(client.budget('events.botDelete')).toMatchObject({ used: 1, limit: 600 });
  });
});

describe('deleting a bot', () => {
  test('is one DELETE that only a 204 confirms', async () => {
    const remote = await recall(null, [204], [200, {}]);
    const client = clientFor(remote);
    await client.deleteBot(BOT, keyed);
    expect(remote.seen).toMatchObject([{ method: 'DELETE', url: `/api/v1/bot/${BOT}/`, body: '' }]);
    expect(client.budget('bots.delete')).toMatchObject({ used: 1, limit: 300 });
    expect(await failure(client.deleteBot(BOT, keyed))).toMatchObject({ kind: 'bad_response', mayHaveActed: true });
  });

  test.each([
    [404, 'not_found'],
    [405, 'rejected'],
  ])('answered with %i is %s, and changed nothing', async (status, kind) => {
    const remote = await recall(null, [status]);
    expect(await failure(clientFor(remote).deleteBot(BOT, person))).toMatchObject({
      kind,
      status,
      mayHaveActed: false,
    });
  });
});

test('impossible ids are not sent', async () => {
  const remote = await recall(null);
  const client = clientFor(remote);
  for (const id of ['', '..', 'a b', 'x\r\ny']) {
    expect((await failure(client.scheduleBot(id, GIVEN, person))).kind).toBe('not_found');
    expect((await failure(client.unscheduleBot(id, person))).kind).toBe('not_found');
    expect((await failure(client.deleteBot(id, person))).kind).toBe('not_found');
  }
  expect(remote.seen).toEqual([]);
});
