/**
 * Schema 4. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * Jobs, the audit log and the OAuth clients refer to workspaces and calendars by number and name only, so that they outlive
 * them. `audit_record` is the truth and is only ever added to: each record carries the hash of the one before.
 * `audit_entry` is what lists show, made from the records; `facet` is the number of the action × 8 + the state.
 * A calendar is an open item of one job at a time. `calendar_change` is history like `status_observation`.
 */
export const sql = `
CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  danger TEXT NOT NULL,
  state TEXT NOT NULL,
  reason_code TEXT,
  reason_message TEXT,
  actor_user TEXT NOT NULL,
  actor_host TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  canary INTEGER,
  unattended INTEGER NOT NULL,
  probe INTEGER NOT NULL,
  oauth_client_id TEXT,
  workspaces TEXT NOT NULL,
  request TEXT NOT NULL
) STRICT;
CREATE INDEX job_by_state ON job (state, id);

CREATE TABLE job_item (
  job_id INTEGER NOT NULL REFERENCES job (id),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  calendar_id TEXT,
  label TEXT,
  state TEXT NOT NULL,
  message TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER,
  sent_at_recall INTEGER,
  settled_at INTEGER,
  audit_entry INTEGER,
  idempotency_key TEXT,
  PRIMARY KEY (job_id, n)
) STRICT;
CREATE INDEX job_item_by_state ON job_item (job_id, state, n);
CREATE INDEX job_item_by_workspace ON job_item (job_id, workspace_id, state, n);
CREATE INDEX job_item_by_calendar ON job_item (job_id, calendar_id, n);
CREATE UNIQUE INDEX job_item_open ON job_item (workspace_id, calendar_id)
  WHERE state IN ('waiting', 'running', 'unknown', 'verifying');

CREATE TABLE audit_record (
  n INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_record_entry ON audit_record (entry, n);
CREATE TRIGGER audit_record_not_replaced BEFORE INSERT ON audit_record
  WHEN EXISTS (SELECT 1 FROM audit_record WHERE n = NEW.n)
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_record_not_changed BEFORE UPDATE ON audit_record
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_record_not_deleted BEFORE DELETE ON audit_record
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;

CREATE TABLE audit_action (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE audit_entry (
  pk INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  facet INTEGER NOT NULL,
  actor_user TEXT NOT NULL,
  actor_host TEXT NOT NULL,
  workspace_id INTEGER,
  workspace_name TEXT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  target_id TEXT,
  target_label TEXT,
  job_id INTEGER,
  summary TEXT NOT NULL,
  settled_at INTEGER,
  verdict TEXT,
  verified_at INTEGER,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entry_by_at ON audit_entry (facet, at);
CREATE INDEX audit_entry_by_workspace ON audit_entry (workspace_id, facet, at);
CREATE INDEX audit_entry_by_job ON audit_entry (job_id, at, facet) WHERE job_id IS NOT NULL;
CREATE INDEX audit_entry_by_calendar ON audit_entry (workspace_id, target_id, at, facet) WHERE target = 'calendar';

CREATE TABLE oauth_client (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  platform TEXT NOT NULL,
  secret_expires_at INTEGER,
  reminded INTEGER
) STRICT;
CREATE TABLE oauth_client_workspace (
  oauth_client INTEGER NOT NULL REFERENCES oauth_client (id),
  workspace_id INTEGER NOT NULL,
  PRIMARY KEY (oauth_client, workspace_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_by_client ON calendar (oauth_client_id, workspace_id, facet);

CREATE TABLE calendar_change (
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  observed_at INTEGER NOT NULL,
  PRIMARY KEY (calendar_pk, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
