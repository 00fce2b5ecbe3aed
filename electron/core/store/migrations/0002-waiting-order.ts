/**
 * Schema 2. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * Rows that wait to be indexed get an ever growing number (`seq`), so that a reader takes in only what is new since it last
 * looked; an event that changes while it waits gets a new one. `meta.search_seq` is the end of the numbers given out, so
 * that none is given twice when the table was empty at a restart. Pairs of words, which only the index needs, come last,
 * where reading the other columns does not touch them; rows of schema 1 keep theirs among the keys.
 */
export const sql = `
ALTER TABLE search_pending RENAME TO search_pending_1;
CREATE TABLE search_pending (
  seq INTEGER PRIMARY KEY,
  pk INTEGER NOT NULL UNIQUE,
  workspace_id INTEGER NOT NULL,
  is_new INTEGER NOT NULL,
  title TEXT NOT NULL,
  keys TEXT NOT NULL,
  people TEXT NOT NULL,
  pairs TEXT NOT NULL
) STRICT;
INSERT INTO search_pending (pk, workspace_id, is_new, title, keys, people, pairs)
  SELECT pk, workspace_id, is_new, title, keys, people, '' FROM search_pending_1 ORDER BY pk;
INSERT INTO meta (key, value) SELECT 'search_seq', ifnull(max(seq), 0) FROM search_pending;
DROP TABLE search_pending_1;
`;
