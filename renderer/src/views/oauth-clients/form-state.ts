/** From the fields of an OAuth client's form to the contract's input. Pure. */
import type { OauthClient } from '../../../../shared/actions.ts';
import type { Input } from '../../../../shared/contract.ts';
import { CALENDAR_PLATFORM_WORDS } from '../../format/words.ts';
import { dayOf, instantOf } from './expiry.ts';

export type Platform = Input<'oauthClients.save'>['platform'];

export interface ClientFields {
  readonly name: string;
  /** Null: not chosen yet. */
  readonly platform: Platform | null;
  readonly clientId: string;
  /** `2026-11-24`, or empty: not known. */
  readonly expires: string;
  readonly workspaceIds: readonly number[];
}

export type FieldName = keyof ClientFields;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

export const PLATFORM_CHOICES: readonly { readonly value: Platform; readonly label: string }[] = [
  { value: 'microsoft_outlook', label: CALENDAR_PLATFORM_WORDS.microsoft_outlook },
  { value: 'google_calendar', label: CALENDAR_PLATFORM_WORDS.google_calendar },
];

/** What the form starts from: a registered client, one that was only seen in calendars, or nothing. */
export function initialFields(client: OauthClient | undefined): ClientFields {
  if (client === undefined) return { name: '', platform: null, clientId: '', expires: '', workspaceIds: [] };
  const platform = PLATFORM_CHOICES.find(({ value }) => value === client.platform)?.value ?? null;
  const workspaceIds = client.id === null ? client.inUse.map((use) => use.workspaceId) : client.workspaceIds;
  return {
    name: client.name ?? '',
    platform,
    clientId: client.clientId,
    expires: client.secretExpiresAt === null ? '' : dayOf(client.secretExpiresAt),
    workspaceIds,
  };
}

/** True when nothing was changed. */
export function sameFields(a: ClientFields, b: ClientFields): boolean {
  return (
    a.name === b.name &&
    a.platform === b.platform &&
    a.clientId === b.clientId &&
    a.expires === b.expires &&
    sameIds(a.workspaceIds, b.workspaceIds)
  );
}

/** The ids with one more, or without it. */
export function toggled(ids: readonly number[], id: number): readonly number[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

/** The contract's input, or what is missing. `before`: the registered client that is being changed. */
export function saveInput(
  before: OauthClient | undefined,
  fields: ClientFields,
): { readonly input: Input<'oauthClients.save'> } | { readonly errors: FieldErrors } {
  const { platform } = fields;
  const name = fields.name.trim();
  const clientId = fields.clientId.trim();
  const secretExpiresAt = expiryOf(before, fields.expires);
  if (name === '' || platform === null || clientId === '' || secretExpiresAt === undefined) {
    return {
      errors: {
        ...(name === '' ? { name: 'Give it a name that your team knows it by.' } : {}),
        ...(platform === null ? { platform: 'Choose whose OAuth client it is.' } : {}),
        ...(clientId === '' ? { clientId: 'Paste the client id as Google or Microsoft shows it.' } : {}),
        ...(secretExpiresAt === undefined ? { expires: 'Enter a whole date, or leave it empty.' } : {}),
      },
    };
  }
  const id = before?.id ?? null;
  return {
    input: {
      ...(id === null ? {} : { id }),
      clientId,
      name,
      platform,
      secretExpiresAt,
      workspaceIds: [...fields.workspaceIds],
    },
  };
}

/** The input that changes nothing but the date on which a registered client's secret expires; null: it cannot be saved so. */
export function renewedInput(client: OauthClient, expires: string): Input<'oauthClients.save'> | null {
  if (expires === '') return null;
  const saved = saveInput(client, { ...initialFields(client), expires });
  return 'input' in saved ? saved.input : null;
}

/** The field that an error of the core is about; undefined when it is about none of the form's. */
export function fieldOf(details: Readonly<Record<string, unknown>> | undefined): FieldName | undefined {
  const field = details?.['field'];
  if (field === 'secretExpiresAt') return 'expires';
  return FIELD_NAMES.find((name) => name === field);
}

const FIELD_NAMES: readonly FieldName[] = ['name', 'platform', 'clientId', 'workspaceIds'];

/** Undefined: no date. A date that was not touched stays as it is, to the millisecond. */
function expiryOf(before: OauthClient | undefined, expires: string): number | null | undefined {
  if (expires === '') return null;
  const known = before?.secretExpiresAt ?? null;
  if (known !== null && dayOf(known) === expires) return known;
  return instantOf(expires) ?? undefined;
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
