/** Jobs and their items as rows, and their way to what the contract shows. */
import type { ItemState, Job, JobCounts, JobItem } from '../../../shared/actions.ts';
import { ACTION_KINDS, DANGERS, ITEM_STATES, JOB_STATES, PAUSE_CODES } from '../../../shared/values.ts';
import { refusalOf } from '../diagnosis/refusal.ts';
import type { Connection } from './connection.ts';
import type { ItemPlan, StoredItem, StoredJob } from './ledger.ts';

/** States in which an item still needs its calendar for itself. */
export const OPEN_STATES: readonly ItemState[] = ['waiting', 'running', 'unknown', 'verifying'];
/** The condition of the partial indexes of open items, word for word, or SQLite does not use them. */
export const IS_OPEN = "state IN ('waiting', 'running', 'unknown', 'verifying')";

/** The order is that of {@link JobTuple}. */
export const JOB_COLUMNS = `id, kind, title, danger, state, reason_code, reason_message, actor_user, actor_host, created_at, ended_at,
  canary, unattended, probe, oauth_client_id, workspaces, request`;

export type JobTuple = [
  id: number,
  kind: string,
  title: string,
  danger: string,
  state: string,
  reasonCode: string | null,
  reasonMessage: string | null,
  actorUser: string,
  actorHost: string,
  createdAt: number,
  endedAt: number | null,
  canary: number | null,
  unattended: number,
  probe: number,
  oauthClientId: string | null,
  workspaces: string,
  request: string,
];

/** The order is that of {@link ItemTuple}. */
export const ITEM_COLUMNS = `job_id, n, workspace_id, calendar_id, label, state, message, attempts, sent_at, settled_at, audit_entry,
  idempotency_key, sent_at_recall, event_id, bot_id, plan`;

export type ItemTuple = [
  jobId: number,
  n: number,
  workspaceId: number,
  calendarId: string | null,
  label: string | null,
  state: string,
  message: string | null,
  attempts: number,
  sentAt: number | null,
  settledAt: number | null,
  auditEntry: number | null,
  idempotencyKey: string | null,
  sentAtRecall: number | null,
  eventId: string | null,
  botId: string | null,
  plan: string | null,
];

export const JOB_ROWS_SQL = {
  job: `SELECT ${JOB_COLUMNS} FROM job WHERE id = ?`,
  counts: 'SELECT state, count(*) FROM job_item WHERE job_id = ? GROUP BY state',
} as const;

/**
 * Null for a row whose kind or state is a word that no version of Callboard wrote: damage, and better no job than one that
 * does something else.
 */
export function toJob(connection: Connection, row: JobTuple): Job | null {
  const kind = ACTION_KINDS.find((word) => word === row[1]);
  const state = JOB_STATES.find((word) => word === row[4]);
  if (kind === undefined || state === undefined) return null;
  const counts = itemCounts(connection, row[0]);
  return {
    id: row[0],
    kind,
    title: row[2],
    danger: DANGERS.find((word) => word === row[3]) ?? 'irreversible',
    state,
    reason:
      row[5] === null
        ? null
        : { code: PAUSE_CODES.find((word) => word === row[5]) ?? 'storage', message: row[6] ?? '' },
    actor: { user: row[7], host: row[8] },
    createdAt: row[9],
    endedAt: row[10],
    canary: row[11],
    probe: row[13] !== 0,
    total: ITEM_STATES.reduce((sum, state) => sum + counts[state], 0),
    counts,
    workspaceIds: workspaceIds(row[15]),
    oauthClientId: row[14],
  };
}

export function toStoredJob(connection: Connection, row: JobTuple): StoredJob | null {
  const job = toJob(connection, row);
  return job === null ? null : { ...job, unattended: row[12] !== 0, request: row[16] };
}

/** Items of a job by state; every state is there. One walk along an index (10,000 items: 0.6 ms). */
export function itemCounts(connection: Connection, jobId: number): JobCounts {
  const counts = new Map(connection.all<[string, number]>(JOB_ROWS_SQL.counts, [jobId]));
  const of = (state: ItemState): number => counts.get(state) ?? 0;
  return {
    waiting: of('waiting'),
    running: of('running'),
    unknown: of('unknown'),
    verifying: of('verifying'),
    ok: of('ok'),
    failing: of('failing'),
    unproven: of('unproven'),
    failed: of('failed'),
    skipped: of('skipped'),
  };
}

export function toJobItem(row: ItemTuple): JobItem {
  // Damage reads as what it is: nobody knows, so that Recall is asked first.
  const state = ITEM_STATES.find((word) => word === row[5]) ?? 'unknown';
  const failed = state === 'failing' || state === 'failed';
  const { about, meaning } = failed ? refusalOf(row[6] ?? '') : { about: null, meaning: null };
  return {
    jobId: row[0],
    n: row[1],
    workspaceId: row[2],
    calendarId: row[3],
    eventId: row[13],
    botId: row[14],
    label: row[4],
    state,
    message: row[6],
    about,
    meaning,
    attempts: row[7],
    sentAt: row[8],
    settledAt: row[9],
    auditEntry: row[10],
  };
}

export function toStoredItem(row: ItemTuple): StoredItem {
  return { ...toJobItem(row), idempotencyKey: row[11], sentAtRecall: row[12], plan: planOf(row[15]) };
}

/** Null for an item about a calendar, and for text that nothing can be read from: then nothing is sent for it. */
function planOf(json: string | null): ItemPlan | null {
  if (json === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const text = (name: string): string | null => {
    const field = fields.get(name);
    return typeof field === 'string' ? field : null;
  };
  const startAt = fields.get('startAt');
  const endAt = fields.get('endAt');
  const keys = fields.get('keys');
  return {
    startAt: typeof startAt === 'number' ? startAt : null,
    endAt: typeof endAt === 'number' ? endAt : null,
    meetingUrl: text('meetingUrl'),
    key: text('key'),
    configOf: text('configOf'),
    wasThere: fields.get('wasThere') === true,
    keys: Array.isArray(keys) ? keys.filter((key: unknown) => typeof key === 'string') : [],
  };
}

function workspaceIds(json: string): number[] {
  try {
    const ids: unknown = JSON.parse(json);
    return Array.isArray(ids) ? ids.filter((id: unknown) => typeof id === 'number') : [];
  } catch {
    return [];
  }
}
