/**
 * `oauth_client.rotate_secret`: a new client secret on every calendar of one OAuth client, over all workspaces. Calendars of
 * another client are never touched (recall-api.md 11).
 */
import { MAX_TARGETS } from '../../../../shared/actions.ts';
import type { ActionRequest } from '../../../../shared/actions.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import type { CalendarRow } from '../../../../shared/entities.ts';
import type { Action, Untouched } from '../types.ts';
import { counted } from '../words.ts';
import { credentialConsequences, credentialsArrived, sendCredentials } from './credentials.ts';
import { itemOf } from './targets.ts';

const NAMES = ['clientSecret'] as const;

export function rotateSecret(request: Extract<ActionRequest, { kind: 'oauth_client.rotate_secret' }>): Action {
  const { workspaces, oauthClientId } = request;
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'calendar',
    operation: 'calendars.update',
    secrets: NAMES,
    oauthClientId,
    probe: request.probe ?? false,
    proof: 'status',
    describes: 'PATCH calendar: client secret',
    candidates({ store }) {
      const present = store.calendarsForAction({ filter: { workspaces } }, ALL);
      const deleted = store.calendarsForAction({ filter: { workspaces, presence: 'deleted' } }, ALL);
      const mine = present.filter((row) => row.oauthClientId === oauthClientId);
      if (mine.length > MAX_TARGETS) {
        throw new CallboardError(
          'invalid_input',
          `More than ${MAX_TARGETS.toLocaleString('en-US')} calendars use this client. Rotate it workspace by workspace.`,
        );
      }
      const platforms = new Set(mine.map((row) => row.platform));
      const others = present.filter((row) => row.oauthClientId !== oauthClientId).map((row) => other(row, platforms));
      const gone = deleted.filter((row) => row.oauthClientId === oauthClientId);
      return {
        items: mine.map(itemOf),
        untouched: [...gone.map((row): Untouched => ({ reason: 'deleted', row })), ...others],
      };
    },
    title: (count) => `Rotate the client secret of ${counted(count, 'calendar')}`,
    confirmation: () => null,
    consequences: (items, _untouched, world) => credentialConsequences(items, world, 'secret'),
    send: (call) => sendCredentials(call, NAMES),
    arrived: (call) => credentialsArrived(call, NAMES),
  };
}

/** More than any fleet has. */
const ALL = 1_000_000;

function other(row: CalendarRow, platforms: ReadonlySet<CalendarRow['platform']>): Untouched {
  return { reason: platforms.size === 0 || platforms.has(row.platform) ? 'other_client' : 'other_platform', row };
}
