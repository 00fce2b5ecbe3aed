/**
 * What `diagnosis/` promises: pure rules that turn rows and *now* into findings, without I/O. The catalogue of causes is data
 * (`catalogue/`): a further cause is one entry and one test. Nothing is claimed beyond the evidence; what is not known
 * stays "unknown", with the raw text in sight.
 */
import type { Basis, IncidentScope, Party, SafeAction } from '../../../shared/diagnosis.ts';

/** The platform that a cause belongs to; null: any. */
export type CausePlatform = 'google_calendar' | 'microsoft_outlook' | null;

/**
 * What to look for in a text.
 * aadsts: Microsoft's number, whole. word: a code as a word of its own, whatever its case (`invalid_grant`). phrase: part of a
 * sentence, whatever its case. probe: `code` of the access-token endpoint's refusal (recall-api.md 2.5).
 */
export type Signal =
  | { readonly kind: 'aadsts'; readonly number: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'phrase'; readonly phrase: string }
  | { readonly kind: 'probe'; readonly code: string };

/** One cause of the catalogue: a row of recall-api.md 2.6, or one that genuine texts add. */
export interface Cause {
  readonly code: string;
  readonly platform: CausePlatform;
  /** Empty: never read from a text, only inferred or reached by other means. */
  readonly signals: readonly Signal[];
  /**
   * How exact its signals are: a text that carries a cause of a higher rank is not also taken for one of a lower rank
   * (`invalid_client: AADSTS7000222 …` is the expired secret). 3: a provider's number or full text; 2: an error word with one
   * meaning; 1: a word with several meanings; 0: only a probe's code.
   */
  readonly rank: 0 | 1 | 2 | 3;
  /** At most 40 characters, sentence case: what lists show. */
  readonly title: string;
  readonly meaning: string;
  /** Who must act, and who else may have to. */
  readonly party: Party;
  readonly alsoParties: readonly Party[];
  /** What calendars that break of it together share. */
  readonly scope: IncidentScope;
  readonly remedy: readonly string[];
  readonly action: SafeAction;
  /** Other meanings of the same signal, as codes of the catalogue, with what tells each from the others. Empty: it has one. */
  readonly possibilities: readonly { readonly code: string; readonly tell: string }[];
  /**
   * The message for whoever has to act, in their words, with `{mailbox}`, `{account}` (the address that authorised, which is
   * whom to sign in as), `{calendar}` (its id) and `{client}` (the app's name) as placeholders. Only for parties that a message
   * goes to.
   */
  readonly messages: Readonly<Partial<Record<'end_user' | 'it_admin', string>>>;
  /** documented by Recall (A), by the provider (B), seen in production, or a rule of Callboard's own. */
  readonly source: { readonly kind: 'recall' | 'provider' | 'seen' | 'own'; readonly text: string };
}

/** A cause found in a text. */
export interface Match {
  readonly cause: Cause;
  /** The part of the text that says it, as it stands there. */
  readonly said: string;
}

/** The cause of one outage as far as it is known. */
export interface CauseFound {
  readonly code: string;
  readonly basis: Basis;
  /** Codes of further causes that the same moment speaks of. */
  readonly besides: readonly string[];
}
