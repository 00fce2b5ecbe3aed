/**
 * Seeded randomness. Everything in the simulated world comes from here, so that one seed always gives the same
 * calendars, ids and payloads. The generator is sfc32: small, fast and good enough for test data (not for secrets).
 */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Two characters for every 12 bits: tokens are the longest strings in a payload, so they are built in pairs. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => `${BASE64URL[bits >> 6]}${BASE64URL[bits & 63]}`);

/** Folds words and numbers into one 32-bit seed (FNV-1a), so that parts of the world get streams of their own. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = `${part}|`;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param seed any number; only its low 32 bits count. */
  constructor(seed: number) {
    this.a = seed | 0;
    this.b = (seed ^ 0x6a09e667) | 0;
    this.c = 0x9e3779b9 | 0;
    this.d = 1;
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** Uniform in [0, 2^32). */
  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.uint32() / 4294967296;
  }

  /** Uniform integer in [from, to], both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One element; throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T {
    const index = Math.floor(this.next() * list.length);
    const value = list[index];
    // An element may itself be undefined only where T says so; an empty list is a mistake of the caller.
    if (value === undefined && list.length === 0) throw new RangeError('Cannot pick from an empty list.');
    return value as T;
  }

  /** Hexadecimal digits, two per byte. */
  hex(bytes: number): string {
    let text = '';
    for (let i = 0; i < bytes; i++) text += HEX[this.uint32() >>> 24];
    return text;
  }

  /** Characters of the base64url alphabet; `length` is rounded up to an even number. */
  token(length: number): string {
    let text = '';
    for (let i = 0; i < length; i += 4) {
      const bits = this.uint32();
      text += PAIRS[bits >>> 20];
      if (i + 2 < length) text += PAIRS[(bits >>> 8) & 4095];
    }
    return text;
  }

  digits(length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += this.int(i === 0 ? 1 : 0, 9);
    return text;
  }

  /** Lower-case letters. */
  letters(length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(97 + Math.floor(this.next() * 26));
    return text;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const w0 = this.uint32();
    const w1 = this.uint32();
    const w2 = this.uint32();
    const w3 = this.uint32();
    return (
      `${HEX[w0 >>> 24]}${HEX[(w0 >>> 16) & 255]}${HEX[(w0 >>> 8) & 255]}${HEX[w0 & 255]}-` +
      `${HEX[w1 >>> 24]}${HEX[(w1 >>> 16) & 255]}-${HEX[((w1 >>> 8) & 15) | 64]}${HEX[w1 & 255]}-` +
      `${HEX[((w2 >>> 24) & 63) | 128]}${HEX[(w2 >>> 16) & 255]}-${HEX[(w2 >>> 8) & 255]}${HEX[w2 & 255]}` +
      `${HEX[w3 >>> 24]}${HEX[(w3 >>> 16) & 255]}${HEX[(w3 >>> 8) & 255]}${HEX[w3 & 255]}`
    );
  }
}

/** A generator of its own; the same seed always draws the same numbers. */
export function createRng(seed: number): Rng {
  return new Rng(seed);
}
