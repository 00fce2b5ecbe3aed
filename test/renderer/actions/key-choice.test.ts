import { describe, expect, it } from 'vitest';
import {
  commonRecipe,
  DOCUMENTED_TEMPLATES,
  otherThanInUse,
  recipeSource,
  templateOf,
} from '../../../renderer/src/components/actions/key-choice.ts';
import { recipeOf } from '../../../electron/core/diagnosis/events/recipes.ts';

const recipe = { workspaceId: 1, inUse: null, sampled: 120, share: 0.983, breaking: { count: 0, exact: true } };

describe('the choice of a deduplication key', () => {
  it('asks for each workspace’s own recipe unless another one is chosen', () => {
    expect(templateOf('in_use', 'left over')).toBeUndefined();
    expect(templateOf('per_event', '')).toBe('{start_time}-{meeting_url}-{event_id}');
    expect(templateOf('custom', ' {event_id} ')).toBe('{event_id}');
    expect(templateOf('custom', ' ')).toBeNull();
  });

  it('offers templates that the core understands as what they are called', () => {
    for (const name of ['shared', 'per_domain', 'per_event'] as const) {
      expect(recipeOf(DOCUMENTED_TEMPLATES[name]).name).toBe(name);
    }
  });

  it('says how a recipe in use is known', () => {
    expect(recipeSource({ ...recipe, source: 'inferred' })).toBe('inferred from 98 % of 120 keys');
    expect(recipeSource({ ...recipe, source: 'chosen' })).toBe('chosen by a person');
    expect(recipeSource({ ...recipe, source: 'none', sampled: 0 })).toBe('no keys to tell from');
    expect(recipeSource({ ...recipe, source: 'none', sampled: 1 })).toBe('1 key that no one recipe explains');
  });

  it('warns of a template that a workspace is known not to use', () => {
    const inUse = { name: 'shared', template: DOCUMENTED_TEMPLATES.shared, label: 'Shared' } as const;
    const shared = { ...recipe, source: 'inferred', inUse } as const;
    const none = { ...recipe, source: 'none' } as const;
    expect(otherThanInUse(DOCUMENTED_TEMPLATES.per_event, [shared])).toBe(true);
    expect(otherThanInUse(DOCUMENTED_TEMPLATES.shared, [shared, none])).toBe(false);
    expect(otherThanInUse(undefined, [shared])).toBe(false);
    expect(otherThanInUse(null, [shared])).toBe(false);
    expect(commonRecipe([shared, shared])).toBe(inUse);
    expect(commonRecipe([shared])).toBeNull();
    expect(commonRecipe([shared, none])).toBeNull();
  });
});
