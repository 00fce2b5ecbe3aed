/** How a list is read page by page. */

/** Rows of the first page: a tall window and what is read ahead of it, no more, so that it is here soon. */
const FIRST_ROWS = 100;
/** Rows of the others, which are read ahead while scrolling. */
const NEXT_ROWS = 200;

/** The input of one page of a list. `after` is what the page before named as its end; null: the first page. */
export function pageOf<Q extends object, A extends string | null>(
  question: Q,
  after: A,
): Q & { readonly after: A; readonly limit: number } {
  return { ...question, after, limit: after === null ? FIRST_ROWS : NEXT_ROWS };
}
