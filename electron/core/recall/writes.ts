/**
 * What changes something at Recall: connecting, updating and deleting calendars, scheduling and removing bots; and what is said
 * about credentials.
 */
import type { CalendarRecord, EventRecord } from '../records.ts';
import { configOfBot, textsOfConfig } from './bot-config.ts';
import type { KeptConfig } from './bot-config.ts';
import type { Calls } from './calls.ts';
import { calendarFields, credentialFields, heldCredentials, readCredentialTest } from './credentials.ts';
import { badResponse } from './failures.ts';
import type { CallFacts, Reply } from './failures.ts';
import { accessTokenPath, calendarsPath, eventBotPath, itemPath } from './paths.ts';
import { RecallError } from './types.ts';
import type {
  BotConfiguration,
  CalendarCredentials,
  CallOptions,
  RecallClient,
  RemoteItem,
  ScheduledBot,
} from './types.ts';

type Writes = Pick<
  RecallClient,
  | 'updateCalendar'
  | 'createCalendar'
  | 'deleteCalendar'
  | 'testCredential'
  | 'compareCredentials'
  | 'scheduleBot'
  | 'unscheduleBot'
  | 'deleteBot'
>;

export function createWrites(calls: Calls): Writes {
  return {
    updateCalendar: async (id, credentials, { beforeSend, idempotencyKey, ...options }) =>
      calls.run(
        {
          operation: 'calendars.update',
          method: 'PATCH',
          path: itemPath('v2/calendars', id),
          body: credentialFields(credentials),
          secrets: secretsOf(credentials),
          changes: true,
          beforeSend,
          idempotencyKey,
          read: (reply, { CALENDAR, readItem }, { host }): RemoteItem<CalendarRecord> => ({
            record: readItem(reply, host, CALENDAR, id),
            serverNow: reply.serverNow,
          }),
        },
        options,
      ),

    createCalendar: async (calendar, { beforeSend, idempotencyKey, ...options }) =>
      calls.run(
        {
          operation: 'calendars.create',
          method: 'POST',
          path: calendarsPath({}),
          body: calendarFields(calendar),
          secrets: secretsOf(calendar),
          changes: true,
          beforeSend,
          idempotencyKey,
          read: (reply, { CALENDAR, readItem }, { host }): RemoteItem<CalendarRecord> => ({
            record: readItem(reply, host, CALENDAR, null),
            serverNow: reply.serverNow,
          }),
        },
        options,
      ),

    // No idempotency key: a DELETE is repeatable by nature and Recall offers none (recall-api.md 1.8).
    deleteCalendar: async (id, { beforeSend, idempotencyKey: _none, ...options }) =>
      calls.run(
        {
          operation: 'calendars.delete',
          method: 'DELETE',
          path: itemPath('v2/calendars', id),
          changes: true,
          beforeSend,
          read: readDeletion,
        },
        options,
      ),

    // No idempotency key: it would have Recall keep the token for an hour, and answer the next test with this one's answer.
    testCredential: async (id, { beforeSend, idempotencyKey: _none, ...options }) =>
      calls.run(
        {
          operation: 'calendars.accessToken',
          method: 'POST',
          path: accessTokenPath(id),
          changes: false,
          beforeSend,
          alsoReads: 400,
          read: (reply, { parseJson }, facts) => readCredentialTest(reply, facts, parseJson),
        },
        options,
      ),

    compareCredentials: async (id, credentials, options) =>
      calls.run(
        {
          operation: 'calendars.retrieve',
          method: 'GET',
          path: itemPath('v2/calendars', id),
          secrets: secretsOf(credentials),
          changes: false,
          read: (reply, { CALENDAR, parseJson, readItem }, { host }) => ({
            record: readItem(reply, host, CALENDAR, id),
            // Before redaction, and nothing of it goes on but the outcome.
            held: heldCredentials(parseJson(reply, host), credentials),
            serverNow: reply.serverNow,
          }),
        },
        options,
      ),

    async scheduleBot(eventId, { deduplicationKey, config }, { beforeSend, idempotencyKey, ...options }) {
      const path = eventBotPath(eventId);
      const { config: sent, ...about } = await configured(calls, config, options);
      return calls.run(
        {
          operation: 'events.botCreate',
          method: 'POST',
          path,
          body: { deduplication_key: deduplicationKey, bot_config: sent },
          secrets: textsOfConfig(sent),
          changes: true,
          asksForBot: true,
          beforeSend,
          idempotencyKey,
          read: (reply, { EVENT, readItem }, { host }): ScheduledBot => ({
            record: readItem(reply, host, EVENT, eventId),
            serverNow: reply.serverNow,
            ...about,
          }),
        },
        options,
      );
    },

    unscheduleBot: async (eventId, { beforeSend, idempotencyKey: _none, ...options }) =>
      calls.run(
        {
          operation: 'events.botDelete',
          method: 'DELETE',
          path: eventBotPath(eventId),
          changes: true,
          beforeSend,
          read: (reply, { EVENT, readItem }, { host }): RemoteItem<EventRecord> => ({
            record: readItem(reply, host, EVENT, eventId),
            serverNow: reply.serverNow,
          }),
        },
        options,
      ),

    deleteBot: async (botId, { beforeSend, idempotencyKey: _none, ...options }) =>
      calls.run(
        {
          operation: 'bots.delete',
          method: 'DELETE',
          path: itemPath('v1/bot', botId),
          changes: true,
          beforeSend,
          read: readDeletion,
        },
        options,
      ),
  };
}

interface Configured extends Pick<ScheduledBot, 'configuration' | 'leftOut'> {
  readonly config: Readonly<Record<string, unknown>>;
}

/** What is sent as `bot_config`; retrieves the bot whose configuration is kept. */
async function configured(calls: Calls, config: BotConfiguration, options: CallOptions): Promise<Configured> {
  if (config === 'empty') return { config: {}, configuration: 'empty', leftOut: [] };
  if ('json' in config) return { config: config.json, configuration: 'given', leftOut: [] };
  try {
    const kept = await calls.run(
      {
        operation: 'bots.retrieve',
        method: 'GET',
        path: itemPath('v1/bot', config.fromBot),
        changes: false,
        // Before redaction: it goes back to Recall and nowhere else.
        read: (reply, { parseJson }, { host }): KeptConfig => configOfBot(parseJson(reply, host)),
      },
      options,
    );
    return { ...kept, configuration: 'kept' };
  } catch (error) {
    if (!(error instanceof RecallError) || error.kind !== 'not_found') throw error;
    return { config: {}, configuration: 'gone', leftOut: [] };
  }
}

function readDeletion(reply: Reply, _loaded: unknown, { host }: CallFacts): { serverNow: number | null } {
  if (reply.status === 204) return { serverNow: reply.serverNow };
  throw badResponse(`${host} answered with ${reply.status} where it answers 204 to a deletion.`, true);
}

function secretsOf(credentials: CalendarCredentials): string[] {
  return Object.values(credentialFields(credentials));
}
