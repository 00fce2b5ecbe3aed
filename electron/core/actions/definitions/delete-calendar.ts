/** `calendar.delete`: final, and Recall sends no webhook about it (recall-api.md 2.4). What Callboard stored stays. */
import type { ActionRequest } from '../../../../shared/actions.ts';
import { RecallError } from '../../recall/types.ts';
import { refOf } from '../types.ts';
import type { Action, Sent } from '../types.ts';
import { counted } from '../words.ts';
import { idOf, namedCalendars } from './targets.ts';

export function deleteCalendar(request: Extract<ActionRequest, { kind: 'calendar.delete' }>): Action {
  return {
    kind: request.kind,
    danger: 'irreversible',
    target: 'calendar',
    operation: 'calendars.delete',
    secrets: [],
    oauthClientId: null,
    probe: false,
    proof: 'gone',
    describes: 'DELETE calendar',
    candidates: (world) => namedCalendars(request.targets, world),
    title: (count) => `Delete ${counted(count, 'calendar')} from Recall`,
    confirmation(items) {
      const [only, ...more] = items;
      if (only !== undefined && more.length === 0) return only.label ?? only.calendarId;
      return items.length === 0 ? null : `delete ${counted(items.length, 'calendar')}`;
    },
    consequences(items, _untouched, { store, now }) {
      const rows = items.flatMap(({ row }) => (row === null ? [] : [row]));
      const { events, withBot, bots, stored } = store.futureOf(rows.map(refOf), now);
      const owners = rows.length === 1 ? 'Its owner has' : 'Their owners have';
      return [
        {
          severity: 'warning',
          text:
            bots === 0
              ? `No future bot is known for ${rows.length === 1 ? 'this calendar' : 'these calendars'}; ${counted(events, 'future event')} will not get one any more.`
              : `${counted(bots, 'future bot')} for ${counted(withBot, 'event')} will be unscheduled at once; ${counted(events, 'future event')} in all will not get one any more.`,
        },
        {
          severity: 'warning',
          text: `This cannot be undone. ${owners} to authorise again to connect anew.`,
        },
        {
          severity: 'info',
          text: `Recall can no longer be asked about these events, and sends no webhook about the deletion. Callboard keeps the ${counted(stored, 'event')} that it has, with their history, marked as deleted.`,
        },
      ];
    },
    async send(call) {
      try {
        const { serverNow } = await call.client.deleteCalendar(idOf(call), call.options);
        return gone(serverNow, 204, 'deleted');
      } catch (error) {
        if (error instanceof RecallError && error.kind === 'not_found') return gone(null, 404, 'it was gone already');
        throw error;
      }
    },
    async arrived(call) {
      try {
        await call.client.retrieveCalendar(idOf(call), { priority: call.options.priority });
        return { outcome: 'not_applied' };
      } catch (error) {
        if (error instanceof RecallError && error.kind === 'not_found') {
          return { outcome: 'applied', sent: gone(null, null, 'read back: it is gone') };
        }
        throw error;
      }
    },
  };
}

function gone(serverNow: number | null, status: number | null, answer: string): Sent {
  return { record: null, gone: true, serverNow, status, answer };
}
