import { describe, expect, it } from 'vitest';
import { toggleInScope } from '../../renderer/src/components/frame/scope.ts';
import {
  COLOUR_CHOICES,
  freeColour,
  placeText,
  pollChoices,
  pollText,
  REGION_CHOICES,
  type Workspace,
} from '../../renderer/src/views/workspaces/choices.ts';
import {
  addInput,
  checkFields,
  fieldOf,
  initialFields,
  sameFields,
  testInput,
  updateInput,
} from '../../renderer/src/views/workspaces/form-state.ts';
import { validateWorkspacesSearch } from '../../renderer/src/views/workspaces/search.ts';
import { contract } from '../../shared/contract.ts';
import { REGIONS, WORKSPACE_COLOURS } from '../../shared/values.ts';

const ACME: Workspace = {
  id: 1,
  name: 'ACME prod',
  region: 'custom',
  baseUrl: 'https://recall.acme.com',
  colour: 'blue',
  mode: 'operate',
  pollIntervalMs: 60_000,
  paused: false,
  training: false,
  createdAt: 0,
};
const NO_SECRETS = { apiKey: '', webhookSecret: '' };

describe('what the form offers', () => {
  it('is exactly what the contract takes', () => {
    expect(new Set(REGION_CHOICES.map(({ value }) => value))).toEqual(new Set(REGIONS));
    expect(new Set(COLOUR_CHOICES)).toEqual(new Set(WORKSPACE_COLOURS));
  });

  it('gives a new workspace a colour that nobody wears', () => {
    expect(freeColour([])).toBe('blue');
    expect(freeColour([ACME, { colour: 'teal' }])).toBe('green');
    expect(freeColour(COLOUR_CHOICES.map((colour) => ({ colour })))).toBe('blue');
  });

  it('names intervals, and keeps an unusual one that is set already', () => {
    expect([15_000, 60_000, 300_000, 3_600_000, 90_000].map(pollText)).toEqual([
      'Every 15 seconds',
      'Every minute',
      'Every 5 minutes',
      'Every hour',
      'Every 90 seconds',
    ]);
    expect(pollChoices(60_000)).toHaveLength(6);
    expect(pollChoices(90_000).map(({ value }) => value)).toContain('90000');
  });

  it('names the place: the region, or the host of a custom address', () => {
    expect(placeText({ region: 'eu-central-1', baseUrl: 'https://eu-central-1.recall.ai' })).toBe('eu-central-1');
    expect(placeText(ACME)).toBe('recall.acme.com');
  });
});

describe('the form', () => {
  it('starts read-only, because a new workspace has not been looked at yet', () => {
    expect(initialFields(undefined, [ACME])).toMatchObject({ mode: 'read_only', colour: 'teal', name: '' });
  });

  it('starts an edit from the workspace as it is', () => {
    const fields = initialFields(ACME, []);
    expect(fields).toMatchObject({ name: 'ACME prod', baseUrl: 'https://recall.acme.com' });
    expect(sameFields(fields, initialFields(ACME, []))).toBe(true);
    expect(sameFields(fields, { ...fields, name: 'ACME' })).toBe(false);
  });

  it('says what is missing, field by field', () => {
    const empty = initialFields(undefined, []);
    expect(Object.keys(checkFields({ ...empty, region: 'custom' }, NO_SECRETS, true))).toEqual([
      'name',
      'baseUrl',
      'apiKey',
    ]);
    expect(checkFields(initialFields(ACME, []), NO_SECRETS, false)).toEqual({});
  });

  it('sends a new workspace as the contract wants it, without surrounding blanks', () => {
    const fields = { ...initialFields(undefined, []), name: '  Stage ', region: 'us-west-2' as const, baseUrl: 'x' };
    const input = addInput(fields, { apiKey: ' key ', webhookSecret: '' });
    expect(input).toEqual({
      name: 'Stage',
      region: 'us-west-2',
      apiKey: 'key',
      colour: 'blue',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    });
    expect(contract['workspaces.add'].input().safeParse(input).success).toBe(true);
  });

  it('sends of an edit only what changed, and secrets only when typed', () => {
    const fields = initialFields(ACME, []);
    expect(updateInput(ACME, fields, NO_SECRETS)).toEqual({ workspaceId: 1 });
    expect(updateInput(ACME, { ...fields, colour: 'red' }, { apiKey: 'k', webhookSecret: '' })).toEqual({
      workspaceId: 1,
      colour: 'red',
      apiKey: 'k',
    });
    expect(updateInput(ACME, { ...fields, baseUrl: 'https://other.example' }, NO_SECRETS)).toEqual({
      workspaceId: 1,
      region: 'custom',
      baseUrl: 'https://other.example',
    });
  });

  it('tests what is typed, and the stored key where none is', () => {
    expect(testInput(ACME, initialFields(ACME, []), NO_SECRETS)).toEqual({ workspaceId: 1 });
    expect(
      testInput(undefined, { ...initialFields(undefined, []), region: 'us-east-1' }, { ...NO_SECRETS, apiKey: 'k' }),
    ).toEqual({ region: 'us-east-1', apiKey: 'k' });
  });

  it('puts an error beside the field that it is about', () => {
    expect(fieldOf({ field: 'apiKey' })).toBe('apiKey');
    expect(fieldOf({ field: 'somewhere else' })).toBeUndefined();
    expect(fieldOf(undefined)).toBeUndefined();
  });
});

describe('the address of the workspaces page', () => {
  it('opens a form only with what that form needs', () => {
    expect(validateWorkspacesSearch({ form: 'add', id: '3' })).toEqual({ form: 'add' });
    expect(validateWorkspacesSearch({ form: 'edit', id: '3' })).toEqual({ form: 'edit', id: 3 });
    expect(validateWorkspacesSearch({ form: 'remove' })).toEqual({});
    expect(validateWorkspacesSearch({ form: 'explode', id: '3' })).toEqual({});
  });
});

describe('choosing workspaces one by one', () => {
  const three = [{ id: 1 }, { id: 2 }, { id: 3 }];

  it('takes one away from all', () => {
    expect(toggleInScope('all', 2, three)).toEqual([1, 3]);
  });

  it('is all again when the last missing one is chosen', () => {
    expect(toggleInScope([1, 3], 2, three)).toBe('all');
  });

  it('keeps the last one', () => {
    expect(toggleInScope([2], 2, three)).toEqual([2]);
  });

  it('forgets workspaces that are gone', () => {
    expect(toggleInScope([1, 9], 2, three)).toEqual([1, 2]);
  });
});
