/**
 * What is news about an incident, and for whom: one notice for a shared incident however fast it grows, one for its recovery,
 * none for what was broken before Callboard looked. Pure.
 */
import type { AtRisk, WorkspaceNotices } from '../../../shared/diagnosis.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts';
import type { IncidentChange } from '../store/triage.ts';

/** What broke or recovered longer ago was found, it did not just happen (ms). */
const NEWS_FOR_MS = 2 * HOUR_MS;
/** Calendars that have been known for less were broken when they came (ms). */
const KNOWN_AFTER_MS = 10 * MINUTE_MS;
/** An incident is spoken of as broken at most once in this time (ms). */
export const SPEAK_EVERY_MS = HOUR_MS;
/** Growth is news from this factor and this number of calendars on. */
const GROWN_FACTOR = 2;
const GROWN_BY = 5;

/** A calendar of an incident, as far as notices care. */
export interface Affected {
  readonly workspaceId: number;
  readonly calendarId: string;
  /** It broke just now, and was there before (see {@link isRecent} and {@link wasThereBefore}). */
  readonly fresh: boolean;
  readonly well: boolean;
  /** Gone from Recall: it is not broken any more, but nothing recovered. */
  readonly deleted: boolean;
  readonly atRisk: AtRisk;
}

/** An incident as it is at the end of a collection. */
export interface Sight {
  readonly size: number;
  readonly resolvedAt: number | null;
  readonly calendars: readonly Affected[];
}

/** What was last said of an incident. */
export interface Said {
  readonly what: 'broken' | 'well';
  /** Calendars that were not connected then. */
  readonly open: number;
  /** When it was last said to be broken, ms UTC. */
  readonly brokenAt: number;
}

/**
 * opened: a shared incident began, or began again. grew: it is a different matter now. recovered: all of a shared incident's calendars
 * are well. single: one calendar's own trouble. found: broken before Callboard looked. silent: no news.
 * later: news, but not before `at`.
 */
export type Verdict =
  | { readonly kind: 'opened' | 'grew' | 'recovered' | 'single' | 'found' | 'silent' }
  | { readonly kind: 'later'; readonly at: number };

const SILENT: Verdict = { kind: 'silent' };

/** What there is to say of an incident of which `heard` was told, after `said`, at `now` (ms UTC). */
export function verdictOf(
  sight: Sight,
  heard: ReadonlySet<IncidentChange['what']>,
  said: Said | undefined,
  now: number,
): Verdict {
  const open = sight.calendars.filter(({ well }) => !well);
  const shared = sight.size > 1;
  const began = heard.has('opened') || heard.has('reopened');
  if (open.length === 0) {
    const unsaid = said === undefined ? began : said.what === 'well';
    const late = sight.resolvedAt === null || !isRecent(sight.resolvedAt, now);
    return !shared || unsaid || late || sight.calendars.every(({ deleted }) => deleted)
      ? SILENT
      : { kind: 'recovered' };
  }
  const fresh = open.filter((calendar) => calendar.fresh).length;
  if (!shared) return began ? { kind: fresh > 0 ? 'single' : 'found' } : SILENT;
  if (fresh === 0) return { kind: 'found' };
  if (said === undefined) {
    // Two that were broken before: an incident that people know, from an earlier run or since the first look.
    const before = open.length - fresh;
    return before < 2 ? { kind: 'opened' } : grownFrom(before, open.length);
  }
  const next = said.brokenAt + SPEAK_EVERY_MS;
  if (said.what === 'well') return now < next ? { kind: 'later', at: next } : { kind: 'opened' };
  return now < next ? SILENT : grownFrom(said.open, open.length);
}

/** True for what happened just now. */
export function isRecent(brokeAt: number, now: number): boolean {
  return brokeAt >= now - NEWS_FOR_MS;
}

/** True for a calendar that did not come broken. `firstSeenAt`: when Callboard first saw it. */
export function wasThereBefore(firstSeenAt: number, now: number): boolean {
  return firstSeenAt <= now - KNOWN_AFTER_MS;
}

function grownFrom(before: number, after: number): Verdict {
  return after >= before * GROWN_FACTOR && after - before >= GROWN_BY ? { kind: 'grew' } : SILENT;
}

/** A workspace's settings; shared incidents and no quiet hours where nobody set them. */
export function noticesOf(saved: readonly WorkspaceNotices[], workspaceId: number): WorkspaceNotices {
  return saved.find((row) => row.workspaceId === workspaceId) ?? { workspaceId, level: 'incidents', quiet: null };
}

/** True when a workspace wants to hear of `kind` at all. */
export function wants({ level }: WorkspaceNotices, kind: 'shared' | 'single'): boolean {
  switch (level) {
    case 'all':
      return true;
    case 'incidents':
      return kind === 'shared';
    case 'none':
      return false;
    default:
      return level satisfies never;
  }
}

/**
 * True within a workspace's quiet hours.
 * @param minute Minute of the computer's local day, read from the wall clock: a night in which it is changed has other
 * lengths but no other times.
 */
export function isQuiet({ quiet }: WorkspaceNotices, minute: number): boolean {
  if (quiet === null) return false;
  const { from, to } = quiet;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
