/**
 * Provider payloads into blocks. The payloads of one page are compressed together, 25 to a block: measured with 6 KB
 * payloads this costs 11 to 15 us an event and stores 4.4 : 1, where plain text in a side table costs 35 to 60 us (it writes
 * four times as much, twice) and compressing each alone 87 us at 2.2 : 1. Reading one decodes one block, 0.1 ms.
 */
import { constants, crc32, zstdCompressSync } from '../zlib.ts';
import type { Connection } from './connection.ts';
import { ENCODING } from './payload-read.ts';
import type { PayloadPlace } from './payload-read.ts';

/** A block is closed at this many payloads or bytes, whichever comes first. */
const BLOCK_PAYLOADS = 25;
const BLOCK_BYTES = 256 * 1_024;
/** Below this, compression saves nothing worth its set-up. */
const MIN_COMPRESSED = 512;

export const PAYLOAD_WRITE_SQL = {
  lastBlock: 'SELECT ifnull(max(id), 0) FROM payload_block',
  insertBlock:
    'INSERT INTO payload_block (id, workspace_id, encoding, live, total, bytes, pks) VALUES (?, ?, ?, ?, ?, ?, ?)',
  insertBody: 'INSERT INTO payload_body (id, workspace_id, body) VALUES (?, ?, ?)',
  release: 'UPDATE payload_block SET live = live - ? WHERE id = ?',
  deleteEmptyBody: 'DELETE FROM payload_body WHERE id = (SELECT id FROM payload_block WHERE id = ? AND live <= 0)',
  deleteEmpty: 'DELETE FROM payload_block WHERE id = ? AND live <= 0',
} as const;

/** Writes the payloads of one transaction. Call `finish` before the commit. */
export class PayloadWriter {
  readonly #connection: Connection;
  readonly #workspaceId: number;
  readonly #released = new Map<number, number>();
  #id: number;
  #size = 0;
  #slots: number[] = [];
  #dead = 0;

  constructor(connection: Connection, workspaceId: number) {
    this.#connection = connection;
    this.#workspaceId = workspaceId;
    this.#id = (connection.get<[number]>(PAYLOAD_WRITE_SQL.lastBlock)?.[0] ?? 0) + 1;
  }

  /** Adds the payload of event `pk`; the place is good once `finish` has run. */
  add(pk: number, raw: string): PayloadPlace {
    const room = raw.length * 3;
    if (scratch.length < this.#size + room) scratch = grow(scratch, this.#size, this.#size + room);
    const length = scratch.write(raw, this.#size, 'utf8');
    return this.#place(pk, length);
  }

  /** Like `add`, for an event that has a payload at `old`, which stays in use when nothing in it changed. */
  replace(pk: number, raw: string, old: PayloadPlace): PayloadPlace {
    if (old.checksum === crc32(raw) && old.length === Buffer.byteLength(raw)) return old;
    this.release(old.block);
    return this.add(pk, raw);
  }

  /** Adds bytes that were a payload before, with the checksum they had (so that damage stays visible). */
  addBytes(pk: number, bytes: Buffer, checksum: number): PayloadPlace {
    if (scratch.length < this.#size + bytes.length) scratch = grow(scratch, this.#size, this.#size + bytes.length);
    bytes.copy(scratch, this.#size);
    return { ...this.#place(pk, bytes.length), checksum };
  }

  /** The payload in `block` is not used any more. */
  release(block: number): void {
    if (block === this.#id) this.#dead += 1;
    else this.#released.set(block, (this.#released.get(block) ?? 0) + 1);
  }

  finish(): void {
    this.#flush();
    for (const [block, count] of this.#released) {
      this.#connection.run(PAYLOAD_WRITE_SQL.release, [count, block]);
      this.#connection.run(PAYLOAD_WRITE_SQL.deleteEmptyBody, [block]);
      this.#connection.run(PAYLOAD_WRITE_SQL.deleteEmpty, [block]);
    }
    this.#released.clear();
  }

  #place(pk: number, length: number): PayloadPlace {
    const place = {
      block: this.#id,
      offset: this.#size,
      length,
      checksum: crc32(scratch.subarray(this.#size, this.#size + length)),
    };
    this.#slots.push(pk);
    this.#size += length;
    if (this.#slots.length >= BLOCK_PAYLOADS || this.#size >= BLOCK_BYTES) this.#flush();
    return place;
  }

  #flush(): void {
    const slots = this.#slots;
    if (slots.length === 0) return;
    const live = slots.length - this.#dead;
    this.#slots = [];
    this.#dead = 0;
    if (live > 0) this.#write(slots, live);
    this.#id += 1;
    this.#size = 0;
  }

  #write(slots: readonly number[], live: number): void {
    const plain = scratch.subarray(0, this.#size);
    const packed = this.#size < MIN_COMPRESSED ? null : compress(plain);
    const useful = packed !== null && packed.length < this.#size;
    this.#connection.run(PAYLOAD_WRITE_SQL.insertBlock, [
      this.#id,
      this.#workspaceId,
      useful ? ENCODING.zstd : ENCODING.plain,
      live,
      slots.length,
      this.#size,
      JSON.stringify(slots),
    ]);
    this.#connection.run(PAYLOAD_WRITE_SQL.insertBody, [this.#id, this.#workspaceId, useful ? packed : plain]);
  }
}

/** One buffer for all writers: writes are synchronous, and growing it once is enough. */
let scratch: Buffer = Buffer.allocUnsafe(2 * BLOCK_BYTES);

function grow(old: Buffer, used: number, needed: number): Buffer {
  const next = Buffer.allocUnsafe(Math.max(needed, old.length * 2));
  old.copy(next, 0, 0, used);
  return next;
}

/** Level 1: higher ones cost more time than they save space on payloads of this kind (measured: level 1 4.4 : 1 in 10.5 us, level -3 3.7 : 1 in 9 us). */
function compress(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, {
    chunkSize: Math.max(4_096, bytes.length >> 2),
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
}
