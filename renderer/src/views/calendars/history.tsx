/** What happened to a calendar, as moments, newest first: each says where it is known from. Pure. */
import type { AuditEntry, AuditState } from '../../../../shared/actions.ts';
import type { CalendarChange, StatusObservation } from '../../../../shared/entities.ts';
import { ACTION_KINDS } from '../../../../shared/values.ts';
import { STATUS_TONES, type Tone } from '../../components/basics/marks.tsx';
import type { Moment } from '../../components/detail/timeline.tsx';
import { titled } from '../../format/words.ts';
import { ACTION_NAMES } from '../jobs/words.ts';
import { CALENDAR_STATUS_VALUES } from '../list-address.ts';

const REPORTED = 'reported by Recall';
const OBSERVED = 'observed by Callboard, by comparing two looks';
const OUTSIDE = 'observed by Callboard: changed outside of it';

const CHANGE_WORDS: Readonly<Record<CalendarChange['field'], string>> = {
  platform_email: 'Mailbox changed',
  oauth_email: 'Authorised address changed',
  oauth_client_id: 'OAuth client changed',
  metadata: 'Metadata changed',
  deleted: 'Gone from Recall',
  restored: 'There again',
};

const AUDIT_MARKS: Readonly<Record<AuditState, { readonly word: string; readonly tone: Tone }>> = {
  intended: { word: 'being sent', tone: 'wait' },
  done: { word: 'taken by Recall', tone: 'ok' },
  failed: { word: 'not taken', tone: 'bad' },
  unknown: { word: 'outcome not known', tone: 'unknown' },
};

/**
 * Recall's status changes, what Callboard saw, and what was done through it. Newest first; entries without a time stand
 * last, because nothing says when they were.
 */
export function historyMoments(
  history: readonly StatusObservation[],
  changes: readonly CalendarChange[] = [],
  entries: readonly AuditEntry[] = [],
): readonly Moment[] {
  const moments = [
    ...history.map(statusMoment),
    // Given newest first; the others come oldest first.
    ...changes.toReversed().map(changeMoment),
    ...entries.toReversed().map(auditMoment),
  ];
  return moments
    .map((moment, index) => ({ moment, index }))
    .sort((a, b) => (b.moment.at ?? -Infinity) - (a.moment.at ?? -Infinity) || b.index - a.index)
    .map(({ moment }) => moment);
}

function statusMoment(entry: StatusObservation, index: number): Moment {
  const known = CALENDAR_STATUS_VALUES.find((status) => status === entry.status);
  return {
    key: `status ${index}`,
    at: entry.at,
    tone: STATUS_TONES[known ?? 'unknown'],
    what: titled(entry.status),
    basis: entry.basis === 'reported' ? REPORTED : OBSERVED,
    detail: entry.detail,
  };
}

function changeMoment(change: CalendarChange, index: number): Moment {
  const values = [change.before, change.after].map((value) => value ?? 'nothing').join(' → ');
  return {
    key: `change ${index}`,
    at: change.observedAt,
    tone: change.field === 'deleted' ? 'bad' : 'plain',
    what: CHANGE_WORDS[change.field],
    basis: OUTSIDE,
    detail: change.before === null && change.after === null ? null : values,
  };
}

function auditMoment(entry: AuditEntry): Moment {
  const { word, tone } = AUDIT_MARKS[entry.state];
  return {
    key: `audit ${entry.n}`,
    at: entry.at,
    tone,
    what: `${actionName(entry.action)}: ${word}`,
    basis: `done through Callboard by ${entry.actor.user} on ${entry.actor.host}`,
    detail: entry.verification === null ? entry.summary : `${entry.summary}\nAfterwards: ${entry.verification.verdict}`,
  };
}

/** The name of an audited action; a local change (`workspace.update`) in its own word, readable. */
export function actionName(action: string): string {
  const kind = ACTION_KINDS.find((known) => known === action);
  return kind === undefined ? titled(action.replaceAll('.', ' ')) : ACTION_NAMES[kind];
}

/** How an audit entry ended, in a word, with its tone. */
export function auditMark(state: AuditState): { readonly word: string; readonly tone: Tone } {
  return AUDIT_MARKS[state];
}
