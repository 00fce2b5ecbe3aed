/** Fills the search tables again from the rows, after a rebuild or when they turned out damaged. */
import { readBotEntries } from './bot-entries.ts';
import type { Connection } from './connection.ts';
import { readMetaNumber, writeMeta } from './meta.ts';
import { readPayload } from './payload-read.ts';
import type { SearchTerms, SearchWriter } from './search-write.ts';
import { payloadFacts } from './verdict-pending.ts';

export const REINDEX_SQL = {
  batch: `SELECT pk, workspace_id, platform, title, organizer_email, platform_id, ical_uid, series_id, meeting_url, block,
      block_offset, block_length, checksum FROM event WHERE pk > ? ORDER BY pk LIMIT ?`,
  forgetPending: 'DELETE FROM search_pending',
  forgetTitles: `INSERT INTO event_title_fts (event_title_fts) VALUES ('delete-all')`,
  forgetKeys: `INSERT INTO event_key_fts (event_key_fts) VALUES ('delete-all')`,
} as const;

type Row = [
  pk: number,
  workspaceId: number,
  platform: string,
  title: string | null,
  organizerEmail: string | null,
  platformId: string | null,
  icalUid: string | null,
  seriesId: string | null,
  meetingUrl: string | null,
  block: number,
  offset: number,
  length: number,
  checksum: number,
];

/** Empties the index and plans to fill it from the first event on. Inside a transaction. */
export function planReindex(connection: Connection): void {
  connection.run(REINDEX_SQL.forgetPending);
  connection.run(REINDEX_SQL.forgetTitles);
  connection.run(REINDEX_SQL.forgetKeys);
  writeMeta(connection, 'search_merging', null);
  writeMeta(connection, 'search_merged', null);
  writeMeta(connection, 'search_replaced', null);
  writeMeta(connection, 'reindex_from', '0');
}

/** Takes up to `limit` events on; false when no reindexing is under way. Inside a transaction. */
export function reindexSome(connection: Connection, search: SearchWriter, limit: number): boolean {
  const from = readMetaNumber(connection, 'reindex_from');
  if (from === null) return false;
  const rows = connection.all<Row>(REINDEX_SQL.batch, [from, limit]);
  for (const row of rows) {
    const [pk, workspaceId, platform, title, organizerEmail, platformId, icalUid, seriesId, meetingUrl] = row;
    const place = { block: row[9], offset: row[10], length: row[11], checksum: row[12] };
    const bots = readBotEntries(connection, pk);
    // Not as new: what the index may already hold about this event is dropped first.
    const terms: SearchTerms = {
      title,
      people: payloadFacts(platform, organizerEmail, readPayload(connection, place).raw).people,
      ids: [platformId, icalUid, seriesId],
      links: [meetingUrl, ...bots.filter((bot) => bot.goneAt === null).map((bot) => bot.meetingUrl)],
      botIds: [...new Set(bots.map((bot) => bot.botId))],
    };
    search.pend(pk, workspaceId, terms, null);
  }
  const last = rows.at(-1)?.[0];
  writeMeta(connection, 'reindex_from', rows.length < limit || last === undefined ? null : String(last));
  return true;
}
