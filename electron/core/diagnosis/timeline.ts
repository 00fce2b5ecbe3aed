/**
 * What happened to a calendar's connection, newest first: Recall's entries, what Callboard saw itself, and what live tests said,
 * each with its basis. Pure.
 */
import type { TimelineEntry } from '../../../shared/diagnosis.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';
import { calendarStatus } from '../../../shared/values.ts';
import type { CalendarChange, CredentialProbe, StatusObservation } from '../records.ts';
import { causesIn, causesOfProbe } from './match.ts';
import { momentsOf } from './outages.ts';
import { spoken } from './spoken.ts';

/** As many as a page shows. */
export const TIMELINE_SHOWN = 300;

export interface TimelineFacts {
  readonly history: readonly StatusObservation[];
  readonly probes: readonly CredentialProbe[];
  readonly changes: readonly CalendarChange[];
  readonly platform: CalendarPlatform;
}

const CHANGES: Readonly<Record<CalendarChange['field'], string>> = {
  platform_email: 'Mailbox changed',
  oauth_email: 'Authorised address changed',
  oauth_client_id: 'OAuth client changed',
  metadata: 'Metadata changed',
  deleted: 'Gone from Recall',
  restored: 'There again',
};

/** Newest first; entries without a time stand last, because nothing says when they were. */
export function timelineOf(facts: TimelineFacts): TimelineEntry[] {
  const concluded = new Set(momentsOf(facts.history).flatMap(({ at, basis }) => (basis === 'inferred' ? [at] : [])));
  const entries = [
    ...facts.history.map((entry) => statusEntry(entry, facts.platform, concluded)),
    ...facts.changes.map(changeEntry),
    ...facts.probes.map((probe) => probeEntry(probe, facts.platform)),
  ];
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => (b.entry.at ?? -Infinity) - (a.entry.at ?? -Infinity) || a.index - b.index)
    .slice(0, TIMELINE_SHOWN)
    .map(({ entry }) => entry);
}

function statusEntry(
  entry: StatusObservation,
  platform: CalendarPlatform,
  concluded: ReadonlySet<number>,
): TimelineEntry {
  const word = wordOf(entry.status);
  const detail = spoken(entry.detail);
  if (entry.basis === 'reported') {
    return {
      kind: 'status',
      at: entry.at,
      basis: 'observed',
      source: 'recall',
      status: entry.status,
      title: word,
      detail,
      cause: detail === null ? null : (causesIn(detail, platform)[0]?.cause.title ?? null),
    };
  }
  const at = entry.at ?? entry.observedAt;
  const unexplained = concluded.has(at);
  return {
    kind: 'status',
    at,
    basis: unexplained ? 'inferred' : 'observed',
    source: 'callboard',
    status: entry.status,
    title: unexplained ? `${word} by then` : `Seen ${word.toLowerCase()}`,
    detail: unexplained
      ? 'Callboard found it so at this look and otherwise at the one before. Recall reports no entry for it, so it happened at some time in between.'
      : detail,
    cause: null,
  };
}

/** Recall's word in sentence case; one that we do not know stays as it is. */
function wordOf(status: string): string {
  return calendarStatus(status) === 'unknown' ? status : `${status.slice(0, 1).toUpperCase()}${status.slice(1)}`;
}

function changeEntry(change: CalendarChange): TimelineEntry {
  const values = [change.before, change.after].map((value) => value ?? 'nothing').join(' → ');
  return {
    kind: 'change',
    at: change.observedAt,
    basis: 'observed',
    source: 'callboard',
    status: null,
    title: CHANGES[change.field],
    detail: change.before === null && change.after === null ? null : values,
    cause: null,
  };
}

function probeEntry({ at, code, message }: CredentialProbe, platform: CalendarPlatform): TimelineEntry {
  return {
    kind: 'probe',
    at,
    basis: 'probed',
    source: 'callboard',
    status: null,
    title: code === null ? 'The credential works' : 'The credential was refused',
    detail: code === null ? null : message === '' ? code : `${code}: ${message}`,
    cause: code === null ? null : (causesOfProbe(code, message, platform)[0]?.cause.title ?? null),
  };
}
