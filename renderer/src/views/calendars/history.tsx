/** What happened to a calendar, as moments, newest first: each says where it is known from. Pure. */
import type { AuditEntry, AuditState } from '../../../../shared/actions.ts';
import type { TimelineEntry } from '../../../../shared/diagnosis.ts';
import { ACTION_KINDS } from '../../../../shared/values.ts';
import { STATUS_TONES, type Tone } from '../../components/basics/marks.tsx';
import type { Moment } from '../../components/detail/timeline.tsx';
import { titled } from '../../format/words.ts';
import { ACTION_NAMES } from '../jobs/words.ts';
import { CALENDAR_STATUS_VALUES } from '../list-address.ts';

const AUDIT_MARKS: Readonly<Record<AuditState, { readonly word: string; readonly tone: Tone }>> = {
  intended: { word: 'being sent', tone: 'wait' },
  done: { word: 'taken by Recall', tone: 'ok' },
  failed: { word: 'not taken', tone: 'bad' },
  unknown: { word: 'outcome not known', tone: 'unknown' },
};

/**
 * The diagnosis' timeline together with what was done through Callboard. Newest first; entries without a time stand last,
 * because nothing says when they were.
 * @param timeline Newest first.
 * @param entries Newest first.
 */
export function historyMoments(
  timeline: readonly TimelineEntry[],
  entries: readonly AuditEntry[] = [],
): readonly Moment[] {
  // What was done comes before what followed from it at the same millisecond, and so stands below it.
  const moments = [...timeline.map(timelineMoment), ...entries.map(auditMoment)];
  return moments
    .map((moment, index) => ({ moment, index }))
    .sort((a, b) => (b.moment.at ?? -Infinity) - (a.moment.at ?? -Infinity) || a.index - b.index)
    .map(({ moment }) => moment);
}

function timelineMoment(entry: TimelineEntry, index: number): Moment {
  return {
    key: `timeline ${index}`,
    at: entry.at,
    tone: toneOf(entry),
    what: entry.cause === null ? entry.title : `${entry.title}: ${entry.cause}`,
    mark: entry.basis,
    basis: sourceOf(entry),
    detail: entry.detail,
  };
}

function toneOf({ kind, status, detail }: TimelineEntry): Tone {
  switch (kind) {
    case 'status':
      return STATUS_TONES[CALENDAR_STATUS_VALUES.find((known) => known === status) ?? 'unknown'];
    case 'change':
      return 'plain';
    case 'probe':
      // Only a refusal has something to say.
      return detail === null ? 'ok' : 'bad';
  }
}

function sourceOf({ source, basis, kind }: TimelineEntry): string {
  if (source === 'recall') return 'reported by Recall';
  if (basis === 'probed') return 'by a live test of the credential';
  if (basis === 'inferred') return 'by Callboard';
  return kind === 'change' ? 'by Callboard: changed outside of it' : 'by Callboard, by comparing two looks';
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
