/**
 * Schema 3. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * What an event can be found by, as a fingerprint: most changes (a moved start, another answer) leave it as it is, and then
 * the search index stays as it is too. NULL: not known yet, so the next change of the event is indexed.
 */
export const sql = `
ALTER TABLE event ADD COLUMN search_fingerprint INTEGER;
`;
