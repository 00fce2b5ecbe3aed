/** What the facts of events are read with, and the rows that come (verdict-facts.ts). */
import { BOT_FACT_COLUMNS } from './bot-facts.ts';
import { eventFacet } from './facets.ts';

/** Facets below are events that are neither deleted nor cancelled. */
const DELETED = eventFacet('deleted', 'zoom');
const MAX_SIBLINGS = 50;
const MAX_OUTAGES = 50;

/** There is a bot from before facts were kept. */
const OLDER_BOT = `f.bot_id IS NULL AND EXISTS (SELECT 1 FROM bot AS o WHERE o.workspace_id = b.workspace_id AND o.id = b.bot_id)`;

export const VERDICT_FACTS_SQL = {
  /** What waits tells more than what was concluded last. */
  events: `SELECT e.pk, e.workspace_id, e.id, e.start_at, e.end_at, e.meeting_url, e.flags, e.first_seen_at,
      e.bots_fingerprint, e.facet, e.calendar_pk, e.revised_at, e.revised_updated_at, e.attendee_count, e.organizer_email,
      iif(p.domains IS NULL, v.domains, p.domains), iif(p.domains IS NULL, v.raw_link, p.raw_link), e.ical_uid,
      v.workspace_id, v.start_at, v.facet, v.standing, v.due_at, v.domain, v.external, v.organizer, v.meeting, v.signature,
      v.breaks, v.domains, v.raw_link
    FROM json_each(?) AS j CROSS JOIN event AS e ON e.pk = j.value
      LEFT JOIN verdict_pending AS p ON p.pk = e.pk LEFT JOIN verdict AS v ON v.pk = e.pk`,
  /** With what is known about their bots. */
  entries: `SELECT b.event_pk, b.bot_id, b.start_at, b.deduplication_key, b.meeting_url, b.first_seen_at, b.gone_at,
      ${BOT_FACT_COLUMNS}, ${OLDER_BOT}
    FROM json_each(?) AS j CROSS JOIN bot_entry AS b ON b.event_pk = j.value
      LEFT JOIN bot_fact AS f ON f.workspace_id = b.workspace_id AND f.bot_id = b.bot_id`,
  revisions: `SELECT r.event_pk, r.start_at, r.end_at, r.meeting_url, r.calendar_id, r.is_deleted, r.updated_at, r.observed_at
    FROM json_each(?) AS j CROSS JOIN event_revision AS r ON r.event_pk = j.value`,
  refusals: `SELECT r.event_pk, r.at, r.kind, r.message
    FROM json_each(?) AS j CROSS JOIN schedule_refusal AS r ON r.event_pk = j.value`,
  /** Those with a bot first. Not the bare parameters: SQLite would prepare the statement again at every call (10 us instead of 1.6). */
  siblingPks: `SELECT pk FROM verdict WHERE meeting = (? + 0) AND meeting <> 0 AND start_at = (? + 0) AND facet < ${DELETED}
    AND pk <> (? + 0) ORDER BY facet LIMIT ${MAX_SIBLINGS}`,
  siblings: `SELECT s.pk, s.workspace_id, s.id, s.calendar_pk, s.meeting_url, s.ical_uid, b.bot_id, b.start_at, b.deduplication_key,
      b.meeting_url, b.first_seen_at, ${BOT_FACT_COLUMNS}, ${OLDER_BOT}
    FROM json_each(?) AS j CROSS JOIN event AS s ON s.pk = j.value AND s.start_at = ? AND s.facet < ${DELETED}
      LEFT JOIN bot_entry AS b ON b.event_pk = s.pk AND b.gone_at IS NULL
      LEFT JOIN bot_fact AS f ON f.workspace_id = b.workspace_id AND f.bot_id = b.bot_id`,
  calendar: 'SELECT id, facet, deleted_at, ifnull(email, oauth_email) FROM calendar WHERE pk = ?',
  outages: `SELECT broke_at, ended_at FROM outage WHERE calendar_pk = (? + 0) ORDER BY broke_at DESC LIMIT ${MAX_OUTAGES}`,
  hasV1: 'SELECT 1 FROM bot_fact WHERE workspace_id = ? AND v1_start_at IS NOT NULL LIMIT 1',
  v1: `SELECT bot_id, meeting_id FROM bot_fact WHERE workspace_id = (? + 0) AND v1_start_at BETWEEN (? + 0) AND (? + 0)
    AND missing_since IS NULL`,
  payload: `SELECT e.platform, e.organizer_email, e.block, e.block_offset, e.block_length FROM event AS e WHERE e.pk = ?`,
} as const;

/** A verdict as it is kept, without its pk; the order is that of the table. */
export type VerdictRow = readonly [
  workspaceId: number,
  startAt: number,
  facet: number,
  standing: number,
  dueAt: number | null,
  domain: number,
  external: number,
  organizer: number,
  meeting: number,
  signature: number,
  breaks: number,
  domains: string | null,
  rawLink: string | null,
];

export type EventTuple = [
  pk: number,
  workspaceId: number,
  id: string,
  startAt: number,
  endAt: number | null,
  meetingUrl: string | null,
  flags: number,
  firstSeenAt: number,
  botsFingerprint: number,
  facet: number,
  calendarPk: number,
  revisedAt: number,
  revisedUpdatedAt: number,
  attendeeCount: number | null,
  organizerEmail: string | null,
  domains: string | null,
  rawLink: string | null,
  icalUid: string | null,
  ...verdict: VerdictRow | readonly null[],
];
/** Where the columns of the verdict begin. */
export const VERDICT_AT = 18;

export type EntryTuple = [
  pk: number,
  botId: string,
  startAt: number | null,
  deduplicationKey: string | null,
  meetingUrl: string | null,
  firstSeenAt: number,
  goneAt: number | null,
  ...rest: (string | number | null)[],
];
/** Where the columns of the fact begin, in entries and in siblings; the mark of an older bot comes after them. */
export const FACT_AT = 7;
export const SIBLING_FACT_AT = 11;
export const FACT_COLUMNS = 11;
export type RevisionTuple = [
  pk: number,
  startAt: number | null,
  endAt: number | null,
  meetingUrl: string | null,
  calendarId: string,
  isDeleted: number,
  updatedAt: number | null,
  observedAt: number,
];
export type RefusalTuple = [pk: number, at: number, kind: string, message: string];
export type CalendarTuple = [id: string, facet: number, deletedAt: number | null, address: string | null];
export type PayloadTuple = [
  platform: string,
  organizerEmail: string | null,
  block: number,
  offset: number,
  length: number,
];
export type SiblingTuple = [
  pk: number,
  workspaceId: number,
  id: string,
  calendarPk: number,
  meetingUrl: string | null,
  icalUid: string | null,
  botId: string | null,
  startAt: number | null,
  deduplicationKey: string | null,
  botUrl: string | null,
  firstSeenAt: number | null,
  ...rest: (string | number | null)[],
];
