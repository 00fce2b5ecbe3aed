/** Jobs and their items: made, changed, and kept from working on one calendar or event twice. All inside a transaction. */
import { CallboardError } from '../../../shared/envelope.ts';
import type { CalendarRef, EventRef, ItemState, Job, JobState } from '../../../shared/actions.ts';
import { bit, int, intOrNull, text, textOrNull } from './codec.ts';
import type { Bindable, Connection } from './connection.ts';
import { sqliteCode } from './errors.ts';
import {
  IS_OPEN,
  ITEM_COLUMNS,
  JOB_COLUMNS,
  JOB_ROWS_SQL,
  OPEN_STATES,
  toStoredItem,
  toStoredJob,
} from './job-rows.ts';
import type { ItemTuple, JobTuple } from './job-rows.ts';
import type { ItemChange, JobChange, NewJob, NewJobItem, StoredItem, StoredJob } from './ledger.ts';
import { isHere, requireWorkspace } from './workspaces.ts';

export const JOBS_SQL = {
  add: `INSERT INTO job (kind, title, danger, state, actor_user, actor_host, created_at, canary, unattended, probe,
      oauth_client_id, workspaces, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  addItem: `INSERT INTO job_item (job_id, n, workspace_id, calendar_id, event_id, bot_id, label, plan, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  change: 'UPDATE job SET state = ?, reason_code = ?, reason_message = ?, ended_at = ?, canary = ? WHERE id = ?',
  inState: `SELECT ${JOB_COLUMNS} FROM job WHERE state = ? ORDER BY id`,
  item: `SELECT ${ITEM_COLUMNS} FROM job_item WHERE job_id = ? AND n = ?`,
  itemsInState: `SELECT ${ITEM_COLUMNS} FROM job_item WHERE job_id = ? AND state = ? ORDER BY n`,
  changeItem: `UPDATE job_item SET calendar_id = ?, label = ?, state = ?, message = ?, attempts = ?, sent_at = ?,
      settled_at = ?, audit_entry = ?, idempotency_key = ?, sent_at_recall = ?, bot_id = ? WHERE job_id = ? AND n = ?`,
  move: `UPDATE job_item SET state = ?, message = ?, settled_at = ?, idempotency_key = NULL WHERE job_id = ? AND n = ?`,
  busy: `SELECT job_id FROM job_item WHERE workspace_id = ? AND calendar_id = ? AND ${IS_OPEN}`,
  busyEvent: `SELECT job_id FROM job_item WHERE workspace_id = ? AND event_id = ? AND event_id IS NOT NULL AND ${IS_OPEN}`,
  skipOfWorkspace: `UPDATE job_item SET state = 'skipped', message = ?, settled_at = ?, idempotency_key = NULL
    WHERE workspace_id = ? AND ${IS_OPEN}`,
} as const;

const isOpen = (state: ItemState): boolean => OPEN_STATES.includes(state);

/** Throws CallboardError `conflict` (details: `jobId`) for a calendar or an event that another job has open. */
export function createJob(connection: Connection, job: NewJob, items: readonly NewJobItem[]): number {
  const workspaces = [...new Set(items.map((item) => item.workspaceId))].sort((a, b) => a - b);
  for (const id of workspaces) requireWorkspace(connection, id);
  for (const item of items) refuseBusy(connection, item);
  const id = connection.get<[number]>(JOBS_SQL.add, [
    job.kind,
    text(job.title),
    job.danger,
    'running',
    text(job.actor.user),
    text(job.actor.host),
    int(job.createdAt),
    intOrNull(job.canary),
    bit(job.unattended),
    bit(job.probe),
    textOrNull(job.oauthClientId),
    JSON.stringify(workspaces),
    text(job.request),
  ])?.[0];
  if (id === undefined) throw new Error('The new job has no id.');
  const add = connection.prepare(JOBS_SQL.addItem);
  for (const [index, { workspaceId, calendarId, eventId, botId, label, plan }] of items.entries()) {
    add.run(
      id,
      index + 1,
      int(workspaceId),
      textOrNull(calendarId),
      textOrNull(eventId),
      textOrNull(botId),
      textOrNull(label),
      plan === null ? null : text(JSON.stringify(plan)),
      'waiting',
    );
  }
  return id;
}

export function readStoredJob(connection: Connection, id: number): StoredJob | null {
  const row = connection.get<JobTuple>(JOB_ROWS_SQL.job, [id]);
  return row === undefined ? null : toStoredJob(connection, row);
}

const UNFINISHED: readonly JobState[] = ['running', 'awaiting', 'paused'];

/** Oldest first. */
export function unfinishedJobs(connection: Connection): StoredJob[] {
  return UNFINISHED.flatMap((state) => connection.all<JobTuple>(JOBS_SQL.inState, [state]))
    .sort((a, b) => a[0] - b[0])
    .flatMap((row) => toStoredJob(connection, row) ?? []);
}

/** In the order of work. */
export function itemsInStates(connection: Connection, jobId: number, states: readonly ItemState[]): StoredItem[] {
  return [...new Set(states)]
    .flatMap((state) => connection.all<ItemTuple>(JOBS_SQL.itemsInState, [jobId, state]))
    .sort((a, b) => a[1] - b[1])
    .map(toStoredItem);
}

/** Fields left out stay as they are. */
export function changeJob(connection: Connection, id: number, change: JobChange): void {
  const next: Job = { ...requireJob(connection, id), ...change };
  connection.run(JOBS_SQL.change, [
    next.state,
    next.reason?.code ?? null,
    textOrNull(next.reason?.message ?? null),
    intOrNull(next.endedAt),
    intOrNull(next.canary),
    id,
  ]);
}

/** Fields left out stay as they are. `auditEntry` null: the item keeps the one it has. */
export function changeItem(
  connection: Connection,
  jobId: number,
  n: number,
  change: ItemChange,
  auditEntry: number | null,
): void {
  const row = connection.get<ItemTuple>(JOBS_SQL.item, [jobId, n]);
  if (row === undefined) throw new CallboardError('not_found', `Job ${jobId} has no item ${n}, so nothing was saved.`);
  const old = toStoredItem(row);
  const next: StoredItem = { ...old, ...change };
  const values: readonly Bindable[] = [
    textOrNull(next.calendarId),
    textOrNull(next.label),
    stateAfter(connection, old, next.state),
    textOrNull(next.message),
    old.attempts + (change.attempted === true ? 1 : 0),
    intOrNull(next.sentAt),
    intOrNull(next.settledAt),
    intOrNull(auditEntry ?? old.auditEntry),
    textOrNull(next.idempotencyKey),
    intOrNull(next.sentAtRecall),
    textOrNull(next.botId),
  ];
  alone(connection, next, () => connection.run(JOBS_SQL.changeItem, [...values, jobId, n]));
}

/** What was skipped with its workspace stays so: nobody could ever settle it. */
function stateAfter(connection: Connection, old: StoredItem, state: ItemState): ItemState {
  return state !== old.state && isOpen(state) && !isHere(connection, old.workspaceId) ? old.state : state;
}

/** Returns how many. Items whose workspace was removed are not opened again. */
export function moveItems(
  connection: Connection,
  jobId: number,
  from: readonly ItemState[],
  to: ItemState,
  message: string | null,
  at: number,
): number {
  const items = itemsInStates(connection, jobId, from).filter(
    (item) => !isOpen(to) || isHere(connection, item.workspaceId),
  );
  for (const item of items) {
    alone(connection, item, () =>
      connection.run(JOBS_SQL.move, [to, textOrNull(message), isOpen(to) ? null : int(at), jobId, item.n]),
    );
  }
  return items.length;
}

/** Open items of a workspace that is being removed. */
export function skipItemsOf(connection: Connection, workspaceId: number, at: number): void {
  connection.run(JOBS_SQL.skipOfWorkspace, ['The workspace was removed.', int(at), workspaceId]);
}

/** Which job has a calendar open, by `${workspaceId}/${id}`. */
export function busyCalendars(connection: Connection, calendars: readonly CalendarRef[]): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const { workspaceId, id } of calendars) {
    const job = connection.get<[number]>(JOBS_SQL.busy, [workspaceId, id])?.[0];
    if (job !== undefined) busy.set(`${workspaceId}/${id}`, job);
  }
  return busy;
}

