/**
 * Node's compression and checksums, loaded when first used: most answers need neither, and loading them takes a tenth of
 * the time in which a command-line question is answered.
 */
import type * as Zlib from 'node:zlib';

let loaded: typeof Zlib | undefined;
const zlib = (): typeof Zlib => (loaded ??= process.getBuiltinModule('node:zlib'));

/** CRC-32 of text (as UTF-8) or bytes; `seed` continues an earlier one. */
export const crc32 = (data: string | NodeJS.ArrayBufferView, seed?: number): number => zlib().crc32(data, seed);

/** Throws when the bytes are not what zstd wrote, or longer than `maxOutputLength`. */
export const zstdDecompressSync = (bytes: Uint8Array, options: Zlib.ZstdOptions): Buffer =>
  zlib().zstdDecompressSync(bytes, options);

/** As zstd writes by default, unless `options` say otherwise. */
export const zstdCompressSync = (bytes: Uint8Array, options: Zlib.ZstdOptions): Buffer =>
  zlib().zstdCompressSync(bytes, options);

export const constants = {
  get ZSTD_c_compressionLevel(): number {
    return zlib().constants.ZSTD_c_compressionLevel;
  },
};
