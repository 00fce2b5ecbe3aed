/**
 * Schema 6. Released: never edit (a test pins its hash); change the schema by adding the next numbered file.
 *
 * `verdict` holds what is concluded about an event (verdicts/), one row each, with copies of what lists are sorted and filtered by. It can
 * be made again at any time: `verdict_pending` names the events that have to be judged, filled in the transaction that changes
 * them. `standing` is a number of diagnosis/events/standings.ts; `domain` a row of `mail_domain`, 0 for none; `external` 0 internal,
 * 1 external, 2 unknown; `organizer` and `meeting` are fingerprints, 0 for none; `signature` tells whether siblings have to look
 * again. `domains` and `raw_link` come from the provider's payload: `domains` NULL = it was not read yet.
 * `bot_fact` is what a retrieved bot (or one that is gone) tells about its meeting. `verdict_calendar` remembers what a calendar looked
 * like when its events were judged. `job_item.plan` is what was previewed for an event, as JSON (ledger.ts, ItemPlan).
 */
export const sql = `
CREATE TABLE mail_domain (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE verdict (
  pk INTEGER PRIMARY KEY REFERENCES event (pk),
  workspace_id INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  facet INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  due_at INTEGER,
  domain INTEGER NOT NULL,
  external INTEGER NOT NULL,
  organizer INTEGER NOT NULL,
  meeting INTEGER NOT NULL,
  signature INTEGER NOT NULL,
  breaks INTEGER NOT NULL,
  domains TEXT,
  raw_link TEXT
) STRICT;
CREATE INDEX verdict_by_workspace ON verdict (workspace_id, standing, start_at, facet, pk, external, domain);
CREATE INDEX verdict_by_domain ON verdict (domain, standing, start_at, facet, pk, external, workspace_id);
CREATE INDEX verdict_by_organizer ON verdict (organizer, start_at, facet) WHERE organizer <> 0;
CREATE INDEX verdict_by_meeting ON verdict (start_at, meeting, facet) WHERE meeting <> 0;
CREATE INDEX verdict_due ON verdict (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX verdict_breaking ON verdict (workspace_id, start_at, facet, pk, standing, external, domain) WHERE breaks = 1;

CREATE TABLE verdict_pending (
  pk INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  domains TEXT,
  raw_link TEXT
) STRICT;
INSERT INTO verdict_pending (pk, workspace_id) SELECT pk, workspace_id FROM event;

CREATE TABLE verdict_calendar (
  calendar_pk INTEGER PRIMARY KEY REFERENCES calendar (pk),
  workspace_id INTEGER NOT NULL,
  seen TEXT NOT NULL
) STRICT;

CREATE TABLE bot_fact (
  workspace_id INTEGER NOT NULL,
  bot_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sub_code TEXT,
  join_at INTEGER,
  recorded_from INTEGER,
  recorded_to INTEGER,
  ended_at INTEGER,
  v1_start_at INTEGER,
  meeting_id TEXT,
  looks INTEGER NOT NULL DEFAULT 0,
  looked_at INTEGER NOT NULL,
  missing_since INTEGER,
  PRIMARY KEY (workspace_id, bot_id)
) STRICT;
CREATE INDEX bot_fact_by_look ON bot_fact (workspace_id, outcome, looked_at DESC, bot_id);
CREATE INDEX bot_fact_v1 ON bot_fact (workspace_id, v1_start_at) WHERE v1_start_at IS NOT NULL;

CREATE TABLE workspace_recipe (
  workspace_id INTEGER PRIMARY KEY REFERENCES workspace (id),
  chosen TEXT,
  inferred TEXT,
  sampled INTEGER NOT NULL,
  share REAL NOT NULL
) STRICT;

CREATE TABLE schedule_refusal (
  event_pk INTEGER PRIMARY KEY REFERENCES event (pk),
  workspace_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;

ALTER TABLE job_item ADD COLUMN event_id TEXT;
ALTER TABLE job_item ADD COLUMN bot_id TEXT;
ALTER TABLE job_item ADD COLUMN plan TEXT;
CREATE INDEX job_item_by_event ON job_item (job_id, event_id, n) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX job_item_open_event ON job_item (workspace_id, event_id)
  WHERE event_id IS NOT NULL AND state IN ('waiting', 'running', 'unknown', 'verifying');
CREATE INDEX audit_entry_by_event ON audit_entry (workspace_id, target_id, at, facet) WHERE target = 'event';
CREATE INDEX audit_entry_by_bot ON audit_entry (workspace_id, target_id, at, facet) WHERE target = 'bot';
`;
