/**
 * Schema 5. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * An `outage` is a time in which a calendar was not connected, open while `ended_at` is NULL; an `incident` is what the outages
 * that belong together have in common, also when there is only one (`size` 1: a single case). Both are concluded from
 * `status_observation` and can be made again from it; the state and the note that people gave an incident cannot.
 * `family` holds what has to be equal for two outages to belong together. `list_key` is 0 for shared incidents and 1 for
 * single cases, `stake` = meetings at risk. `calendar.cause` is the cause of its open outage, for lists.
 * `incident_workspace` repeats what the list of resolved ones of a workspace is sorted and filtered by, for there are many.
 * `health` keeps how many calendars of a workspace were in which status at the end of an hour in which Callboard ran.
 */
export const sql = `
ALTER TABLE calendar ADD COLUMN cause TEXT;
ALTER TABLE calendar ADD COLUMN cause_basis TEXT;

CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  family TEXT NOT NULL,
  scope TEXT NOT NULL,
  cause TEXT NOT NULL,
  cause_basis TEXT NOT NULL,
  platform TEXT NOT NULL,
  oauth_client_id TEXT,
  domain TEXT,
  list_key INTEGER NOT NULL,
  size INTEGER NOT NULL,
  open INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_at INTEGER NOT NULL,
  state_size INTEGER NOT NULL,
  resolved_at INTEGER,
  stake INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  first_risk_at INTEGER NOT NULL DEFAULT 8640000000000001,
  note TEXT,
  opened_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_by_stake ON incident (state, list_key, stake DESC, first_risk_at, id, cause, platform);
CREATE INDEX incident_by_first_meeting ON incident (state, list_key, first_risk_at, id, cause, platform);
CREATE INDEX incident_by_newest ON incident (state, list_key, last_at DESC, id, cause, platform);
CREATE INDEX incident_by_cause ON incident (state, cause, list_key, id);
CREATE INDEX incident_by_family ON incident (family, resolved_at);

CREATE TABLE outage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  workspace_id INTEGER NOT NULL,
  broke_at INTEGER NOT NULL,
  broke_basis TEXT NOT NULL,
  connected_at INTEGER,
  ended_at INTEGER,
  ended_by TEXT,
  cause TEXT NOT NULL,
  cause_basis TEXT NOT NULL,
  besides TEXT NOT NULL,
  family TEXT NOT NULL,
  platform TEXT NOT NULL,
  oauth_client_id TEXT,
  domain TEXT,
  incident INTEGER REFERENCES incident (id),
  at_risk INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  first_risk_at INTEGER NOT NULL DEFAULT 8640000000000001,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outage_of_calendar ON outage (calendar_pk, broke_at);
CREATE UNIQUE INDEX outage_open ON outage (calendar_pk) WHERE ended_at IS NULL;
CREATE INDEX outage_open_in_workspace ON outage (workspace_id, cause, at_risk, lost, first_risk_at) WHERE ended_at IS NULL;
CREATE INDEX outage_due ON outage (first_risk_at, workspace_id, calendar_pk) WHERE ended_at IS NULL;
CREATE INDEX outage_by_family ON outage (family, ended_at);
CREATE INDEX outage_by_incident ON outage (incident, iif(ended_at IS NULL, at_risk, -1) DESC, id);
CREATE INDEX outage_in_incident ON outage (incident, calendar_pk, broke_at);
CREATE INDEX outage_by_client ON outage (oauth_client_id, broke_at, connected_at, calendar_pk);
CREATE INDEX outage_by_domain ON outage (domain, broke_at, platform, calendar_pk);
CREATE INDEX outage_by_start ON outage (broke_at, platform, calendar_pk);
CREATE INDEX outage_by_cause ON outage (cause, broke_at, workspace_id);
CREATE INDEX outage_by_end ON outage (ended_by, ended_at DESC, workspace_id, broke_at);

CREATE TABLE incident_workspace (
  incident INTEGER NOT NULL REFERENCES incident (id),
  workspace_id INTEGER NOT NULL,
  count INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  list_key INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (incident, workspace_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_of_workspace ON incident_workspace (workspace_id, resolved, list_key, last_at DESC, incident, cause, platform);

CREATE TABLE credential_probe (
  calendar_pk INTEGER NOT NULL REFERENCES calendar (pk),
  n INTEGER NOT NULL,
  workspace_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  code TEXT,
  message TEXT NOT NULL,
  PRIMARY KEY (calendar_pk, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE health (
  workspace_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  connected INTEGER NOT NULL,
  connecting INTEGER NOT NULL,
  disconnected INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  worst INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view (page, name);
`;
