/** What an incident is called, in plain words. Pure. */
import type { IncidentScope } from '../../../shared/diagnosis.ts';
import type { CalendarPlatform } from '../../../shared/entities.ts';

export interface IncidentName {
  /** Title of the cause. */
  readonly cause: string;
  readonly scope: IncidentScope;
  /** Calendars that broke. */
  readonly size: number;
  readonly platform: CalendarPlatform;
  readonly oauthClientId: string | null;
  readonly oauthClientName: string | null;
  readonly domain: string | null;
  /** The mailbox of a single case; null: Recall has not named it. */
  readonly mailbox: string | null;
}

/**
 * `Client secret expired: 41 Outlook calendars of Notetaker for Outlook`; for a single case
 * `Client secret expired: anna@acme.com`.
 */
export function incidentTitle(name: IncidentName): string {
  if (name.size <= 1)
    return `${name.cause}: ${name.mailbox ?? `${platformWord(name.platform)}calendar without an address yet`}`;
  const whose = ownerOf(name);
  return `${name.cause}: ${name.size} ${platformWord(name.platform)}calendars${whose === null ? '' : ` of ${whose}`}`;
}

/** What the calendars share; null: nothing that has a name. */
function ownerOf({ scope, oauthClientName, oauthClientId, domain }: IncidentName): string | null {
  switch (scope) {
    case 'client':
      return oauthClientName ?? (oauthClientId === null ? null : `client ${shortId(oauthClientId)}`);
    case 'domain':
      return domain;
    case 'provider':
    case 'mailbox':
      return null;
  }
}

/** Enough to tell one client from another; the whole id stands with the incident. */
const shortId = (id: string): string => (id.length <= 16 ? id : `${id.slice(0, 12)}…`);

function platformWord(platform: CalendarPlatform): string {
  switch (platform) {
    case 'google_calendar':
      return 'Google ';
    case 'microsoft_outlook':
      return 'Outlook ';
    case 'other':
      return '';
  }
}
