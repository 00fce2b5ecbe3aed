/** What lists filter and count events by, beside the verdict. Pure. */
import type { External } from '../../../../shared/verdicts.ts';
import { isOrganisation, mailDomain } from '../mail-domains.ts';
import { breaksRecipe } from './keys.ts';
import { meetingOf } from './links.ts';
import { occurrencesOf } from './occurrences.ts';
import type { EventFacts, EventTraits } from './types.ts';

/**
 * `domains`: of organiser and attendees, lower case; null: no guest list. `organizer`: address.
 */
export function traitsOf(facts: EventFacts, domains: readonly string[] | null, organizer: string | null): EventTraits {
  const { calendar, meetingUrl } = facts;
  const organizerAddress = organizer?.toLowerCase() ?? null;
  return {
    external: externalOf(facts, domains, organizerAddress),
    domain: calendar.domain,
    organizer: organizerAddress,
    meeting: meetingOf(meetingUrl),
    breaksRecipe:
      facts.recipe !== null && facts.entries.length > 0 && breaksRecipe(facts, occurrencesOf(facts).present),
  };
}

/**
 * External: somebody of another mail domain than the calendar's own is invited, or invites. An organiser's address is known also where
 * the guest list is not. In a public domain (gmail.com) everybody else is external; of guests only the domains are kept, so that
 * there one of the same domain may be the mailbox itself, and nobody can say.
 */
function externalOf({ calendar }: EventFacts, domains: readonly string[] | null, organizer: string | null): External {
  const { domain, mailbox } = calendar;
  if (domain === null) return 'unknown';
  const own = isOrganisation(domain);
  const organizerDomain = mailDomain(organizer);
  if (isPerson(organizerDomain) && (organizerDomain !== domain || (!own && organizer !== mailbox))) return 'external';
  if (domains === null) return 'unknown';
  const people = domains.filter(isPerson);
  if (people.some((one) => one !== domain)) return 'external';
  return own || people.length === 0 ? 'internal' : 'unknown';
}

/** Rooms, groups and imported calendars have addresses of Google's own (`…@resource.calendar.google.com`), and are nobody's. */
const isPerson = (domain: string | null): domain is string =>
  domain !== null && domain !== 'calendar.google.com' && !domain.endsWith('.calendar.google.com');
