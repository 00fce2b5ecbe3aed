/** `calendar.update_credentials`: another client secret, another refresh token, or both (recall-api.md 2.4). */
import type { ActionRequest } from '../../../../shared/actions.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import type { Action } from '../types.ts';
import { counted } from '../words.ts';
import { credentialConsequences, credentialsArrived, sendCredentials } from './credentials.ts';
import type { CredentialName } from './credentials.ts';
import { namedCalendars } from './targets.ts';

export function updateCredentials(request: Extract<ActionRequest, { kind: 'calendar.update_credentials' }>): Action {
  const names: CredentialName[] = [];
  if (request.fields.includes('client_secret')) names.push('clientSecret');
  if (request.fields.includes('refresh_token')) names.push('refreshToken');
  const what = names.map((name) => WORDS[name]).join(' and ');
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'calendar',
    operation: 'calendars.update',
    secrets: names,
    oauthClientId: null,
    probe: request.probe ?? false,
    proof: 'status',
    describes: `PATCH calendar: ${what}`,
    candidates(world) {
      const found = namedCalendars(request.targets, world);
      if (names.includes('refreshToken') && found.items.length > 1) {
        throw new CallboardError(
          'invalid_input',
          'A refresh token belongs to one mailbox, so it can be set on one calendar at a time only. Choose one calendar, or update the client secret alone.',
        );
      }
      const clients = new Set(found.items.map(({ row }) => row?.oauthClientId));
      if (names.includes('clientSecret') && clients.size > 1) {
        throw new CallboardError(
          'invalid_input',
          `A client secret belongs to one OAuth client, and these calendars use ${clients.size} different ones. Choose the calendars of one client, or rotate the client's secret under OAuth clients.`,
        );
      }
      return found;
    },
    title: (count) => `Update the ${what} of ${counted(count, 'calendar')}`,
    confirmation: () => null,
    consequences: (items, _untouched, world) => credentialConsequences(items, world, what),
    send: (call) => sendCredentials(call, names),
    arrived: (call) => credentialsArrived(call, names),
  };
}

const WORDS: Readonly<Record<CredentialName, string>> = {
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
};
