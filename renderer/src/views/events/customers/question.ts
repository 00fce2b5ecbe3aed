/** What the coverage asks the core. Pure. */
import type { WorkspaceScope } from '../../../../../shared/filters.ts';
import type { External } from '../../../../../shared/values.ts';
import type { Zone } from '../../../format/time.ts';
import type { EventsSearch } from '../search.ts';
import { DEFAULT_WINDOW, windowBounds } from '../windows.ts';

export interface CoverageQuestion {
  readonly workspaces: WorkspaceScope;
  /** ms UTC, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly external?: External;
}

/** The span that is looked at: coverage is of a span with two ends, so that "all" and "past" mean the default. */
export function coverageWindow(search: EventsSearch): string {
  const { when } = search;
  return when === undefined || when === 'all' || when === 'past' ? DEFAULT_WINDOW : when;
}

/** External meetings unless the address says otherwise: the question is asked about customers. */
export function coverageExternal(search: EventsSearch): External | undefined {
  return search.external === 'any' ? undefined : (search.external ?? 'external');
}

export function coverageQuestion(
  search: EventsSearch,
  workspaces: WorkspaceScope,
  now: number,
  zone: Zone,
): CoverageQuestion {
  const { from = now, to = now } = windowBounds(coverageWindow(search), now, zone);
  const external = coverageExternal(search);
  return { workspaces, from, to, ...(external === undefined ? {} : { external }) };
}
