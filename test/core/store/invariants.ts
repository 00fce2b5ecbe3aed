/** What must hold in every database at every commit. */
import type Database from 'better-sqlite3';
import { expect } from 'vitest';
import { RECOUNTS } from '../../../electron/core/store/check.ts';
import { readPayload } from '../../../electron/core/store/payload-read.ts';
import { Connection } from '../../../electron/core/store/connection.ts';

export function checkInvariants(db: Database.Database): void {
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  tallies(db);
  payloads(db);
  botCounts(db);
  verdicts(db);
  incidents(db);
}

/** Kept counts are the real ones, per workspace and over all. */
function tallies(db: Database.Database): void {
  for (const [kind, sql] of RECOUNTS) {
    const actual = new Map<string, number>();
    for (const [workspaceId, facet, n] of db.prepare<unknown[], [number, number, number]>(sql).raw().all()) {
      actual.set(`${workspaceId}:${facet}`, n);
      actual.set(`0:${facet}`, (actual.get(`0:${facet}`) ?? 0) + n);
    }
    const kept = db
      .prepare<unknown[], [number, number, number]>(
        'SELECT workspace_id, facet, n FROM tally WHERE kind = ? AND n <> 0',
      )
      .raw()
      .all(kind);
    expect(new Map(kept.map(([workspaceId, facet, n]) => [`${workspaceId}:${facet}`, n]))).toEqual(actual);
  }
}

/** Every event has its payload, blocks know how many of theirs are in use, and none is empty. */
function payloads(db: Database.Database): void {
  const connection = new Connection(db, null);
  const used = new Map<number, number>();
  const rows = db
    .prepare<unknown[], { pk: number; block: number; offset: number; length: number; checksum: number }>(
      'SELECT pk, block, block_offset AS offset, block_length AS length, checksum FROM event',
    )
    .all();
  for (const { pk, ...place } of rows) {
    expect(readPayload(connection, place), `payload of event ${pk}`).toMatchObject({ intact: true });
    used.set(place.block, (used.get(place.block) ?? 0) + 1);
  }
  const blocks = db.prepare<unknown[], [number, number]>('SELECT id, live FROM payload_block').raw().all();
  expect(new Map(blocks)).toEqual(used);
}

function botCounts(db: Database.Database): void {
  const wrong = db
    .prepare(
      `SELECT pk FROM event e
       WHERE bot_count <> (SELECT count(*) FROM bot_entry b WHERE b.event_pk = e.pk AND b.gone_at IS NULL)`,
    )
    .all();
  expect(wrong).toEqual([]);
}

/** Every event was judged or waits for it, and nothing else does. */
function verdicts(db: Database.Database): void {
  const none = (sql: string): void => expect(db.prepare(sql).all(), sql).toEqual([]);
  none('SELECT pk FROM event WHERE pk NOT IN (SELECT pk FROM verdict) AND pk NOT IN (SELECT pk FROM verdict_pending)');
  none('SELECT pk FROM verdict_pending WHERE pk NOT IN (SELECT pk FROM event)');
  none(`SELECT v.pk FROM verdict AS v JOIN event AS e ON e.pk = v.pk WHERE v.workspace_id <> e.workspace_id
    OR ((v.start_at, v.facet) <> (e.start_at, e.facet) AND v.pk NOT IN (SELECT pk FROM verdict_pending))`);
  none('SELECT pk FROM verdict WHERE domain <> 0 AND domain NOT IN (SELECT id FROM mail_domain)');
}

/** Incidents say what their outages say, the copies of their keys are right, and calendars name the cause of their open outage. */
function incidents(db: Database.Database): void {
  const none = (sql: string): void => expect(db.prepare(sql).all(), sql).toEqual([]);
  none(`SELECT i.id FROM incident AS i WHERE (size, open, first_at, last_at) IS NOT
    (SELECT count(DISTINCT calendar_pk), count(DISTINCT iif(ended_at IS NULL, calendar_pk, NULL)), min(broke_at), max(broke_at)
     FROM outage AS o WHERE o.incident = i.id)`);
  none(
    "SELECT id FROM incident WHERE (resolved_at IS NOT NULL) <> (open = 0) OR (resolved_at IS NOT NULL) <> (state = 'resolved')",
  );
  none('SELECT id FROM incident WHERE list_key <> iif(size > 1, 0, 1)');
  none(
    `SELECT i.id FROM incident AS i WHERE size <> (SELECT sum(count) FROM incident_workspace AS w WHERE w.incident = i.id)`,
  );
  none(`SELECT w.incident FROM incident_workspace AS w LEFT JOIN incident AS i ON i.id = w.incident
    WHERE (w.resolved, w.list_key, w.last_at, w.cause, w.platform) IS NOT
      (i.resolved_at IS NOT NULL, i.list_key, i.last_at, i.cause, i.platform)`);
  none(`SELECT w.incident FROM incident_workspace AS w WHERE w.count <>
    (SELECT count(DISTINCT calendar_pk) FROM outage AS o WHERE o.incident = w.incident AND o.workspace_id = w.workspace_id)`);
  none(`SELECT c.pk FROM calendar AS c LEFT JOIN outage AS o ON o.calendar_pk = c.pk AND o.ended_at IS NULL
    WHERE c.cause IS NOT o.cause OR c.cause_basis IS NOT o.cause_basis`);
}
