/** What is taken over from a damaged database, and how its gaps are closed. */
import type Database from 'better-sqlite3';
import { readWorkspaceCopy } from './workspace-copy.ts';
import type { Connection } from './connection.ts';
import { parseHead } from './audit-chain.ts';
import { STATE_SPAN } from './audit-entries.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';
import { IS_OPEN } from './job-rows.ts';
import { META_SQL } from './meta.ts';

/** Parents first. Tables without an integer key of their own are walked by rowid. */
export const SALVAGED: readonly { readonly table: string; readonly key: string }[] = [
  { table: 'workspace', key: 'id' },
  { table: 'calendar', key: 'pk' },
  { table: 'calendar_payload', key: 'pk' },
  { table: 'status_observation', key: 'calendar_pk' },
  { table: 'calendar_change', key: 'calendar_pk' },
  { table: 'incident', key: 'id' },
  { table: 'outage', key: 'id' },
  { table: 'credential_probe', key: 'calendar_pk' },
  { table: 'health', key: 'workspace_id' },
  { table: 'saved_view', key: 'id' },
  { table: 'event', key: 'pk' },
  { table: 'payload_block', key: 'id' },
  { table: 'payload_body', key: 'id' },
  { table: 'event_revision', key: 'event_pk' },
  { table: 'bot_entry', key: 'event_pk' },
  { table: 'bot', key: 'rowid' },
  { table: 'bot_fact', key: 'rowid' },
  { table: 'workspace_recipe', key: 'workspace_id' },
  { table: 'schedule_refusal', key: 'event_pk' },
  { table: 'quarantine', key: 'rowid' },
  { table: 'job', key: 'id' },
  { table: 'job_item', key: 'rowid' },
  { table: 'audit_record', key: 'n' },
  { table: 'audit_action', key: 'id' },
  { table: 'audit_entry', key: 'pk' },
  { table: 'oauth_client', key: 'id' },
  { table: 'oauth_client_workspace', key: 'oauth_client' },
  { table: 'setting', key: 'rowid' },
];

/**
 * Rows whose parent was lost: those of an unknown workspace go; an event whose calendar was lost gets an empty one under
 * the same key (the next fetch names it); the rest goes. Then the calendars' search keys are made again.
 */
