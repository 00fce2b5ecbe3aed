/** Words that the texts share. */
import type { AtRisk, Basis, Party } from '../../../../shared/diagnosis.ts';
import type { CalendarPlatform, CalendarRow } from '../../../../shared/entities.ts';
import type { Piece } from './document.ts';
import { remote } from './document.ts';

export const PARTIES_IN_WORDS: Readonly<Record<Party, string>> = {
  us: 'us',
  end_user: 'the user',
  it_admin: 'their IT',
  recall: 'Recall',
  nobody: 'nobody, it passes by itself',
  unknown: 'not known',
};

export const BASES_IN_WORDS: Readonly<Record<Basis, string>> = {
  observed: 'observed',
  probed: 'probed',
  inferred: 'inferred',
};

/** What the three words promise. */
export const BASES_EXPLAINED =
  'Observed: Recall reported it, or two looks of Callboard differ. Probed: a live test of the credential said it. Inferred: Callboard concluded it.';

export function platformPiece(platform: CalendarPlatform, raw: string): Piece {
  switch (platform) {
    case 'google_calendar':
      return 'Google Calendar';
    case 'microsoft_outlook':
      return 'Microsoft Outlook';
    case 'other':
      return remote(raw);
  }
}

/** Who runs the sign-in of a platform. */
export function providerOf(platform: CalendarPlatform): string {
  switch (platform) {
    case 'google_calendar':
      return 'Google';
    case 'microsoft_outlook':
      return 'Microsoft';
    case 'other':
      return 'the provider';
  }
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${many}`;
}

export function partiesText(party: Party, also: readonly Party[]): string {
  const others = also.map((one) => PARTIES_IN_WORDS[one]).join(', ');
  return others === '' ? PARTIES_IN_WORDS[party] : `${PARTIES_IN_WORDS[party]} (perhaps also ${others})`;
}

/** Name and id of an OAuth client, as far as they are known. */
export function clientPieces(name: string | null, id: string | null): Piece[] {
  if (id === null) return ['not known'];
  return name === null ? [remote(id)] : [remote(name), ' (', remote(id), ')'];
}

/** The address by which people know a calendar. */
export function mailboxPiece({ email, oauthEmail }: Pick<CalendarRow, 'email' | 'oauthEmail'>): Piece {
  const address = email ?? oauthEmail;
  return address === null ? 'an address that is not known yet' : remote(address);
}

export function stakeText({ meetings, lost }: AtRisk): string {
  if (meetings === 0) return 'No meeting ahead with a link is without a bot.';
  const had = lost === 0 ? '' : `; ${lost === meetings ? 'all' : lost} of them had one`;
  return `${plural(meetings, 'meeting')} ahead with a link and without a bot${had}.`;
}
