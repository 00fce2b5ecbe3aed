/** What a window asks first, asked once before there is one. */
import type { Input, ReplicaMethod } from '../../shared/contract.ts';
import { DAY_MS } from '../../shared/time.ts';
import type { CoreHost } from './core-host.ts';

/** Rows of a list's first page. */
const limit = 100;

/**
 * Asks for the beginnings of both lists and drops the answers: the code on their way is compiled, the statements are
 * prepared and the file's first pages are read while the browser starts, instead of while its user looks at an empty
 * frame (25 ms on two cores).
 * @param now ms UTC.
 */
export function rehearse(core: Pick<CoreHost, 'call'>, now: number): void {
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
