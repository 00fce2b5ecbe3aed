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
