/** What someone who reads a list must know about the sync behind it, in one sentence. Pure. */
import type { SyncStatus, Workspace } from '../../../../shared/entities.ts';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import { countText, plural } from '../../format/numbers.ts';
import { relativeText, spanText } from '../../format/time.ts';
import { describeSync } from '../../sync-words.ts';

export interface SyncNote {
  readonly tone: 'wait' | 'bad' | 'plain';
  readonly text: string;
}

/**
 * The gravest thing to say about the workspaces in scope as of `now` (ms UTC), or null while all is current: a failing or
 * keyless workspace, then one that is paused or stale, then a first fill under way.
 */
export function syncNote(
  statuses: readonly SyncStatus[],
  workspaces: ReadonlyMap<number, Workspace>,
  scope: WorkspaceScope,
  now: number,
): SyncNote | null {
  const inScope = statuses.filter(({ workspaceId }) => scope === 'all' || scope.includes(workspaceId));
  const nameOf = (status: SyncStatus): string =>
    workspaces.get(status.workspaceId)?.name ?? `Workspace ${status.workspaceId}`;
  const failing = inScope.filter(({ state }) => state === 'failed' || state === 'no_key');
  const [first] = failing;
  if (first !== undefined && failing.length === 1) {
    const why =
      first.state === 'no_key' ? 'there is no API key for it.' : (first.error?.message ?? 'the last try failed.');
    return { tone: 'bad', text: `${nameOf(first)} is not being synced: ${why} ${ageOf(first, now)}` };
  }
  if (first !== undefined) {
    return {
      tone: 'bad',
      text: `${failing.length} workspaces are not being synced: ${failing.map(nameOf).join(', ')}. Their rows may be out of date.`,
    };
  }
  const old = inScope.filter((status) => {
    const interval = workspaces.get(status.workspaceId)?.pollIntervalMs;
    return (
      status.state === 'paused' || (interval !== undefined && describeSync(status, interval, now).tone === 'stale')
    );
  });
  const [stale] = old;
  if (stale !== undefined && old.length === 1) {
    const what = stale.state === 'paused' ? 'is paused.' : 'is behind.';
    return { tone: 'wait', text: `${nameOf(stale)} ${what} ${ageOf(stale, now)}` };
  }
  if (stale !== undefined) {
    return { tone: 'wait', text: `${old.length} workspaces are paused or behind: ${old.map(nameOf).join(', ')}.` };
  }
  const filling = inScope.filter(({ state }) => state === 'filling');
  const [fill] = filling;
  if (fill === undefined) return null;
  const events = filling.reduce((sum, status) => sum + status.counts.events, 0);
  const etas = filling.map(({ etaMs }) => etaMs);
  const slowest = etas.every((eta) => eta !== null) ? Math.max(...etas) : null;
  const eta = slowest === null || slowest < 1_000 ? '' : `, about ${spanText(slowest)} left`;
  const who = filling.length === 1 ? nameOf(fill) : plural(filling.length, 'workspace');
  return {
    tone: 'plain',
    text: `First fill of ${who}, soonest meetings first: ${countText(events)} events so far${eta}.`,
  };
}

function ageOf(status: SyncStatus, now: number): string {
  return status.freshAt === null
    ? 'Nothing of it has been read completely yet.'
    : `Its rows are as of ${relativeText(status.freshAt, now)}.`;
}
