/**
 * From the form's fields to the contract's input. Pure. Secrets are not part of any state: they are read from
 * their fields at the moment of sending and kept nowhere.
 */
import type { Input } from '../../../../shared/contract.ts';
import type { Region, WorkspaceColour } from '../../../../shared/entities.ts';
import { DEFAULT_POLL_MS, freeColour, type Workspace } from './choices.ts';

export interface WorkspaceFields {
  readonly name: string;
  readonly region: Region;
  /** Counts for region `custom` only. */
  readonly baseUrl: string;
  readonly colour: WorkspaceColour;
  readonly mode: Workspace['mode'];
  readonly pollIntervalMs: number;
}

export interface Secrets {
  readonly apiKey: string;
  readonly webhookSecret: string;
}

export type FieldName = keyof WorkspaceFields | keyof Secrets;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

/** What the form starts from. */
export function initialFields(workspace: Workspace | undefined, others: readonly Workspace[]): WorkspaceFields {
  if (workspace === undefined) {
    return {
      name: '',
      region: 'us-west-2',
      baseUrl: '',
      colour: freeColour(others),
      mode: 'read_only',
      pollIntervalMs: DEFAULT_POLL_MS,
    };
  }
  const { name, region, baseUrl, colour, mode, pollIntervalMs } = workspace;
  return { name, region, baseUrl: region === 'custom' ? baseUrl : '', colour, mode, pollIntervalMs };
}

/** True when nothing was changed. */
export function sameFields(a: WorkspaceFields, b: WorkspaceFields): boolean {
  return (
    a.name === b.name &&
    a.region === b.region &&
    a.baseUrl === b.baseUrl &&
    a.colour === b.colour &&
    a.mode === b.mode &&
    a.pollIntervalMs === b.pollIntervalMs
  );
}

/** What is missing, before anything is sent. The core checks everything again, with its own words. */
export function checkFields(fields: WorkspaceFields, secrets: Secrets, isNew: boolean): FieldErrors {
  return {
    ...(fields.name.trim() === '' ? { name: 'Give the workspace a name that your team knows it by.' } : {}),
    ...(fields.region === 'custom' && fields.baseUrl.trim() === ''
      ? { baseUrl: 'Enter the address, for example https://recall.example.com.' }
      : {}),
    ...(isNew && secrets.apiKey.trim() === ''
      ? { apiKey: 'Paste the API key of this workspace from the Recall dashboard.' }
      : {}),
  };
}

/** Input of `workspaces.add`. */
export function addInput(fields: WorkspaceFields, secrets: Secrets): Input<'workspaces.add'> {
  const { name, colour, mode, pollIntervalMs } = fields;
  return {
    name: name.trim(),
    ...placeOf(fields),
    apiKey: secrets.apiKey.trim(),
    ...(secrets.webhookSecret.trim() === '' ? {} : { webhookSecret: secrets.webhookSecret.trim() }),
    colour,
    mode,
    pollIntervalMs,
  };
}

/** Input of `workspaces.update`: only what differs from `before`, and secrets only when typed. */
export function updateInput(before: Workspace, fields: WorkspaceFields, secrets: Secrets): Input<'workspaces.update'> {
  const { colour, mode, pollIntervalMs } = fields;
  const name = fields.name.trim();
  return {
    workspaceId: before.id,
    ...(name === before.name ? {} : { name }),
    ...(samePlace(before, fields) ? {} : placeOf(fields)),
    ...(secrets.apiKey.trim() === '' ? {} : { apiKey: secrets.apiKey.trim() }),
    ...(secrets.webhookSecret.trim() === '' ? {} : { webhookSecret: secrets.webhookSecret.trim() }),
    ...(colour === before.colour ? {} : { colour }),
    ...(mode === before.mode ? {} : { mode }),
    ...(pollIntervalMs === before.pollIntervalMs ? {} : { pollIntervalMs }),
  };
}

/** Input of `workspaces.test`: what is typed, with the stored key where none is. */
export function testInput(
  before: Workspace | undefined,
  fields: WorkspaceFields,
  secrets: Secrets,
): Input<'workspaces.test'> {
  const apiKey = secrets.apiKey.trim();
  return {
    ...(before === undefined ? {} : { workspaceId: before.id }),
    ...(before !== undefined && samePlace(before, fields) ? {} : placeOf(fields)),
    ...(apiKey === '' ? {} : { apiKey }),
  };
}

/** The field that an error of the core is about; undefined when it is about none of the form's. */
export function fieldOf(details: Readonly<Record<string, unknown>> | undefined): FieldName | undefined {
  const field = details?.['field'];
  return FIELD_NAMES.find((name) => name === field);
}

const FIELD_NAMES: readonly FieldName[] = [
  'name',
  'region',
  'baseUrl',
  'apiKey',
  'webhookSecret',
  'colour',
  'mode',
  'pollIntervalMs',
];

function placeOf({ region, baseUrl }: WorkspaceFields): { region: Region; baseUrl?: string } {
  return region === 'custom' ? { region, baseUrl: baseUrl.trim() } : { region };
}

function samePlace(before: Workspace, { region, baseUrl }: WorkspaceFields): boolean {
  return before.region === region && (region !== 'custom' || before.baseUrl === baseUrl.trim());
}
