import { describe, expect, test } from 'vitest';
import {
  choiceOf,
  exampleOf,
  RECIPE_CHOICES,
  TEMPLATE_PARTS,
  templateFor,
} from '../../renderer/src/views/workspaces/recipe-template.ts';
import type { WorkspaceRecipe } from '../../shared/verdicts.ts';

const recipe = (change: Partial<WorkspaceRecipe>): WorkspaceRecipe => ({
  workspaceId: 1,
  inUse: null,
  source: 'none',
  sampled: 0,
  share: 0,
  breaking: { count: 0, exact: true },
  ...change,
});
const chosen = (template: string): WorkspaceRecipe =>
  recipe({ source: 'chosen', inUse: { name: 'custom', template, label: '' } });

describe('the recipe form', () => {
  test('begins with what is in use: a documented template by its name, another one as it is', () => {
    expect(choiceOf(chosen('{start_time}-{meeting_url}')).choice).toBe('shared');
    expect(choiceOf(chosen('{start_time}-{meeting_url}-{event_id}')).choice).toBe('per_event');
    expect(choiceOf(chosen('{start_time:unix}-{meeting_url}'))).toEqual({
      choice: 'custom',
      custom: '{start_time:unix}-{meeting_url}',
    });
  });

  test('takes an inferred recipe for no choice, whatever it is', () => {
    const inUse = { name: 'shared' as const, template: '{start_time}-{meeting_url}', label: '' };
    expect(choiceOf(recipe({ source: 'inferred', inUse })).choice).toBe('inferred');
    expect(choiceOf(recipe({})).choice).toBe('inferred');
  });

  test('asks for the template that a choice means, and for one’s own only once it was entered', () => {
    expect(RECIPE_CHOICES.map((choice) => templateFor(choice, ' {event_id} '))).toEqual([
      null,
      '{start_time}-{meeting_url}',
      '{start_time}-{meeting_url}-{email_domain}',
      '{start_time}-{meeting_url}-{event_id}',
      '{event_id}',
    ]);
    expect(templateFor('custom', '  ')).toBeUndefined();
  });
});

describe('the example of a template', () => {
  test('puts a value for every part that there is, also for times spelled in another way', () => {
    expect(exampleOf('{start_time:unix}/{email_domain}').unknown).toEqual([]);
    for (const part of TEMPLATE_PARTS) expect(exampleOf(part).key).not.toBe(part);
    expect(exampleOf('bot-{email_domain}').key).toBe('bot-acme.example');
  });

  test('names the parts that stand for nothing and leaves them as they are', () => {
    expect(exampleOf('{start}-{__proto__}-{toString}-{}')).toEqual({
      key: '{start}-{__proto__}-{toString}-{}',
      unknown: ['{start}', '{__proto__}', '{toString}', '{}'],
    });
  });
});
