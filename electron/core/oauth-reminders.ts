/**
 * Says ahead of time that the secret of a registered OAuth client expires: 30, 14 and 3 days before, and when it has
 * (PRODUCT.md, "OAuth doctor"). One desktop notification per client, expiry date and step, also across restarts.
 */
import type { OauthClient } from '../../shared/actions.ts';
import { DAY_MS, HOUR_MS } from '../../shared/time.ts';
import type { Clock, Log, Notice } from './deps.ts';
import type { Store } from './store/types.ts';

/** Days ahead, the farthest first; 0: it has expired. */
const STEPS = [30, 14, 3, 0] as const;
const LOOK_EVERY_MS = HOUR_MS;

type Reminders = Pick<Store, 'oauthClients' | 'reminded' | 'noteReminder'>;

/** Looks now and every hour until `signal` aborts. A look that fails is logged and made again later. */
export async function runOauthReminders(
  store: Reminders,
  clock: Pick<Clock, 'now' | 'sleep'>,
  notify: (notice: Notice) => void,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      remind(store, clock.now(), notify);
    } catch (error) {
      log.write('warn', 'reminders of expiring secrets were not looked at', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

function remind(store: Reminders, now: number, notify: (notice: Notice) => void): void {
  for (const client of store.oauthClients()) {
    const { id, secretExpiresAt } = client;
    if (id === null || secretExpiresAt === null) continue;
    const step = dueStep(secretExpiresAt - now);
    if (step === null) continue;
    const given = store.reminded(id);
    if (given !== null && given <= step) continue;
    // Noted first: on a disk that takes nothing more, a reminder every hour would be worse than none beside the banner.
    store.noteReminder(id, step);
    notify(noticeOf(client, secretExpiresAt - now));
  }
}

/** The nearest step that has been reached this long before the end, ms; null: none yet. */
function dueStep(aheadMs: number): (typeof STEPS)[number] | null {
  return STEPS.findLast((days) => aheadMs <= days * DAY_MS) ?? null;
}

function noticeOf(client: OauthClient, aheadMs: number): Notice {
  const calendars = client.inUse.reduce((sum, use) => sum + use.calendars, 0);
  const name = client.name ?? client.clientId;
  const advice =
    aheadMs <= 0
      ? 'Calendars whose secret has expired cannot connect. Make a new one at the provider and rotate it here.'
      : 'Make a new one at the provider and rotate it here before then; afterwards these calendars cannot connect.';
  return {
    title: aheadMs <= 0 ? `The secret of ${name} has expired` : `The secret of ${name} expires ${aheadText(aheadMs)}`,
    body: calendars === 0 ? 'No calendar uses it at present.' : `${usedBy(calendars, client.inUse.length)} ${advice}`,
    route: '/oauth-clients',
  };
}

/** Whole days, rounded towards now, so that it never promises more time than there is. */
function aheadText(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days === 0) return 'within a day';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

function usedBy(calendars: number, workspaces: number): string {
  if (calendars === 1) return '1 calendar uses it.';
  return workspaces === 1
    ? `${calendars} calendars use it.`
    : `${calendars} calendars in ${workspaces} workspaces use it.`;
}
