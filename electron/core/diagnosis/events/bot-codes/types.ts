/** What is said about status codes and sub-codes of bots. */
import type { Party } from '../../../../../shared/values.ts';

/**
 * What a sub-code says about the meeting's recording. not_admitted: nobody let the bot in. nobody_joined: there was no meeting to record.
 * permission_denied: it was in the call and was not allowed to record. removed_by_host: somebody removed it from the call. failed: it
 * could not do its work. normal: an end as it should be. not_recorded: it left without having recorded.
 */
export const SUB_CODE_KINDS = [
  'not_admitted',
  'nobody_joined',
  'permission_denied',
  'removed_by_host',
  'failed',
  'normal',
  'not_recorded',
] as const;
export type SubCodeKind = (typeof SUB_CODE_KINDS)[number];

export interface SubCode {
  readonly code: string;
  /** In a few words, as a heading: `Nobody joined`. */
  readonly title: string;
  /** One or two sentences. */
  readonly meaning: string;
  readonly kind: SubCodeKind;
  /** Whether there is a recording when a bot ends with it. partly: of what came before. unknown: it does not tell. */
  readonly recorded: 'yes' | 'no' | 'partly' | 'unknown';
  /** Who can do something so that it goes better the next time, and what; null: nothing is wrong. */
  readonly advice: { readonly party: Party; readonly text: string } | null;
}

export interface StatusCode {
  readonly code: string;
  readonly title: string;
  /** Null: the title says it all. */
  readonly meaning: string | null;
}

type Advice = [party: Party, text: string];
type Words = readonly [code: string, title: string, meaning: string];

/** An end as it should be. */
export const normal = ([code, title, meaning]: Words, recorded: SubCode['recorded'] = 'yes'): SubCode => ({
  code,
  title,
  meaning,
  kind: 'normal',
  recorded,
  advice: null,
});

/** An end without a recording, or with a part of one. */
export const short = (
  kind: SubCodeKind,
  [code, title, meaning]: Words,
  [party, text]: Advice,
  recorded: SubCode['recorded'] = 'no',
): SubCode => ({ code, title, meaning, kind, recorded, advice: { party, text } });

/** The bot failed; before it was in the call where not said otherwise. */
export const failed = (words: Words, advice: Advice, recorded: SubCode['recorded'] = 'no'): SubCode =>
  short('failed', words, advice, recorded);
