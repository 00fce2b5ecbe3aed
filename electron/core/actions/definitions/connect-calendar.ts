/**
 * `calendar.connect`: one more calendar from credentials that OAuth gave. Recall does not deduplicate, so calendars of the
 * same mailbox are looked for first (recall-api.md 2.4).
 */
import type { ActionRequest } from '../../../../shared/actions.ts';
import { CallboardError } from '../../../../shared/envelope.ts';
import type { CalendarRecord } from '../../records.ts';
import type { RemotePage } from '../../recall/types.ts';
import type { Action, Consequence, ItemCall, Sent } from '../types.ts';
import { counted } from '../words.ts';
import { credentialsOf } from './credentials.ts';

const NAMES = ['clientSecret', 'refreshToken'] as const;

export function connectCalendar(request: Extract<ActionRequest, { kind: 'calendar.connect' }>): Action {
  const { workspaceId, platform, oauthClientId, mailbox } = request;

  const create = async (call: ItemCall): Promise<Sent> => {
    const { clientSecret = '', refreshToken = '' } = credentialsOf(call, NAMES);
    const { record, serverNow } = await call.client.createCalendar(
      {
        platform,
        oauthClientId,
        clientSecret,
        refreshToken,
        ...(request.sendOauthEmail === true ? { oauthEmail: mailbox } : {}),
      },
      call.options,
    );
    return { record, gone: false, serverNow, status: 201, answer: `made, status ${record.status}` };
  };

  return {
    kind: request.kind,
    danger: 'remote',
    target: 'calendar',
    operation: 'calendars.create',
    secrets: NAMES,
    oauthClientId,
    probe: false,
    proof: 'status',
    describes: 'POST calendar: client id, client secret, refresh token',
    candidates({ store, workspaces }) {
      if (!workspaces.some(({ id }) => id === workspaceId)) {
        throw new CallboardError('not_found', 'This workspace is not in Callboard any more.');
      }
      const same = store.calendarsOfMailbox(mailbox).filter((row) => row.deletedAt === null);
      return {
        items: [
          {
            workspaceId,
            calendarId: null,
            eventId: null,
            botId: null,
            label: mailbox,
            row: null,
            event: null,
            plan: null,
            stake: null,
          },
        ],
        untouched: same.map((row) => ({ reason: 'same_mailbox', row })),
      };
    },
    title: () => `Connect ${mailbox}`,
    confirmation: () => null,
    consequences(_items, untouched) {
      const here = untouched.filter(
        ({ reason, row }) => reason === 'same_mailbox' && row.workspaceId === workspaceId && row.platform === platform,
      ).length;
      const elsewhere = untouched.filter(({ reason }) => reason === 'same_mailbox').length - here;
      const found: Consequence[] = [];
      if (here > 0) {
        found.push({
          severity: 'warning',
          text: `This mailbox is connected here already (${counted(here, 'calendar')}). Recall does not notice: every event would come twice, and so might the bots. Update the existing calendar's credentials instead.`,
        });
      }
      if (elsewhere > 0) {
        found.push({
          severity: 'warning',
          text: `This mailbox is also connected elsewhere (${counted(elsewhere, 'calendar')} in other workspaces or of the other platform). Its meetings may get several bots.`,
        });
      }
      found.push({
        severity: 'info',
        text: 'Recall connects the primary calendar of the account that gave the refresh token. Its address is known after the first sync.',
      });
      return found;
    },
    send: create,
    async arrived(call) {
      const { records, serverNow } = await all(call);
      const since = call.since(serverNow);
      const made = records.filter(
        (record) =>
          record.createdAt !== null &&
          record.createdAt >= since &&
          record.oauthClientId === oauthClientId &&
          record.platform === platform &&
          isMailbox(record, mailbox),
      );
      const [record] = made;
      // None: sent again with the same idempotency key, Recall gives its first answer for an hour (recall-api.md 1.8).
      if (record === undefined || made.length > 1) return { outcome: 'unknown' };
      const answer = `read back: it was made, status ${record.status}`;
      return { outcome: 'applied', sent: { record, gone: false, serverNow: null, status: null, answer } };
    },
  };
}

async function all({ client, options }: ItemCall): Promise<{ records: CalendarRecord[]; serverNow: number | null }> {
  const records: CalendarRecord[] = [];
  let serverNow: number | null = null;
  let cursor: string | null = null;
  do {
    const page: RemotePage<CalendarRecord> = await client.listCalendars(cursor === null ? {} : { cursor }, {
      priority: options.priority,
    });
    records.push(...page.records);
    serverNow = page.serverNow;
    cursor = page.next;
  } while (cursor !== null);
  return { records, serverNow };
}

/** A new calendar's own address is unknown until its first sync; then only the address used for OAuth can tell. */
function isMailbox({ platformEmail, oauthEmail }: CalendarRecord, mailbox: string): boolean {
  const known = platformEmail ?? oauthEmail;
  return known === null || known.toLowerCase() === mailbox.toLowerCase();
}