export const FILL_GAPS: readonly string[] = [
  ...['calendar', 'event', 'payload_block', 'bot', 'quarantine'].map(
    (table) => `DELETE FROM ${table} WHERE workspace_id NOT IN (SELECT id FROM workspace)`,
  ),
  `INSERT INTO calendar (pk, workspace_id, id, facet, platform, status, updated_at, email_key, since_key, email_text,
     fingerprint, first_seen_at, fetched_at)
   SELECT calendar_pk, min(workspace_id), 'lost-' || calendar_pk, ${CALENDAR_PLACEHOLDER}, '', '', -8640000000000001, '', 0, '',
     -1, min(first_seen_at), min(first_seen_at)
   FROM event WHERE calendar_pk NOT IN (SELECT pk FROM calendar) GROUP BY calendar_pk`,
  'DELETE FROM calendar_payload WHERE pk NOT IN (SELECT pk FROM calendar)',
  'DELETE FROM status_observation WHERE calendar_pk NOT IN (SELECT pk FROM calendar)',
  'DELETE FROM calendar_change WHERE calendar_pk NOT IN (SELECT pk FROM calendar)',
  'DELETE FROM outage WHERE calendar_pk NOT IN (SELECT pk FROM calendar)',
  'DELETE FROM credential_probe WHERE calendar_pk NOT IN (SELECT pk FROM calendar)',
  'DELETE FROM health WHERE workspace_id NOT IN (SELECT id FROM workspace)',
  'UPDATE outage SET incident = NULL WHERE incident NOT IN (SELECT id FROM incident)',
  `UPDATE calendar SET (cause, cause_basis) =
     (SELECT o.cause, o.cause_basis FROM outage AS o WHERE o.calendar_pk = calendar.pk AND o.ended_at IS NULL)`,
  ...['bot_fact', 'workspace_recipe'].map(
    (table) => `DELETE FROM ${table} WHERE workspace_id NOT IN (SELECT id FROM workspace)`,
  ),
  'DELETE FROM schedule_refusal WHERE event_pk NOT IN (SELECT pk FROM event)',
  'DELETE FROM event_revision WHERE event_pk NOT IN (SELECT pk FROM event)',
  'DELETE FROM bot_entry WHERE event_pk NOT IN (SELECT pk FROM event)',
  'DELETE FROM payload_body WHERE id NOT IN (SELECT id FROM payload_block)',
  'DELETE FROM payload_block WHERE id NOT IN (SELECT id FROM payload_body)',
  // Their own fetch fills the search keys and the payload again; until then they are listed but not found by words.
  'UPDATE calendar SET fingerprint = -1',
  `INSERT OR IGNORE INTO calendar_key (workspace_id, key, calendar_pk)
   SELECT workspace_id, lower(id), pk FROM calendar WHERE facet < ${CALENDAR_PLACEHOLDER}
   UNION SELECT workspace_id, lower(email), pk FROM calendar WHERE email IS NOT NULL
   UNION SELECT workspace_id, lower(oauth_email), pk FROM calendar WHERE oauth_email IS NOT NULL`,
  "UPDATE sqlite_sequence SET seq = max(seq, (SELECT ifnull(max(id), 0) FROM workspace)) WHERE name = 'workspace'",
  'DELETE FROM job_item WHERE job_id NOT IN (SELECT id FROM job)',
  `UPDATE job_item SET state = 'skipped', message = 'The workspace was lost with the damaged database.', idempotency_key = NULL
   WHERE ${IS_OPEN} AND workspace_id NOT IN (SELECT id FROM workspace)`,
  'DELETE FROM oauth_client_workspace WHERE oauth_client NOT IN (SELECT id FROM oauth_client)',
  // Secrets lie in the keychain under a job's number: none is given out twice, also when the newest jobs were lost.
  `INSERT INTO sqlite_sequence (name, seq) SELECT 'job', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'job')`,
  `UPDATE sqlite_sequence SET seq = max(seq, (SELECT ifnull(max(job_id), 0) FROM audit_entry)) WHERE name = 'job'`,
  // The numbers of actions may have been lost apart from the entries that use them.
  'INSERT OR IGNORE INTO audit_action (name) SELECT DISTINCT action FROM audit_entry',
  `UPDATE audit_entry SET facet = a.id * ${STATE_SPAN} + audit_entry.facet % ${STATE_SPAN} FROM audit_action AS a
   WHERE a.name = audit_entry.action AND audit_entry.facet / ${STATE_SPAN} <> a.id`,
];

/** Payload blocks know how many events still use them; those whose events were lost go. */
export const RECOUNT_BLOCKS: readonly string[] = [
  'UPDATE payload_block SET live = 0',
  `UPDATE payload_block SET live = used.n FROM (SELECT block, count(*) AS n FROM event GROUP BY block) AS used
   WHERE used.block = payload_block.id`,
  'DELETE FROM payload_body WHERE id IN (SELECT id FROM payload_block WHERE live = 0)',
  'DELETE FROM payload_block WHERE live = 0',
];

/** The workspaces from their second copy in `meta`, when their own table could not be read; how many. */
export function workspacesFromCopy(source: Database.Database, target: Connection): number {
  let copy: string | undefined;
  try {
    copy = source.prepare<unknown[], string>("SELECT value FROM meta WHERE key = 'workspaces'").pluck().get();
  } catch {
    return 0;
  }
  const rows = copy === undefined ? [] : readWorkspaceCopy(copy);
  for (const row of rows) {
    target.run(
      `INSERT OR IGNORE INTO workspace (id, name, region, base_url, colour, mode, poll_interval_ms, paused, training,
         created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row,
    );
  }
  return rows.length;
}

/** Where the audit log ended, so that records which were lost at its end are missed. */
export function auditHeadFrom(source: Database.Database, target: Connection): void {
  let head: string | undefined;
  try {
    head = source.prepare<unknown[], string>("SELECT value FROM meta WHERE key = 'audit_head'").pluck().get();
  } catch {
    return;
  }
  if (head !== undefined && parseHead(head) !== null) target.run(META_SQL.write, ['audit_head', head]);
}
