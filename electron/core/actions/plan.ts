/** Previews: what an action would do to the world as it is, counted, with a fingerprint that a start has to bring back. */
import { createHash } from 'node:crypto';
import type { ActionPreview, ActionRequest, UntouchedReason } from '../../../shared/actions.ts';
import type { CalendarRow, EventRow, Workspace } from '../../../shared/entities.ts';
import { CallboardError } from '../../../shared/envelope.ts';
import { causesIn } from '../diagnosis/match.ts';
import { freshEta } from './eta.ts';
import { LIMITS, WINDOW_MS } from '../recall/budget.ts';
import { isEvent } from './types.ts';
import type { Action, PlannedItem, Untouched, World } from './types.ts';

/** How many calendars or events a preview names. */
const NAMED = 200;
const NAMED_UNTOUCHED = 50;

/** A plan as the core works with it. */
export interface Plan {
  readonly items: readonly PlannedItem[];
  readonly preview: ActionPreview;
}

export interface PlanFacts {
  readonly world: World;
  /** Why a workspace cannot be changed at all; null: it can. The lock over all workspaces does not count here. */
  readonly blocked: (workspace: Workspace) => { reason: UntouchedReason; message: string } | null;
  /** Open items of other jobs, by `workspaceId/id`. */
  readonly busy: (items: readonly PlannedItem[]) => ReadonlyMap<string, number>;
  /** True while changes are locked for all workspaces. */
  readonly locked: boolean;
}

export function planOf(request: ActionRequest, action: Action, facts: PlanFacts): Plan {
  const { world } = facts;
  const found = action.candidates(world);
  const blocked = new Map(world.workspaces.map((workspace) => [workspace.id, facts.blocked(workspace)]));
  const busy = facts.busy(found.items);
  const items: PlannedItem[] = [];
  const untouched: Untouched[] = [...found.untouched];
  for (const item of found.items) {
    const obstacle = blocked.get(item.workspaceId) ?? null;
    const row = item.row ?? item.event?.event ?? null;
    if (obstacle === null && !busy.has(`${item.workspaceId}/${item.calendarId ?? item.eventId ?? ''}`))
      items.push(item);
    else if (row !== null) untouched.push({ reason: obstacle?.reason ?? 'busy', row });
    // A calendar that is to be made cannot be listed among those that stay as they are.
    else if (obstacle !== null)
      throw new CallboardError('read_only', `${obstacle.message} Nothing can be connected there.`);
  }
  const rows = items.flatMap(({ row }) => (row === null ? [] : [row]));
  const perWorkspace = countBy(items, ({ workspaceId }) => workspaceId);
  const locked = facts.locked
    ? [
        {
          severity: 'warning' as const,
          text: 'Changes are locked for all workspaces. Unlock them in the top bar before you start.',
        },
      ]
    : [];
  return {
    items,
    preview: {
      kind: action.kind,
      danger: action.danger,
      title: action.title(items.length),
      plan: fingerprintOf(request, items),
      count: items.length,
      calendars: rows.slice(0, NAMED),
      events: items.flatMap(({ event }) => event ?? []).slice(0, NAMED),
      workspaces: [...perWorkspace].map(([workspaceId, count]) => ({ workspaceId, count })),
      untouched: grouped(untouched, blocked),
      consequences: [...locked, ...action.consequences(items, untouched, world)],
      canary: action.proof === 'status' && rows.length > 1 ? canaryOf(rows) : null,
      confirmation: action.confirmation(items),
      secrets: [...action.secrets],
      etaMs: Math.max(0, ...[...perWorkspace.values()].map((n) => freshEta(n, LIMITS[action.operation], WINDOW_MS))),
    },
  };
}

/**
 * The same request over the same calendars or events gives the same; anything that joins, leaves, changes its client, moves, or would
 * get another key or configuration does not.
 */
function fingerprintOf(request: ActionRequest, items: readonly PlannedItem[]): string {
  const hash = createHash('sha256').update(JSON.stringify(request));
  for (const { workspaceId, calendarId, eventId, botId, row, plan } of items) {
    hash.update(JSON.stringify([workspaceId, calendarId, row?.oauthClientId ?? null]));
    if (plan !== null) hash.update(JSON.stringify([eventId, botId, plan]));
  }
  return hash.digest('hex');
}

/**
 * The calendar to try first: one that is disconnected already has least to lose; of those the one whose trouble a
 * credential explains, else the first.
 */
function canaryOf(rows: readonly CalendarRow[]): CalendarRow | null {
  const broken = rows.filter(({ status }) => status === 'disconnected');
  return broken.find(ailsOfItsClient) ?? broken[0] ?? rows[0] ?? null;
}

/** What Recall says speaks of the OAuth client and its secret, not of one person's consent (recall-api.md 2.6). */
const ailsOfItsClient = ({ statusDetail, platform }: CalendarRow): boolean =>
  causesIn(statusDetail ?? '', platform).some(({ cause }) => cause.scope === 'client');

function grouped(
  untouched: readonly Untouched[],
  blocked: ReadonlyMap<number, { message: string } | null>,
): ActionPreview['untouched'] {
  const groups = new Map<string, { reason: UntouchedReason; message: string; rows: (CalendarRow | EventRow)[] }>();
  for (const { reason, row, message: told } of untouched) {
    const own = reason === 'read_only' || reason === 'no_key' ? row.workspaceId : 0;
    const key = `${reason} ${own} ${told ?? ''}`;
    const message = told ?? blocked.get(own)?.message ?? MESSAGES[reason];
    const group = groups.get(key) ?? { reason, message, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ reason, message, rows }) => ({
    reason,
    message,
    count: rows.length,
    calendars: rows.filter((row): row is CalendarRow => !isEvent(row)).slice(0, NAMED_UNTOUCHED),
    events: rows.filter(isEvent).slice(0, NAMED_UNTOUCHED),
  }));
}

const MESSAGES: Readonly<Record<UntouchedReason, string>> = {
  other_client: 'They use another OAuth client, so this secret is not theirs.',
  other_platform: 'They belong to the other platform.',
  deleted: 'Recall no longer has them.',
  read_only: 'Their workspace is read-only here.',
  no_key: 'There is no API key for their workspace.',
  busy: 'Another job is working on them.',
  same_mailbox: 'The same mailbox is connected here already. It stays as it is.',
  ended: 'They are over, or have begun. Nothing is ever sent about a meeting of the past.',
  not_recordable: 'No bot can be sent: they are deleted, cancelled, all-day, or without a link that Recall can join.',
  calendar_disconnected: 'Their calendar is not connected, so Recall schedules nothing for them. Reconnect it first.',
  no_bot: 'They have no bot ahead that could be taken away.',
  unchanged: 'Their bot is right as it is.',
  no_recipe:
    'Nobody knows which deduplication key their workspace uses. Choose one here, or set the recipe in the settings of the workspace.',
  dispatched: 'Their bot was sent already, so it cannot be deleted any more.',
};

function countBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
