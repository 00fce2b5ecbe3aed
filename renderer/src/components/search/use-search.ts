/** The search behind the field: asks while people type, and never shows an answer as if it were to another text. */
import type { CallFailure } from '../../rpc.ts';
import { useCall } from '../../queries.ts';
import { useScope } from '../../use-address.ts';
import { useDebounced } from '../../use-debounced.ts';
import { MIN_SEARCH_LETTERS, type Found } from './options.ts';

/** Shorter than the pause between two keys of a fast typist would only ask for words nobody means. */
const DEBOUNCE_MS = 80;
const RESULTS_PER_KIND = 8;
/** Search texts are thrown away soon: each one is a query of its own. */
const KEEP_MS = 30_000;

export interface Search {
  /** The answer to the present text, or to the one before while `pending`. */
  readonly found: Found | undefined;
  /** True until `found` answers exactly the present text. */
  readonly pending: boolean;
  readonly error: CallFailure | null;
}

/** Finds records by `text` in the workspaces in scope; nothing below {@link MIN_SEARCH_LETTERS} letters. */
export function useSearchResults(text: string): Search {
  const scope = useScope();
  const wanted = text.trim();
  const asked = useDebounced(wanted, DEBOUNCE_MS);
  const long = wanted.length >= MIN_SEARCH_LETTERS;
  const { data, error, isPlaceholderData, isFetching } = useCall(
    'app.search',
    { text: asked, workspaces: scope, limit: RESULTS_PER_KIND },
    { enabled: asked.length >= MIN_SEARCH_LETTERS, keepMs: KEEP_MS },
  );
  if (!long) return { found: undefined, pending: false, error: null };
  const pending = asked !== wanted || isPlaceholderData || (data === undefined && isFetching);
  return { found: data, pending, error };
}
