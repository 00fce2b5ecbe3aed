/** The addresses of the register of OAuth clients and of a rotation. */
import { pickInt, pickOneOf, pickText } from '../../address.ts';

type RawSearch = Readonly<Record<string, unknown>>;

export interface OauthClientsSearch {
  /** `add`: the form for a new client is open; `edit` and `remove` with `id`. */
  readonly form?: 'add' | 'edit' | 'remove' | undefined;
  readonly id?: number | undefined;
  /** With `add`: the client id, as seen in calendars, that the form begins with. */
  readonly client?: string | undefined;
}

/** Picks the register's parameters out of an address. */
export function validateOauthClientsSearch(search: RawSearch): OauthClientsSearch {
  const form = pickOneOf(search, 'form', ['add', 'edit', 'remove'] as const);
  if (form === 'add') {
    const client = pickText(search, 'client', 2_000);
    return client === undefined ? { form } : { form, client };
  }
  const id = pickInt(search, 'id');
  return form === undefined || id === undefined ? {} : { form, id };
}

export interface RotationSearch {
  /** The rotation that is shown; absent: one is being prepared. */
  readonly job?: number | undefined;
  /** While preparing: also test each credential. */
  readonly probe?: 'yes' | undefined;
  /** While preparing: the calendar to try first, as `3:abc`; absent: the proposed one. */
  readonly canary?: string | undefined;
}

/** Picks a rotation's parameters out of an address. The secret is never one of them. */
export function validateRotationSearch(search: RawSearch): RotationSearch {
  const job = pickInt(search, 'job');
  const probe = pickOneOf(search, 'probe', ['yes'] as const);
  const canary = pickText(search, 'canary', 220);
  return {
    ...(job === undefined ? {} : { job }),
    ...(probe === undefined ? {} : { probe }),
    ...(canary === undefined ? {} : { canary }),
  };
}
