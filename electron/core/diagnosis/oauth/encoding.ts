/** Percent-encoding of texts that may be wrong. Pure; never throws. */

/** One ASCII sign, or a run of bytes of others: a broken run does not spoil its neighbours. */
const RUN = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi;

/** Decodes `+` and what is well encoded; what is not stays as it is. */
export function decodeLeniently(raw: string): string {
  return decodePercent(raw.replaceAll('+', ' '));
}

/** Decodes what is well encoded, and leaves `+` alone. */
export function decodePercent(raw: string): string {
  return raw.replace(RUN, (run) => decodedRun(run));
}

/** True when a decoded text is still encoded: it was encoded twice. */
export function isEncodedTwice(value: string): boolean {
  return /%(?:2[0-9a-f]|3[a-f]|7[bd])/i.test(value);
}

/** {@link encodeURIComponent} for any text: halves of a character become the sign for an unreadable one. */
export function encodeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

/** Where in `raw` the unit of its decoded form at `index` begins. */
export function rawIndexOf(raw: string, index: number): number {
  let decoded = 0;
  let last = 0;
  for (const run of raw.matchAll(RUN)) {
    const plain = run.index - last;
    if (index < decoded + plain) return last + (index - decoded);
    decoded += plain;
    last = run.index;
    const text = decodedRun(run[0]);
    if (index < decoded + text.length) {
      const before = text.slice(0, index - decoded);
      return last + (text === run[0] ? before.length : 3 * bytesOf(before));
    }
    decoded += text.length;
    last += run[0].length;
  }
  return Math.min(raw.length, last + (index - decoded));
}

function decodedRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
