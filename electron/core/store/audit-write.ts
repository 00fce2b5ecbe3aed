/** Adding to the audit log: the record with its hash, the head, and the entry that lists show, in one transaction. */
import type { AuditRecord, NewAuditEntry } from './ledger.ts';
import { canonicalJson, EMPTY_HEAD, headText, parseHead, recordHash } from './audit-chain.ts';
import type { Head } from './audit-chain.ts';
import { auditFacet, auditRow, projectEntry } from './audit-entries.ts';
import { int, text } from './codec.ts';
import type { Connection } from './connection.ts';
import { readMeta, writeMeta } from './meta.ts';

export const AUDIT_WRITE_SQL = {
  newest: 'SELECT n, hash FROM audit_record ORDER BY n DESC LIMIT 1',
  add: 'INSERT INTO audit_record (n, entry, at, type, body, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  bodies: 'SELECT body FROM audit_record WHERE entry = ? ORDER BY n',
  withoutEntry:
    'SELECT DISTINCT entry FROM audit_record WHERE entry NOT IN (SELECT pk FROM audit_entry) ORDER BY entry',
  action: 'SELECT id FROM audit_action WHERE name = ?',
  addAction: 'INSERT INTO audit_action (name) VALUES (?) RETURNING id',
  saveEntry: `INSERT OR REPLACE INTO audit_entry (pk, at, facet, actor_user, actor_host, workspace_id, workspace_name, action,
      target, target_id, target_label, job_id, summary, settled_at, verdict, verified_at, search)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
} as const;

/** Begins an entry and returns its number, which is that of its first record. Inside a transaction. */
export function beginEntry(connection: Connection, entry: NewAuditEntry): number {
  const { at, ...rest } = entry;
  const head = headOf(connection);
  const n = head.n + 1;
  append(connection, head, { ...rest, at, entry: n, type: 'intended' });
  saveEntry(connection, n);
  return n;
}

/** The action of an entry that says that the damaged database was rebuilt: what the log lost is then explained. */
export const REBUILT_ACTION = 'database.rebuild';

/** Says so in the log. Inside a transaction. */
export function noteRebuild(connection: Connection, at: number): void {
  const entry = beginEntry(connection, {
    at,
    actor: { user: 'Callboard', host: 'this computer' },
    workspaceId: null,
    workspaceName: null,
    action: REBUILT_ACTION,
    target: 'app',
    targetId: null,
    targetLabel: null,
    jobId: null,
    sent: 'the damaged database was rebuilt from what could be read of it',
  });
  addRecord(connection, entry, {
    type: 'settled',
    at,
    state: 'done',
    answer: 'the damaged file was kept aside',
    status: null,
  });
}

/** Adds to an entry. Inside a transaction. */
export function addRecord(connection: Connection, entry: number, record: AuditRecord): void {
  append(connection, headOf(connection), { ...record, entry });
  saveEntry(connection, entry);
}

/**
 * Where the chain goes on. Kept beside the records, so that it is not lost with the newest of them: after such a loss the
 * next record follows the lost one, and the gap stays visible.
 */
function headOf(connection: Connection): Head {
  const kept = parseHead(readMeta(connection, 'audit_head')) ?? EMPTY_HEAD;
  const newest = connection.get<[number, string]>(AUDIT_WRITE_SQL.newest);
  return newest === undefined || newest[0] <= kept.n ? kept : { n: newest[0], hash: newest[1] };
}

function append(
  connection: Connection,
  head: Head,
  record: { readonly entry: number; readonly at: number; readonly type: string },
): void {
  const body = canonicalJson(record);
  const next = { n: head.n + 1, hash: recordHash(head.hash, body) };
  connection.run(AUDIT_WRITE_SQL.add, [
    next.n,
    int(record.entry),
    int(record.at),
    record.type,
    text(body),
    head.hash,
    next.hash,
  ]);
  writeMeta(connection, 'audit_head', headText(next));
}

/**
 * Makes the entry anew from its records. False when they do not tell of one (its first record was lost with a damaged
 * file): then what is there stays. Inside a transaction.
 */
export function saveEntry(connection: Connection, n: number): boolean {
  const entry = projectEntry(connection.all<[string]>(AUDIT_WRITE_SQL.bodies, [n]).map(([body]) => body));
  if (entry === null) return false;
  const facet = auditFacet(actionId(connection, text(entry.action)), entry.state);
  connection.run(AUDIT_WRITE_SQL.saveEntry, auditRow(entry, facet));
  return true;
}

/** Makes the entries that were lost while their records were kept. Inside a transaction. */
export function remakeEntries(connection: Connection): void {
  for (const [n] of connection.all<[number]>(AUDIT_WRITE_SQL.withoutEntry)) saveEntry(connection, n);
}

function actionId(connection: Connection, name: string): number {
  const id =
    connection.get<[number]>(AUDIT_WRITE_SQL.action, [name])?.[0] ??
    connection.get<[number]>(AUDIT_WRITE_SQL.addAction, [name])?.[0];
  if (id === undefined) throw new Error('The new action has no number.');
  return id;
}
