/** What parameters and scopes are called, and what a misspelt one was meant to be. Pure. */

/** Parameters of an authorisation URL and of a callback (recall-api.md 7.1 and 7.2; RFC 6749). */
const KNOWN = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'access_type',
  'prompt',
  'include_granted_scopes',
  'login_hint',
  'code',
  'error',
  'error_description',
] as const;

/** Names that programs use for them, without signs and in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  redirecturl: 'redirect_uri',
  callbackurl: 'redirect_uri',
  scopes: 'scope',
};

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const BY_BARE = new Map<string, string>([
  ...KNOWN.map((name) => [bare(name), name] as const),
  ...Object.entries(ALIASES),
]);

/** Longer names are nobody's slip of the pen, and in shorter ones one letter makes another word. */
const LONGEST = 30;
const MISSPELT = [...BY_BARE.keys()].filter(({ length }) => length > 4);

/** The known name that this one is written for: another case, other signs, one letter wrong; else the name itself. */
export function canonicalName(name: string): string {
  if (name.length < 4 || name.length > LONGEST) return name;
  const plain = bare(name);
  return BY_BARE.get(plain) ?? BY_BARE.get(nearestOf(plain, MISSPELT, 1) ?? '') ?? name;
}

/** The one of `among` that differs from `text` by at most `most` letters; null: none does. */
export function nearestOf(text: string, among: readonly string[], most: number): string | null {
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of among) {
    const steps = stepsBetween(text, candidate, least);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** Letters to add, drop, change or swap to get from one text to the other; `enough` or more is as good as any. */
function stepsBetween(one: string, other: string, enough: number): number {
  if (Math.abs(one.length - other.length) >= enough) return enough;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const steps = Math.min(
        (row[j] ?? enough) + 1,
        (next[j - 1] ?? enough) + 1,
        (row[j - 1] ?? enough) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next.push(swapped ? Math.min(steps, (before[j - 2] ?? enough) + 1) : steps);
    }
    if (Math.min(...next) >= enough) return enough;
    before = row;
    row = next;
  }
  return row[other.length] ?? enough;
}
