/** Finds the causes that a text speaks of. Pure, and one pass over the text whatever it holds. */
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { once } from '../../../shared/once.ts';
import { CAUSES, causeOf } from './catalogue/index.ts';
import type { Cause, Match, Signal } from './types.ts';

/** Words as providers write codes; what stands between them bounds them. */
const WORD = /\w+/g;
/** Microsoft's number as a word of its own. Longer ones are none. */
const AADSTS = /^aadsts(\d{1,12})$/i;

type SignalOf<K extends Signal['kind']> = Extract<Signal, { kind: K }>;

/** Which causes a signal speaks of: one, or one for each platform. */
function signalsOf<K extends Signal['kind']>(
  kind: K,
  nameOf: (signal: SignalOf<K>) => string,
): ReadonlyMap<string, readonly Cause[]> {
  const isOfKind = (signal: Signal): signal is SignalOf<K> => signal.kind === kind;
  const pairs = CAUSES.flatMap((cause) =>
    cause.signals.filter(isOfKind).map((signal) => [nameOf(signal), cause] as const),
  );
  const named = Map.groupBy(pairs, ([name]) => name);
  return new Map([...named].map(([name, group]) => [name, group.map(([, cause]) => cause)]));
}

/** Made when the first text is read: the first list of a start needs no rules. */
const signals = once(() => {
  const byPhrase = signalsOf('phrase', ({ phrase }) => phrase.toLowerCase());
  return {
    byNumber: signalsOf('aadsts', ({ number }) => String(number)),
    byWord: signalsOf('word', ({ word }) => word.toLowerCase()),
    byPhrase,
    byProbe: signalsOf('probe', ({ code }) => code),
    unknownNumber: [causeOf('microsoft_unknown_code')],
    /** All phrases at once; a line may have been broken within one. */
    phrase: new RegExp([...byPhrase.keys()].map(patternOf).join('|'), 'gi'),
  };
});

function patternOf(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s{1,4}`);
}

interface Found extends Match {
  readonly at: number;
}

/**
 * Causes that a text speaks of: only those of the highest rank among them, in the order in which the text names them, each once.
 * Causes of another platform are left out, unless `platform` is null or `other`.
 */
export function causesIn(text: string, platform: CalendarPlatform | null): Match[] {
  const { byNumber, byWord, byPhrase, unknownNumber, phrase } = signals();
  const found = new Map<Cause, Found>();
  const note = (causes: readonly Cause[] | undefined, said: string, at: number): void => {
    for (const cause of causes ?? []) {
      if (!fits(cause, platform)) continue;
      const before = found.get(cause);
      if (before === undefined || at < before.at) found.set(cause, { cause, said, at });
    }
  };
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const number = AADSTS.exec(word)?.[1];
    note(number === undefined ? byWord.get(word.toLowerCase()) : (byNumber.get(number) ?? unknownNumber), word, index);
  }
  for (const { 0: said, index } of text.matchAll(phrase)) {
    note(byPhrase.get(said.toLowerCase().replace(/\s+/g, ' ')), said, index);
  }
  const rank = Math.max(...[...found.values()].map(({ cause }) => cause.rank));
  return [...found.values()]
    .filter(({ cause }) => cause.rank === rank)
    .sort((a, b) => a.at - b.at)
    .map(({ cause, said }) => ({ cause, said }));
}

/** Causes that a refused test of the credential speaks of: what its message says, else what its code says (recall-api.md 2.5). */
export function causesOfProbe(code: string, message: string, platform: CalendarPlatform | null): Match[] {
  const said = causesIn(message, platform);
  if (said.length > 0) return said;
  return (signals().byProbe.get(code) ?? [])
    .filter((cause) => fits(cause, platform))
    .map((cause) => ({ cause, said: code }));
}

function fits(cause: Cause, platform: CalendarPlatform | null): boolean {
  return cause.platform === null || platform === null || platform === 'other' || cause.platform === platform;
}
