/** Provider payloads out of their blocks, with the check that nothing changed since they were written. */
import { crc32, zstdDecompressSync } from '../zlib.ts';
import type { Connection } from './connection.ts';

/** How a block's body is stored. */
export const ENCODING = { plain: 0, zstd: 1 } as const;

export const PAYLOAD_READ_SQL = {
  block: `SELECT b.encoding, b.bytes, d.body FROM payload_block AS b CROSS JOIN payload_body AS d ON d.id = b.id WHERE b.id = ?`,
} as const;

/** Where an event's payload lies: bytes [offset, offset + length) of the decoded block. */
export interface PayloadPlace {
  readonly block: number;
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
}

/** The decoded bytes of a block; null when it is missing or cannot be decoded. */
export function readBlock(connection: Connection, id: number): Buffer | null {
  const row = connection.get<[encoding: number, bytes: number, body: Buffer]>(PAYLOAD_READ_SQL.block, [id]);
  if (row === undefined) return null;
  const [encoding, bytes, body] = row;
  if (encoding === ENCODING.plain) return body;
  try {
    return zstdDecompressSync(body, { chunkSize: Math.max(64, bytes), maxOutputLength: bytes });
  } catch {
    return null;
  }
}

/** The payload text, and whether it is what was written. Damaged payloads come as far as they can be read. */
export function readPayload(connection: Connection, place: PayloadPlace): { raw: string; intact: boolean } {
  const block = readBlock(connection, place.block);
  if (block === null) return { raw: 'null', intact: false };
  const bytes = block.subarray(place.offset, place.offset + place.length);
  return {
    raw: bytes.toString('utf8'),
    intact: bytes.length === place.length && crc32(bytes) === place.checksum,
  };
}
