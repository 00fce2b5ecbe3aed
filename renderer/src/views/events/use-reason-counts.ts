/** How many of the events in view have which verdict and reason. */
import { useMemo } from 'react';
import type { WorkspaceScope } from '../../../../shared/filters.ts';
import type { ReasonCount } from '../../../../shared/verdicts.ts';
import { useCall } from '../../queries.ts';
import { useTimeZone } from '../../time-zone.tsx';
import { useAfterFirstFrame } from '../../use-after-first-frame.ts';
import { eventFilterOf, type EventsSearch } from './search.ts';

/**
 * Counts what the address finds if it asked for no verdict and no reason. Undefined until they are known.
 * @param enabled False: there is something more urgent to read.
 */
export function useReasonCounts(
  search: EventsSearch,
  scope: WorkspaceScope,
  now: number,
  enabled: boolean,
): readonly ReasonCount[] | undefined {
  const { zone } = useTimeZone();
  const afterFirstFrame = useAfterFirstFrame();
  // Whoever chooses a verdict sees the list by start: that is what is counted, whatever the present sort.
  const asked = { ...search, verdict: undefined, reason: undefined, sort: undefined };
  const filter = eventFilterOf(asked, scope, now, zone);
  const { data } = useCall('events.reasons', { filter }, { enabled: enabled && afterFirstFrame });
  return useMemo(() => data?.rows, [data]);
}
