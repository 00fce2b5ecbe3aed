/**
 * Every kind of answer that the simulator gives is validated against Recall's own OpenAPI of November 2025
 * (test/fixtures/openapi). The places where genuine answers contradict that file are loosened here, one by one, each with
 * its evidence; everything else holds as published.
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Bench, Json, Reply } from '../sim/simulator/support.ts';
import { bench, DAY, HOUR, MINUTE, MORNING } from '../sim/simulator/support.ts';

type Node = Record<string, Json>;

const fixtures = new URL('../fixtures/', import.meta.url);
const read = (path: string): Json => JSON.parse(readFileSync(new URL(path, fixtures), 'utf8'));
const published: Node = read('openapi/recall-2025-11.json');

/** OpenAPI 3.0's `nullable`, `readOnly` and `discriminator` as JSON Schema: what a response may hold. */
function toJsonSchema(node: Json): Json {
  if (Array.isArray(node)) return node.filter((one) => one?.writeOnly !== true).map(toJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, readOnly: _r, writeOnly: _w, example: _e, discriminator, deprecated: _p, ...rest } = node as Node;
  const schema: Node = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]));
  if (discriminator !== undefined) schema['oneOf'] = chosenBy(discriminator);
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** Without it an open alternative would also match what belongs to another one. */
function chosenBy(discriminator: { propertyName: string; mapping: Record<string, string> }): Json[] {
  const { propertyName, mapping } = discriminator;
  return Object.entries(mapping).map(([value, $ref]) => ({
    allOf: [{ $ref }, { required: [propertyName], properties: { [propertyName]: { const: value } } }],
  }));
}

/**
 * What genuine answers contradict, and the evidence:
 * - `raw`: the union of two closed objects is not Recall's own (openapi/README.md); Recall's own example payloads have
 *   fields that it forbids (see the last test).
 * - bot `message` and `sub_code` are null in Recall's own excerpt (recall-docs/bot-status_changes.json).
 * - bot `meeting_url` reads as the structured object only; the plain string is write-only. Once Recall clears it, it is
 *   null (recall-api.md 4.3).
 */
function loosened(schemas: Node): Node {
  const { CalendarEvent, BotEvent, Bot } = schemas;
  return {
    ...schemas,
    CalendarEvent: { ...CalendarEvent, properties: { ...CalendarEvent.properties, raw: { type: 'object' } } },
    BotEvent: {
      ...BotEvent,
      properties: {
        ...BotEvent.properties,
        message: { type: ['string', 'null'] },
        sub_code: { type: ['string', 'null'] },
      },
    },
    Bot: {
      ...Bot,
      properties: {
        ...Bot.properties,
        meeting_url: { anyOf: [{ $ref: '#/components/schemas/MeetingUrl' }, { type: 'null' }] },
      },
    },
  };
}

function validator(loosen: boolean): Ajv {
  const schemas: Node = toJsonSchema(published['components'].schemas);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats(ajv);
  // Words of transcription providers in the place of a format; they say nothing that could be checked.
  for (const word of ['ms', 'date-span', 'integer']) ajv.addFormat(word, true);
  ajv.addSchema({ $id: 'recall', components: { schemas: loosen ? loosened(schemas) : schemas } });
  return ajv;
}

const loose = validator(true);
const strict = validator(false);

