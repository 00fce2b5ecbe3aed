/** Writes of every kind, and a Recall that takes them. */
import type { ServerResponse } from 'node:http';
import type { FullRecallClient } from '../../../../electron/core/recall/client.ts';
import type { WriteOptions } from '../../../../electron/core/recall/types.ts';
import type { Remote } from './remote.ts';
import { person, sendJson, startRemote, wireCalendar } from './remote.ts';

export const ID = '0a4f8a0e-54c6-4b0f-8a1f-4dbb6a3f2c22';
export const SECRET = { clientSecret: 'canary-new-secret' };
export const NEW = {
  platform: 'microsoft_outlook',
  oauthClientId: 'client-1',
  clientSecret: 'canary-new-secret',
  refreshToken: 'canary-new-token',
} as const;
export const keyed: WriteOptions = { ...person, idempotencyKey: 'key-1' };

/** Every write that changes something, with the answer that Recall gives to it. */
export const CHANGES: readonly [string, (client: FullRecallClient, options: WriteOptions) => Promise<unknown>][] = [
  ['an update', (client, options) => client.updateCalendar(ID, SECRET, options)],
  ['a creation', (client, options) => client.createCalendar(NEW, options)],
  ['a deletion', (client, options) => client.deleteCalendar(ID, options)],
];
export const WRITES: typeof CHANGES = [
  ...CHANGES,
  ['a credential test', (client, options) => client.testCredential(ID, options)],
];

/** Answers as Recall does when all is well. */
export function accept(
  response: ServerResponse,
  { method, url }: { readonly method: string; readonly url: string },
): void {
  if (method === 'DELETE') response.writeHead(204).end();
  else if (url.endsWith('/access-token/'))
    sendJson(response, { token: 'canary-access', expires_at: '2026-11-20T13:00:00Z' });
  else sendJson(response, wireCalendar({ status: 'connecting' }), method === 'POST' ? 201 : 200);
}

export type Reply = readonly [status: number, headers?: Record<string, string>, body?: string];

/** Answers with each reply in turn, and as Recall does after the last. */
export function replies(...list: readonly Reply[]): Promise<Remote> {
  return startRemote((response, seen, n) => {
    const reply = list[n - 1];
    if (reply === undefined) accept(response, seen);
    else
      response
        .writeHead(reply[0], { 'content-type': 'application/json', ...reply[1] })
        .end(reply[2] ?? '{"detail":"words"}');
  });
}
