/** Acknowledging, snoozing and reopening: local and reversible, so it happens at once and can be taken back. */
import { useCallback } from 'react';
import type { Incident } from '../../../../shared/diagnosis.ts';
import { notify, notifyUndoable } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { doneText, nothingDoneText, type Chosen } from './words.ts';

/** As many as the contract takes at once. */
const AT_ONCE = 1_000;

/** Gives incidents a state. Returns those that get it; the others have it already, or are resolved and stay so. */
export function useIncidentStates(): (incidents: readonly Incident[], state: Chosen) => readonly Incident[] {
  const { mutateAsync } = useChange('incidents.setState');
  return useCallback(
    (incidents, state) => {
      const changed = incidents.filter((incident) => incident.state !== state && incident.state !== 'resolved');
      if (changed.length === 0) {
        if (incidents.length > 0) notify(nothingDoneText(state, incidents));
        return changed;
      }
      const put = async (those: readonly Incident[], next: Chosen): Promise<void> => {
        for (let from = 0; from < those.length; from += AT_ONCE) {
          const incidentIds = those.slice(from, from + AT_ONCE).map(({ id }) => id);
          await mutateAsync({ incidentIds, state: next });
        }
      };
      const undo = async (): Promise<void> => {
        for (const before of ['open', 'acknowledged', 'snoozed'] as const) {
          await put(
            changed.filter((incident) => incident.state === before),
            before,
          );
        }
      };
      const failed = (thrown: unknown): void =>
        notify(thrown instanceof Error ? thrown.message : 'Something unexpected happened in this window.', 'failed');
      put(changed, state).then(
        () =>
          notifyUndoable(doneText(state, changed.length), () => void undo().then(() => notify('Taken back.'), failed)),
        failed,
      );
      return changed;
    },
    [mutateAsync],
  );
}
