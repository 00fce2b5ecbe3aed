/** What came out of a job, calendar by calendar or event by event, as text. */
import type { ActionKind, ItemState, Job, JobItem } from '../../../shared/actions.ts';
import type { Reader } from '../store/types.ts';
import { isoOrNull, PART_ROWS, partText } from './parts.ts';
import type { Format, Line, Part } from './parts.ts';

const OUTCOME = ['outcome', 'why', 'attempts', 'sent_at', 'settled_at', 'audit_entry'] as const;
const OF_CALENDARS = ['workspace', 'calendar_id', 'mailbox', ...OUTCOME] as const;
const OF_EVENTS = ['workspace', 'event_id', 'title', 'bot_id', ...OUTCOME] as const;

/** A part of a job's items, in the order of work. */
export function exportJob(
  reader: Pick<Reader, 'listJobItems' | 'workspaces' | 'auditEntry'>,
  job: Job,
  format: Format,
  after: string | null,
): Part {
  const { rows, next } = reader.listJobItems({ jobId: job.id }, after, PART_ROWS);
  const ofEvents = job.kind.startsWith('event.');
  const names = new Map(reader.workspaces().map(({ id, name }) => [id, name]));
  const lines = rows.map((item): Line => ({
    workspace: names.get(item.workspaceId) ?? formerName(reader, item),
    ...(ofEvents
      ? { event_id: item.eventId, title: item.label, bot_id: item.botId }
      : { calendar_id: item.calendarId, mailbox: item.label }),
    outcome: outcomeOf(job.kind, item.state),
    why: item.message,
    attempts: item.attempts,
    sent_at: isoOrNull(item.sentAt),
    settled_at: isoOrNull(item.settledAt),
    audit_entry: item.auditEntry,
  }));
  return { text: partText(ofEvents ? OF_EVENTS : OF_CALENDARS, lines, format, after === null), next };
}

/** Of a workspace that was removed: as the audit log knew it. */
function formerName(reader: Pick<Reader, 'auditEntry'>, { workspaceId, auditEntry }: JobItem): string {
  const known = auditEntry === null ? null : reader.auditEntry(auditEntry)?.entry.workspaceName;
  return known ?? `Workspace ${workspaceId} (removed)`;
}

interface Outcomes {
  readonly ok: string;
  readonly failing: string;
  readonly unproven: string;
  /** Nothing was changed. */
  readonly not: string;
}

const OUTCOMES: Readonly<Record<ActionKind, Outcomes>> = {
  'oauth_client.rotate_secret': {
    ok: 'rotated and connected',
    failing: 'rotated but failing',
    unproven: 'taken but unproven',
    not: 'not rotated',
  },
  'calendar.update_credentials': {
    ok: 'updated and connected',
    failing: 'updated but failing',
    unproven: 'taken but unproven',
    not: 'not updated',
  },
  'calendar.reconnect': {
    ok: 'reconnected',
    failing: 'tried again but failing',
    unproven: 'tried again but unproven',
    not: 'not reconnected',
  },
  'calendar.test_credential': {
    ok: 'credential works',
    failing: 'credential does not work',
    unproven: 'tested without a clear answer',
    not: 'not tested',
  },
  'calendar.delete': {
    ok: 'deleted',
    failing: 'taken but still there',
    unproven: 'taken but unproven',
    not: 'not deleted',
  },
  'calendar.connect': {
    ok: 'connected',
    failing: 'created but failing',
    unproven: 'created but unproven',
    not: 'not created',
  },
  'event.schedule_bot': {
    ok: 'bot scheduled',
    failing: 'taken, but the bot does not fit the event',
    unproven: 'taken but unproven',
    not: 'not scheduled',
  },
  'event.unschedule_bot': {
    ok: 'bot unscheduled',
    failing: 'taken but still scheduled',
    unproven: 'taken but unproven',
    not: 'not unscheduled',
  },
  'event.retire_bot': {
    ok: 'bot retired',
    failing: 'taken but still scheduled',
    unproven: 'taken but unproven',
    not: 'not retired',
  },
};

/** What an item's state means for this kind of action, in words. */
export function outcomeOf(kind: ActionKind, state: ItemState): string {
  const words = OUTCOMES[kind];
  switch (state) {
    case 'ok':
    case 'failing':
    case 'unproven':
      return words[state];
    case 'failed':
      return words.not;
    case 'skipped':
      return `${words.not} (skipped)`;
    case 'waiting':
      return `${words.not} yet`;
    case 'running':
      return 'under way';
    case 'unknown':
      return 'sent, outcome not known yet';
    case 'verifying':
      return 'taken, being verified';
  }
}
