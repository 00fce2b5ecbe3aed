/** Opens the dialog of an action on the calendars of several incidents at once. */
import type { Incident } from '../../../../shared/diagnosis.ts';
import { askFor } from '../../components/actions/asked.ts';
import { notify } from '../../notices.ts';
import { ask } from '../../queries.ts';
import { openCalendarsOf, type BulkAction } from './bulk.ts';

/** The most that an action can name one by one, as the contract has it. */
const MOST_NAMED = 10_000;
const PAGE = 200;

/** Asks for those that are not connected. One incident is named as such, so that what joins it meanwhile is part of it. */
export async function actOn(incidents: readonly Incident[], kind: BulkAction): Promise<void> {
  const [only] = incidents;
  if (only !== undefined && incidents.length === 1) {
    askFor({ dialog: 'act', kind, targets: { incidentId: only.id } });
    return;
  }
  try {
    const calendars = await openCalendarsOf(
      incidents,
      (incidentId, after) => ask('incidents.calendars', { incidentId, after, limit: PAGE }),
      MOST_NAMED,
    );
    if (calendars.length === 0) notify('All of these calendars are connected again, so there is nothing to do.');
    else if (calendars.length > MOST_NAMED) {
      notify('These are more than 10,000 calendars. Choose fewer incidents, or act on one at a time.', 'failed');
    } else askFor({ dialog: 'act', kind, targets: { calendars: [...calendars] } });
  } catch (thrown) {
    notify(thrown instanceof Error ? thrown.message : 'The calendars could not be read.', 'failed');
  }
}