/** What is wrong with a value, in words; empty when nothing is. */
function faultsOf(ajv: Ajv, schema: string, value: unknown): string[] {
  const validate = ajv.getSchema(`recall#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`No schema ${schema}.`);
  void validate(value);
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
  );
}

/** Validates an answer against the schema that the operation's status names. */
function expectDocumented(reply: Reply, operationId: string, status: number): void {
  expect(reply.status).toBe(status);
  const operation = Object.values(published['paths'] as Node)
    .flatMap((path: Node) => Object.values(path))
    .find((candidate: Json) => candidate.operationId === operationId);
  const content = operation.responses[String(status)].content;
  if (content === undefined) {
    expect(reply.text).toBe('');
    return;
  }
  const reference: string = content['application/json'].schema.$ref;
  expect(faultsOf(loose, reference.replace('#/components/schemas/', ''), reply.json)).toEqual([]);
}

async function training(): Promise<Bench> {
  return bench({ world: [{ name: 'ACME', calendars: 12, eventsPerCalendar: 40, troubles: 'training' }] });
}

describe("the simulator's good answers are valid by Recall's OpenAPI", () => {
  it('calendars: every page, every calendar, create, update, delete, access token', async () => {
    const { workspace, call, get } = await training();
    expectDocumented(await get('/api/v2/calendars/'), 'calendars_list', 200);
    for (const calendar of workspace.calendars()) {
      expectDocumented(await get(`/api/v2/calendars/${calendar.id}/`), 'calendars_retrieve', 200);
      const token = await call('POST', `/api/v2/calendars/${calendar.id}/access-token/`);
      expectDocumented(token, 'calendars_access_token_create', calendar.trouble === null ? 200 : 400);
    }
    const credentials = {
      oauth_client_id: 'a',
      oauth_client_secret: 'b',
      oauth_refresh_token: 'c',
      platform: 'google_calendar',
    };
    const created = await call('POST', '/api/v2/calendars/', {
      ...credentials,
      oauth_email: 'a@b.example',
      webhook_url: 'https://hooks.example/r',
    });
    expectDocumented(created, 'calendars_create', 201);
    expectDocumented(await call('PATCH', `/api/v2/calendars/${created.json.id}/`, {}), 'calendars_partial_update', 200);
    expectDocumented(await call('DELETE', `/api/v2/calendars/${created.json.id}/`), 'calendars_destroy', 204);
  });

  it('events: every page of the training world, retrieve, schedule, unschedule', async () => {
    const { workspace, clock, call, get } = await training();
    let next: string | null = '/api/v2/calendar-events/';
    let pages = 0;
    while (next !== null) {
      const page: Reply = await get(next);
      expectDocumented(page, 'calendar_events_list', 200);
      pages += 1;
      next = page.json.next;
    }
    expect(pages).toBe(Math.ceil(workspace.events().length / 100));
    const calendar = workspace.addCalendar();
    const event = workspace.addEvent({ calendarId: calendar.id, startAt: clock.now() + HOUR });
    const path = `/api/v2/calendar-events/${event.id}/`;
    expectDocumented(await get(path), 'calendar_events_retrieve', 200);
    const scheduled = await call('POST', `${path}bot/`, { deduplication_key: 'k', bot_config: {} });
    expectDocumented(scheduled, 'calendar_events_bot_create', 200);
    expect(scheduled.json.bots).toHaveLength(1);
    expectDocumented(await call('DELETE', `${path}bot/`), 'calendar_events_bot_destroy', 200);
  });

  it('bots: every page and stage of life, create, update, commands, delete', async () => {
    const { workspace, clock, call, get } = await training();
    for (const moment of [0, 2 * MINUTE, HOUR, 9 * DAY]) {
      clock.at = MORNING + moment;
      expectDocumented(await get('/api/v1/bot/'), 'bot_list', 200);
    }
    clock.at = MORNING;
    const create = { meeting_url: 'https://zoom.us/j/123', join_at: new Date(MORNING + DAY).toISOString() };
    const scheduled = await call('POST', '/api/v1/bot/', create);
    expectDocumented(scheduled, 'bot_create', 201);
    const path = `/api/v1/bot/${scheduled.json.id}/`;
    expectDocumented(await get(path), 'bot_retrieve', 200);
    expectDocumented(await call('PATCH', path, { bot_name: 'Other' }), 'bot_partial_update', 200);
    expectDocumented(await call('DELETE', path), 'bot_destroy', 204);
    const running = workspace.addBot({
      joinAt: MORNING - 5 * MINUTE,
      meetingUrl: create.meeting_url,
      outcome: { kind: 'recorded', minutes: 30, subCode: 'call_ended_by_host' },
    });
    expectDocumented(await call('POST', `/api/v1/bot/${running.id}/leave_call/`), 'bot_leave_call_create', 200);
    expectDocumented(await call('POST', `/api/v1/bot/${running.id}/delete_media/`), 'bot_delete_media_create', 200);
  });

  it.each([
    'https://meet.google.com/abc-defg-hij',
    'https://acme.zoom.us/j/123?pwd=x',
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_A%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d',
    'https://teams.live.com/meet/931?p=q',
    'https://acme.webex.com/acme/j.php?MTID=m1',
    'https://acme.webex.com/meet/anna',
    'https://meet.goto.com/123456789',
  ])('a bot in %s', async (meetingUrl) => {
    const { call } = await bench();
    expectDocumented(await call('POST', '/api/v1/bot/', { meeting_url: meetingUrl }), 'bot_create', 201);
  });

  it('what the file does not hold (screenshots, usage) has the documented fields', async () => {
    const { workspace, get } = await training();
    const bot = workspace.addBot({
      joinAt: MORNING - HOUR,
      meetingUrl: 'https://zoom.us/j/1',
      outcome: { kind: 'fatal', subCode: 'bot_errored' },
    });
    const shots = (await get(`/api/v1/bot/${bot.id}/screenshots/`)).json.results;
    expect(Object.keys(shots[0])).toEqual(['id', 'recorded_at', 'url']);
    expect((await get('/api/v1/billing/usage/')).json).toEqual({ bot_total: expect.any(Number) });
  });
});

/** The body shapes of recall-api.md 1.5. */
const BODY_SHAPES: Readonly<Record<string, Node>> = {
  detail: {
    type: 'object',
    required: ['detail'],
    additionalProperties: false,
    properties: { detail: { type: 'string', minLength: 1 } },
  },
  codeAndDetail: {
    type: 'object',
    required: ['code', 'detail'],
    additionalProperties: false,
    properties: { code: { type: 'string' }, detail: { type: 'string' } },
  },
  scheduling: {
    type: 'object',
    required: ['code', 'message', 'errors'],
    additionalProperties: false,
    properties: {
      code: { const: 'invalid_request_data' },
      message: { type: 'string' },
      errors: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
    },
  },
  field: {
    type: 'object',
    minProperties: 1,
    additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } },
  },
};

describe("the simulator's errors have the documented shapes", () => {
  const events = '/api/v2/calendar-events/';
  const cases: readonly (readonly [string, number, string, (made: Bench) => Promise<Reply>])[] = [
    ['a wrong key', 401, 'detail', ({ get }) => get(events, { Authorization: 'Token nobody' })],
    ['an unknown event', 404, 'detail', ({ get }) => get(`${events}0/`)],
    ['a wrong method', 405, 'detail', ({ call }) => call('PUT', events)],
    [
      'a local address',
      403,
      'codeAndDetail',
      ({ call }) => call('POST', '/api/v1/bot/', { meeting_url: 'http://localhost/' }),
    ],
    ['a bad filter', 400, 'field', ({ get }) => get(`${events}?is_deleted=x`)],
    ['a missing field', 400, 'field', ({ call }) => call('POST', '/api/v1/bot/', {})],
    [
      'an empty pool',
      507,
      'detail',
      ({ workspace, call }) => {
        workspace.adHocPoolEmpty = true;
        return call('POST', '/api/v1/bot/', { meeting_url: 'https://zoom.us/j/1' });
      },
    ],
    [
      'a dispatched bot',
      405,
      'detail',
      ({ workspace, call }) => call('DELETE', `/api/v1/bot/${joined(workspace).id}/`),
    ],
    [
      'an update too late',
      400,
      'codeAndDetail',
      ({ workspace, call }) => call('PATCH', `/api/v1/bot/${joined(workspace).id}/`, {}),
    ],
    [
      'an ended event',
      400,
      'scheduling',
      ({ workspace, call }) => {
        const event = workspace.addEvent({ calendarId: workspace.addCalendar().id, startAt: MORNING - DAY });
        return call('POST', `${events}${event.id}/bot/`, { deduplication_key: 'k', bot_config: {} });
      },
    ],
    [
      'too many requests',
      429,
      'detail',
      async ({ get }) => {
        for (let i = 0; i < 5; i++) await get('/api/v1/billing/usage/');
        return get('/api/v1/billing/usage/');
      },
    ],
  ];

  it.each(cases)('%s: %i as %s', async (_name, status, shape, provoke) => {
    const reply = await provoke(await bench({ limits: { enforce: true } }));
    expect(reply.status).toBe(status);
    const validate = new Ajv({ strict: false }).compile(BODY_SHAPES[shape] ?? false);
    expect(validate(reply.json)).toBe(true);
  });

  it('an ended event is refused with the very body that Recall documents', async () => {
    const { workspace, call } = await bench();
    const event = workspace.addEvent({ calendarId: workspace.addCalendar().id, startAt: MORNING - DAY });
    const reply = await call('POST', `${events}${event.id}/bot/`, { deduplication_key: 'k', bot_config: {} });
    expect(reply.json).toEqual(read('recall/recall-docs/error-400-calendar-event-has-ended.json'));
  });
});

function joined(workspace: Bench['workspace']) {
  return workspace.addBot({
    joinAt: MORNING - HOUR,
    meetingUrl: 'https://zoom.us/j/1',
    outcome: { kind: 'fatal', subCode: 'bot_errored' },
  });
}

describe('where genuine payloads contradict the published file, so that it had to be loosened', () => {
  it("raw: Recall's own example events are refused by the closed unions", () => {
    const google = read('recall/recall-docs/raw-google-calendar.json');
    const outlook = read('recall/recall-docs/raw-microsoft-outlook.json');
    expect(faultsOf(strict, 'CalendarEventRawGoogleCalendar', google).join()).toContain('hangoutLink');
    expect(faultsOf(strict, 'CalendarEventRawMicrosoftOutlook', outlook).join()).toContain('allowNewTimeProposals');
  });

  it("bots: Recall's own status changes hold null messages and sub-codes", () => {
    const [change] = read('recall/recall-docs/bot-status_changes.json').status_changes;
    expect(faultsOf(strict, 'BotEvent', change)).toHaveLength(2);
    expect(faultsOf(loose, 'BotEvent', change)).toEqual([]);
  });

  it('a broken answer is noticed: the check itself works', async () => {
    const { workspace, get } = await bench();
    const calendar = workspace.addCalendar();
    const good = (await get(`/api/v2/calendars/${calendar.id}/`)).json;
    expect(faultsOf(loose, 'Calendar', { ...good, platform: 'caldav' })).not.toEqual([]);
    expect(faultsOf(loose, 'Calendar', { ...good, created_at: 'yesterday' })).not.toEqual([]);
    const { status: _status, ...incomplete } = good;
    expect(faultsOf(loose, 'Calendar', incomplete)).not.toEqual([]);
  });
});
