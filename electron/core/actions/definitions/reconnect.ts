/** `calendar.reconnect`: asks Recall to try again with the credentials it has: an empty PATCH (recall-api.md 2.4). */
import type { ActionRequest } from '../../../../shared/actions.ts';
import type { Action } from '../types.ts';
import { counted } from '../words.ts';
import { credentialsArrived, sendCredentials } from './credentials.ts';
import { namedCalendars } from './targets.ts';

export function reconnect(request: Extract<ActionRequest, { kind: 'calendar.reconnect' }>): Action {
  return {
    kind: request.kind,
    danger: 'remote',
    target: 'calendar',
    operation: 'calendars.update',
    secrets: [],
    oauthClientId: null,
    probe: false,
    proof: 'status',
    describes: 'PATCH calendar: nothing but a new attempt',
    candidates: (world) => namedCalendars(request.targets, world),
    title: (count) => `Reconnect ${counted(count, 'calendar')}`,
    confirmation: () => null,
    consequences(items) {
      const connected = items.filter(({ row }) => row?.status === 'connected').length;
      return [
        ...(connected === 0
          ? []
          : [
              {
                severity: 'warning' as const,
                text: `${counted(connected, 'of them is', 'of them are')} connected already. Recall tries again all the same.`,
              },
            ]),
        {
          severity: 'info' as const,
          text: 'Recall tries again with the credentials it has. Where they were revoked or are wrong, the calendar ends up disconnected again.',
        },
        {
          severity: 'info' as const,
          text: 'Bots that were unscheduled when a calendar disconnected may not come back by themselves.',
        },
      ];
    },
    send: (call) => sendCredentials(call, []),
    arrived: (call) => credentialsArrived(call, []),
  };
}
