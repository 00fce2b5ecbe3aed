/** What the page of an event asks about its series; the tab and what is in it share one answer. */
import type { Input } from '../../../../shared/contract.ts';
import type { RecordRef } from '../../address.ts';

/** The most instances that the contract gives. */
const MOST = 500;

export function seriesQuestion({ workspaceId, id }: RecordRef): Input<'events.series'> {
  return { workspaceId, id, limit: MOST };
}
