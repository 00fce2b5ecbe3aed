/** Mail domains as far as they say who administers a mailbox. Pure. */

/** Domains of mailboxes that nobody's IT administers: sharing one says nothing. */
const PUBLIC: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'hotmail.fr',
  'hotmail.de',
  'live.com',
  'live.co.uk',
  'msn.com',
  'outlook.de',
  'outlook.fr',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'proton.me',
  'gmx.de',
  'gmx.net',
  'web.de',
  'aol.com',
]);

/** The part after the last `@`, lower case; null where there is none. */
export function mailDomain(address: string | null): string | null {
  if (address === null) return null;
  const at = address.lastIndexOf('@');
  const domain =
    at < 0
      ? ''
      : address
          .slice(at + 1)
          .trim()
          .toLowerCase();
  return domain === '' ? null : domain;
}

/** True when one organisation stands behind the domain. */
export const isOrganisation = (domain: string | null): domain is string => domain !== null && !PUBLIC.has(domain);
