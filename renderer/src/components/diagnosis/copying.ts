/** Texts that are made for somebody (a ticket, the customer, their IT) and carried there by hand. */
import type { CalendarRef } from '../../../../shared/actions.ts';
import type { Output } from '../../../../shared/contract.ts';
import type { TimeZoneChoice } from '../../address.ts';
import { call } from '../../rpc.ts';
import { localZoneName } from '../../zones.ts';
import type { CopyChoice } from './words.ts';

/** What a text is about. */
export type CopyOf = { readonly calendar: CalendarRef } | { readonly incidentId: number };

/** The text as it is now. Not through the query cache: it is made for the one who copies it, at that moment. */
export function readText(
  of: CopyOf,
  { audience, format }: CopyChoice,
  choice: TimeZoneChoice,
): Promise<Output<'incidents.evidence'>> {
  const timeZone = choice === 'utc' ? 'UTC' : localZoneName();
  // Only what names it: a whole row may be handed in where its reference is meant.
  const about =
    'calendar' in of
      ? { calendar: { workspaceId: of.calendar.workspaceId, id: of.calendar.id } }
      : { incidentId: of.incidentId };
  return call('incidents.evidence', { of: about, audience, format, timeZone });
}

/** False where the browser does not let pages write to the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  // Absent outside secure contexts, e.g. when a web host is reached by a name other than loopback.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
