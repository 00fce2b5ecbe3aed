/**
 * What a browser will want first, done once while it starts: the code on the way is compiled, statements are prepared and the
 * file's first pages are read then, instead of while its user looks at an empty frame.
 */
import { get } from 'node:http';
import type { Input, ReplicaMethod } from '../../shared/contract.ts';
import { DAY_MS } from '../../shared/time.ts';
import type { CoreHost } from './core-host.ts';

/** Rows of a list's first page. */
const limit = 100;

/** One request to our own server, refused for want of a cookie (10 ms of the first paint). */
export function rehearseRequest(origin: string): void {
  get(origin, { agent: false }, (response) => response.resume()).on('error', () => {});
}

/**
 * Asks for the beginnings of both lists, as the renderer does (a test compares), and drops the answers (20 ms of the first rows).
 * @param now ms UTC.
 */
export function rehearseQuestions(core: Pick<CoreHost, 'call'>, now: number): void {
  const ask = <M extends ReplicaMethod>(method: M, input: Input<M>): void => void core.call(method, input);
  ask('workspaces.list', {});
  ask('calendars.list', {
    filter: { workspaces: 'all' },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit,
  });
  ask('calendars.counts', { workspaces: 'all' });
  ask('events.list', {
    filter: { workspaces: 'all', from: now, to: now + 7 * DAY_MS },
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit,
  });
  ask('events.counts', { workspaces: 'all', now });
}
