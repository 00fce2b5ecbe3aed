/** What became of the calendar that goes first, in words: what it holds, and what a refusal speaks of. Pure. */
import type { ItemState } from '../../../../../shared/values.ts';

export function holdingOf(state: ItemState): string {
  switch (state) {
    case 'waiting':
    case 'running':
      return 'It is being sent to this calendar and to no other.';
    case 'unknown':
      return 'The secret was sent and no answer came. Recall is asked what the calendar holds before anything else happens.';
    case 'verifying':
      return 'The calendar holds the new secret. Recall connects it now, which usually takes under a minute.';
    case 'ok':
      return 'The calendar holds the new secret, and it connected with it.';
    case 'failing':
      return 'The calendar holds the new secret. Its former one cannot be brought back; the next rotation replaces this one.';
    case 'unproven':
      return 'The calendar holds the new secret, but its status proves nothing yet.';
    case 'failed':
      return 'Recall did not take the secret: the calendar holds the one it had.';
    case 'skipped':
      return 'Nothing was sent: the calendar holds the secret it had.';
    default:
      return state satisfies never;
  }
}

/** What a refusal is about: the secret that was sent, the client as a whole, this one calendar, or nobody can say. */
export interface Refusal {
  readonly about: 'secret' | 'client' | 'calendar' | 'unknown';
  readonly meaning: string;
}

const WRONG: Refusal = {
  about: 'secret',
  meaning:
    'The provider does not accept this secret: it may be mistyped, of another client, or the secret’s id in place of its value.',
};
const EXPIRED: Refusal = {
  about: 'secret',
  meaning: 'The provider says that this secret has expired: it may be the former one, or the new one is not valid yet.',
};
const CLIENT: Refusal = {
  about: 'client',
  meaning: 'The provider does not accept the OAuth client itself, so no secret helps until it is put right there.',
};
const PERSON: Refusal = {
  about: 'calendar',
  meaning:
    'This speaks of this person’s own permission or mailbox, not of the secret. Whether the secret works, another calendar tells.',
};
const PASSING: Refusal = {
  about: 'calendar',
  meaning: 'This is a passing fault of the provider and says nothing about the secret. Try another calendar, or wait.',
};
const UNKNOWN: Refusal = {
  about: 'unknown',
  meaning: 'Callboard does not know this reason, so it may be the secret or this calendar alone.',
};

/** Microsoft's numbers as far as they tell a secret from everything else (recall-api.md 2.6). For explanation only. */
const BY_NUMBER: ReadonlyMap<string, Refusal> = new Map([
  ['7000215', WRONG],
  ['7000222', EXPIRED],
  ...['7000112', '70001', '700016', '50194'].map((number) => [number, CLIENT] as const),
  ...['90033', '90006', '50033', '90024', '90012'].map((number) => [number, PASSING] as const),
  ...[
    ...['65001', '65004', '90094', '90095', '50173', '70000', '70008', '700082', '70043', '50076', '50078', '50079'],
    ...['50057', '50034', '50105', '50055', '50132', '50133', '53000', '53003', '530032', '50131'],
  ].map((number) => [number, PERSON] as const),
]);

/** What the text of a refusal speaks of, wherever in it the signal stands. */
export function refusalOf(text: string): Refusal {
  for (const [, number] of text.matchAll(/AADSTS(\d+)/gi)) {
    const known = BY_NUMBER.get(number ?? '');
    if (known !== undefined) return known;
  }
  if (/invalid_client/i.test(text)) return WRONG;
  if (/invalid_grant|invalid_scope|MailboxNot|ErrorAccessDenied/i.test(text)) return PERSON;
  return UNKNOWN;
}
