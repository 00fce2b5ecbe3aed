/** What is taken over from a damaged database, and how its gaps are closed. */
import type Database from 'better-sqlite3';
import { readWorkspaceCopy } from './workspace-copy.ts';
import type { Connection } from './connection.ts';
import { CALENDAR_PLACEHOLDER } from './facets.ts';

/** Parents first. Tables without an integer key of their own are walked by rowid. */
export const SALVAGED: readonly { readonly table: string; readonly key: string }[] = [
  { table: 'workspace', key: 'id' },
  { table: 'calendar', key: 'pk' },
  { table: 'calendar_payload', key: 'pk' },
  { table: 'status_observation', key: 'calendar_pk' },
  { table: 'event', key: 'pk' },
  { table: 'payload_block', key: 'id' },
  { table: 'payload_body', key: 'id' },
  { table: 'event_revision', key: 'event_pk' },
  { table: 'bot_entry', key: 'event_pk' },
  { table: 'bot', key: 'rowid' },
  { table: 'quarantine', key: 'rowid' },
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
