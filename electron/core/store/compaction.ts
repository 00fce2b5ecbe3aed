/** Merges payload blocks that are small (single changes) or mostly superseded into full ones. */
import type { Connection } from './connection.ts';
import { readBlock } from './payload-read.ts';
import { PayloadWriter } from './payload-write.ts';

export const COMPACTION_SQL = {
  sparse: `SELECT id, workspace_id, live, total, pks FROM payload_block INDEXED BY payload_block_sparse
    WHERE workspace_id > ? AND live < 16 AND damaged = 0 ORDER BY workspace_id, id LIMIT ?`,
  sparseOf: `SELECT id, workspace_id, live, total, pks FROM payload_block INDEXED BY payload_block_sparse
    WHERE workspace_id = ? AND id > ? AND live < 16 AND damaged = 0 ORDER BY id LIMIT ?`,
  damaged: 'UPDATE payload_block SET damaged = 1 WHERE id = ?',
  places: `SELECT e.pk, e.block_offset, e.block_length, e.checksum FROM json_each(?) AS j
    CROSS JOIN event AS e ON e.pk = j.value WHERE e.block = ?`,
  move: 'UPDATE event SET block = ?, block_offset = ?, block_length = ? WHERE pk = ?',
} as const;

type BlockRow = [id: number, workspaceId: number, live: number, total: number, pks: string];
type Place = [pk: number, offset: number, length: number, checksum: number];

/** Blocks of one workspace merged at a time. */
const MERGED = 24;

/** Merges once, somewhere; false when there is nothing to gain anywhere. Inside a transaction. */
export function compactOnce(connection: Connection): boolean {
  let workspaceId = 0;
  for (;;) {
    const first = connection.get<BlockRow>(COMPACTION_SQL.sparse, [workspaceId, 1]);
    if (first === undefined) return false;
    workspaceId = first[1];
    const blocks = connection.all<BlockRow>(COMPACTION_SQL.sparseOf, [workspaceId, 0, MERGED]);
    const only = blocks.length === 1 ? blocks[0] : undefined;
    // One sparse block alone is worth rewriting only when most of it is dead.
    if (only !== undefined && only[2] * 2 > only[3]) continue;
    merge(connection, workspaceId, blocks);
    return true;
  }
}

function merge(connection: Connection, workspaceId: number, blocks: readonly BlockRow[]): void {
  const writer = new PayloadWriter(connection, workspaceId);
  for (const [id, , , , pks] of blocks) {
    const bytes = readBlock(connection, id);
    if (bytes === null) {
      connection.run(COMPACTION_SQL.damaged, [id]);
      continue;
    }
    for (const [pk, offset, length, checksum] of connection.all<Place>(COMPACTION_SQL.places, [pks, id])) {
      const place = writer.addBytes(pk, bytes.subarray(offset, offset + length), checksum);
      connection.run(COMPACTION_SQL.move, [place.block, place.offset, length, pk]);
      writer.release(id);
    }
  }
  writer.finish();
}