/** Which job has an event open, by `${workspaceId}/${id}`. */
export function busyEvents(connection: Connection, events: readonly EventRef[]): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const { workspaceId, id } of events) {
    const job = connection.get<[number]>(JOBS_SQL.busyEvent, [workspaceId, id])?.[0];
    if (job !== undefined) busy.set(`${workspaceId}/${id}`, job);
  }
  return busy;
}

type Subject = Pick<NewJobItem, 'workspaceId' | 'calendarId' | 'eventId'>;

function refuseBusy(connection: Connection, { workspaceId, calendarId, eventId }: Subject): void {
  const id = calendarId ?? eventId;
  if (id === null) return;
  const sql = calendarId === null ? JOBS_SQL.busyEvent : JOBS_SQL.busy;
  const jobId = connection.get<[number]>(sql, [workspaceId, id])?.[0];
  if (jobId === undefined) return;
  const title = connection.get<JobTuple>(JOB_ROWS_SQL.job, [jobId])?.[2] ?? 'another action';
  throw new CallboardError(
    'conflict',
    `${calendarId === null ? 'Event' : 'Calendar'} ${id} is still being worked on by job ${jobId}, “${title}”. Nothing was changed. Wait until that job has ended, or cancel it, then try again.`,
    { details: { jobId } },
  );
}

/** Opens an item; the indexes of open items say when another job has its calendar or event. */
function alone(connection: Connection, subject: Subject, open: () => void): void {
  try {
    open();
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_CONSTRAINT_UNIQUE') refuseBusy(connection, subject);
    throw error;
  }
}

function requireJob(connection: Connection, id: number): StoredJob {
  const job = readStoredJob(connection, id);
  if (job === null) throw new CallboardError('not_found', `There is no job ${id}, so nothing was saved.`);
  return job;
}
