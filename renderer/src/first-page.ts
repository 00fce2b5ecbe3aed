/** The beginning of a list that is read page by page. */

/** Rows per page: one page fills a tall window twice. */
export const PAGE_ROWS = 100;

/** The input of a list's first page. */
export function firstPage<Q extends object>(question: Q): Q & { readonly after: null; readonly limit: number } {
  return { ...question, after: null, limit: PAGE_ROWS };
}
