/** What a workspace's sync state means, in few words. Pure. */
import type { FillSlice, SyncStatus } from '../../shared/entities.ts';

/** live: current; busy: working on it; held: by the user or by a limit; stale: older than it should be; failed: needs someone. */
export type SyncTone = 'live' | 'busy' | 'held' | 'stale' | 'failed';

export interface SyncWords {
  readonly tone: SyncTone;
  /** e.g. `live 12 s`, `first fill, about 2 min left`. */
  readonly text: string;
}

/** Nothing was missed for this many polls: older than that is stale. */
const STALE_AFTER_POLLS = 3;
const STALE_SLACK_MS = 30_000;

/** Shape for greyscale readers: the same alphabet as the status of calendars. */
export const TONE_MARKS: Readonly<Record<SyncTone, string>> = {
  live: '●',
  busy: '◌',
  held: '❙❙',
  stale: '◆',
  failed: '■',
};

/**
 * One workspace's state as of `now` (ms UTC).
 * @param pollIntervalMs How often the workspace is asked for changes; says from when on data counts as stale.
 */
export function describeSync(status: SyncStatus, pollIntervalMs: number, now: number): SyncWords {
  switch (status.state) {
    case 'filling':
      return { tone: 'busy', text: `first fill${etaText(status.etaMs)}` };
    case 'paused':
      return { tone: 'held', text: `paused${agoText(status.freshAt, now)}` };
    case 'failed':
      return { tone: 'failed', text: `failed${agoText(status.freshAt, now)}` };
    case 'no_key':
      return { tone: 'failed', text: 'no API key' };
    case 'waiting':
      if (status.fill.length > 0) return { tone: 'held', text: `first fill waits for the rate limit` };
      return freshness(status.freshAt, pollIntervalMs, now, 'waits for the rate limit');
    case 'syncing':
    case 'idle':
      return freshness(status.freshAt, pollIntervalMs, now, status.state === 'syncing' ? 'syncing' : 'not synced yet');
    default:
      return status.state satisfies never;
  }
}

function freshness(freshAt: number | null, pollIntervalMs: number, now: number, without: string): SyncWords {
  if (freshAt === null) return { tone: 'busy', text: without };
  const age = Math.max(0, now - freshAt);
  const stale = age > pollIntervalMs * STALE_AFTER_POLLS + STALE_SLACK_MS;
  return { tone: stale ? 'stale' : 'live', text: `${stale ? 'stale' : 'live'} ${durationText(age)}` };
}

export interface SyncSummary extends SyncWords {
  /** The tightest budget in scope. */
  readonly budget: { readonly used: number; readonly limit: number } | null;
  readonly backlog: number;
}

const GRAVITY: Readonly<Record<SyncTone, number>> = { failed: 4, stale: 3, busy: 2, held: 1, live: 0 };

/** Several workspaces in one line: how many need someone, else the gravest, else the oldest freshness. */
export function summarizeSync(
  statuses: readonly SyncStatus[],
  pollIntervalOf: (workspaceId: number) => number,
  now: number,
): SyncSummary {
  const words = statuses.map((status) => describeSync(status, pollIntervalOf(status.workspaceId), now));
  const budget = statuses
    .map((status) => status.budget)
    .reduce<SyncSummary['budget']>(
      (worst, next) => (worst === null || next.used / next.limit > worst.used / worst.limit ? next : worst),
      null,
    );
  const backlog = statuses.reduce((sum, status) => sum + status.backlog, 0);
  const gravest = words.reduce<SyncWords | null>(
    (worst, next) => (worst === null || GRAVITY[next.tone] > GRAVITY[worst.tone] ? next : worst),
    null,
  );
  if (gravest === null) return { tone: 'held', text: 'nothing to sync', budget, backlog };
  const alike = words.filter((word) => word.tone === gravest.tone).length;
  if (statuses.length === 1) return { ...gravest, budget, backlog };
  if (gravest.tone === 'live') {
    const freshAts = statuses.map((status) => status.freshAt ?? now);
    return { tone: 'live', text: `live ${durationText(Math.max(0, now - Math.min(...freshAts)))}`, budget, backlog };
  }
  const nouns: Readonly<Record<Exclude<SyncTone, 'live'>, string>> = {
    failed: 'failing',
    stale: 'stale',
    busy: 'loading',
    held: 'paused or waiting',
  };
  return { tone: gravest.tone, text: `${alike} of ${statuses.length} ${nouns[gravest.tone]}`, budget, backlog };
}

export const SLICE_NAMES: Readonly<Record<FillSlice['name'], string>> = {
  next_24h: 'Next 24 hours',
  next_7d: 'Next 7 days',
  rest_of_28d: 'Rest of 28 days',
  yesterday: 'Yesterday',
};

/** `12 s`, `5 min`, `3 h`, `2 d`: one unit, rounded down, never negative. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

function etaText(etaMs: number | null): string {
  if (etaMs === null) return '';
  return etaMs < 60_000 ? ', under a minute left' : `, about ${durationText(etaMs + 59_999)} left`;
}

function agoText(freshAt: number | null, now: number): string {
  return freshAt === null ? '' : `, data is ${durationText(now - freshAt)} old`;
}
