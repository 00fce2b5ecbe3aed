/** What changes something at Recall: connecting, updating and deleting calendars; and what is said about their credentials. */
import type { CalendarRecord } from '../records.ts';
import type { Calls } from './calls.ts';
import { calendarFields, credentialFields, heldCredentials, readCredentialTest } from './credentials.ts';
import { badResponse } from './failures.ts';
import { accessTokenPath, calendarsPath, itemPath } from './paths.ts';
import type { CalendarCredentials, RecallClient, RemoteItem } from './types.ts';

type Writes = Pick<
  RecallClient,
  'updateCalendar' | 'createCalendar' | 'deleteCalendar' | 'testCredential' | 'compareCredentials'
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
          read(reply, _loaded, { host }) {
            if (reply.status === 204) return { serverNow: reply.serverNow };
            throw badResponse(`${host} answered with ${reply.status} where it answers 204 to a deletion.`, true);
          },
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
  };
}

function secretsOf(credentials: CalendarCredentials): string[] {
  return Object.values(credentialFields(credentials));
}
