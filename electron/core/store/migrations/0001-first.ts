/**
 * Schema 1. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * Sort keys are never NULL: a missing start is 8640000000000001 (sorts last), a missing `updated_at` is
 * -8640000000000001 (older than anything); both lie just outside the range of Date. `tally` holds exact row counts per
 * workspace (0 = all of them together), kept in the transaction that changes the rows.
 */
// Tokens of their own in search-terms.ts: marks of workspaces, and 127 for long titles.
const marks = [1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127];
const tokenizer = `ascii tokenchars '${String.fromCharCode(...marks)}'`;

export const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE workspace (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  base_url TEXT NOT NULL,
  colour TEXT NOT NULL,
  mode TEXT NOT NULL,
  poll_interval_ms INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  training INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removing INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX workspace_removing ON workspace (id) WHERE removing = 1;

CREATE TABLE tally (
  workspace_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  facet INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind, facet)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_state (
  workspace_id INTEGER NOT NULL REFERENCES workspace (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (workspace_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  workspace_id INTEGER NOT NULL REFERENCES workspace (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  remote_id TEXT,
  reason TEXT NOT NULL,
  payload TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, kind, key)
) STRICT;

CREATE TABLE calendar (
  pk INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  facet INTEGER NOT NULL,
  email TEXT,
  oauth_email TEXT,
  oauth_client_id TEXT,
  platform TEXT NOT NULL,
  status TEXT NOT NULL,
  status_since INTEGER,
  status_detail TEXT,
  created_at INTEGER,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  email_key TEXT NOT NULL,
  since_key INTEGER NOT NULL,
  email_text TEXT NOT NULL,
  fingerprint INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX calendar_id ON calendar (workspace_id, id);
CREATE INDEX calendar_by_email ON calendar (facet, email_key);
CREATE INDEX calendar_by_workspace_email ON calendar (workspace_id, facet, email_key);
CREATE INDEX calendar_by_since ON calendar (facet, since_key);
CREATE INDEX calendar_by_workspace_since ON calendar (workspace_id, facet, since_key);
CREATE INDEX calendar_by_updated ON calendar (facet, updated_at);
CREATE INDEX calendar_by_workspace_updated ON calendar (workspace_id, facet, updated_at);
CREATE INDEX calendar_mailbox ON calendar (email_key, platform);

CREATE TABLE calendar_payload (
  pk INTEGER PRIMARY KEY REFERENCES calendar (pk),
  workspace_id INTEGER NOT NULL,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE calendar_key (
  workspace_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  PRIMARY KEY (workspace_id, key, calendar_pk)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_key_owner ON calendar_key (calendar_pk);

CREATE TABLE status_observation (
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  at INTEGER,
  detail TEXT,
  basis TEXT NOT NULL CHECK (basis IN ('reported', 'observed')),
  observed_at INTEGER NOT NULL,
  PRIMARY KEY (calendar_pk, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  pk INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  facet INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER,
  updated_at INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  bot_count INTEGER NOT NULL,
  attendee_count INTEGER,
  platform TEXT NOT NULL,
  title TEXT,
  meeting_url TEXT,
  organizer_email TEXT,
  series_id TEXT,
  fingerprint INTEGER NOT NULL,
  bots_fingerprint INTEGER NOT NULL,
  block INTEGER NOT NULL,
  block_offset INTEGER NOT NULL,
  block_length INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  created_at INTEGER,
  first_seen_at INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  revised_at INTEGER NOT NULL,
  revised_updated_at INTEGER NOT NULL,
  meeting_platform TEXT,
  own_response TEXT,
  platform_id TEXT,
  ical_uid TEXT,
  extra TEXT
) STRICT;
CREATE UNIQUE INDEX event_id ON event (workspace_id, id);
CREATE INDEX event_by_start ON event (facet, start_at);
CREATE INDEX event_by_workspace_start ON event (workspace_id, facet, start_at);
CREATE INDEX event_by_updated ON event (workspace_id, facet / 8, updated_at, facet);
CREATE INDEX event_by_calendar ON event (calendar_pk, start_at, facet);

CREATE TABLE payload_block (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  live INTEGER NOT NULL,
  total INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  pks TEXT NOT NULL,
  damaged INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX payload_block_owner ON payload_block (workspace_id);
CREATE INDEX payload_block_sparse ON payload_block (workspace_id, id) WHERE live < 16 AND damaged = 0;
CREATE TABLE payload_body (id INTEGER PRIMARY KEY REFERENCES payload_block (id), workspace_id INTEGER NOT NULL, body BLOB NOT NULL) STRICT;

CREATE TABLE event_revision (
  event_pk INTEGER NOT NULL REFERENCES event (pk),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  start_at INTEGER,
  end_at INTEGER,
  meeting_url TEXT,
  calendar_id TEXT NOT NULL,
  is_deleted INTEGER NOT NULL,
  updated_at INTEGER,
  observed_at INTEGER NOT NULL,
  PRIMARY KEY (event_pk, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE bot_entry (
  event_pk INTEGER NOT NULL REFERENCES event (pk),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  bot_id TEXT NOT NULL,
  start_at INTEGER,
  deduplication_key TEXT,
  meeting_url TEXT,
  first_seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  PRIMARY KEY (event_pk, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE bot (
  workspace_id INTEGER NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  bot_name TEXT,
  join_at INTEGER,
  meeting_platform TEXT,
  meeting_id TEXT,
  status_changes TEXT NOT NULL,
  recordings TEXT NOT NULL,
  payload TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  retrieved_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT;

CREATE TABLE person (
  workspace_id INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (workspace_id, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE word (
  workspace_id INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (workspace_id, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_pending (
  pk INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  is_new INTEGER NOT NULL,
  title TEXT NOT NULL,
  keys TEXT NOT NULL,
  people TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE event_title_fts USING fts5 (
  title, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = "${tokenizer}"
);
CREATE VIRTUAL TABLE event_key_fts USING fts5 (
  keys, content = '', contentless_delete = 1, detail = none, tokenize = "${tokenizer}"
);
INSERT INTO event_title_fts (event_title_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO event_key_fts (event_key_fts, rank) VALUES ('hashsize', 16777216);
`;
