/** Which deduplication key new bots get. Pure; the core builds the keys. */
import type { Recipe, WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { countText, plural } from '../../format/numbers.ts';

/** in_use: each workspace's own; a documented template; or one's own. */
export const KEY_CHOICES = ['in_use', 'shared', 'per_domain', 'per_event', 'custom'] as const;
export type KeyChoice = (typeof KEY_CHOICES)[number];

/** Keys that Recall documents (recall-api.md 3.4), in the spelling that the core reads. */
export const DOCUMENTED_TEMPLATES = {
  shared: '{start_time}-{meeting_url}',
  per_domain: '{start_time}-{meeting_url}-{email_domain}',
  per_event: '{start_time}-{meeting_url}-{event_id}',
} as const satisfies Partial<Readonly<Record<KeyChoice, string>>>;

export const KEY_CHOICE_WORDS: Readonly<Record<KeyChoice, string>> = {
  in_use: 'The recipe in use',
  shared: 'Everyone in a meeting shares one bot',
  per_domain: 'Each company in a meeting has one bot',
  per_event: 'Each event has a bot of its own',
  custom: 'Own template',
};

/** The template that a choice asks for; undefined: each workspace's own; null: it has to be entered first. */
export function templateOf(choice: KeyChoice, custom: string): string | null | undefined {
  switch (choice) {
    case 'in_use':
      return undefined;
    case 'shared':
    case 'per_domain':
    case 'per_event':
      return DOCUMENTED_TEMPLATES[choice];
    case 'custom':
      return custom.trim() === '' ? null : custom.trim();
    default:
      return choice satisfies never;
  }
}

/** Where the recipe in use comes from: `inferred from 98 % of 120 keys`. */
export function recipeSource({ source, sampled, share }: WorkspaceRecipe): string {
  switch (source) {
    case 'chosen':
      return 'chosen by a person';
    case 'inferred':
      return `inferred from ${countText(share * 100)} % of ${plural(sampled, 'key')}`;
    case 'none':
      return sampled === 0 ? 'no keys to tell from' : `${plural(sampled, 'key')} that no one recipe explains`;
    default:
      return source satisfies never;
  }
}

/** True when a template is chosen that one of the workspaces is known not to use. */
export function otherThanInUse(template: string | null | undefined, recipes: readonly WorkspaceRecipe[]): boolean {
  return typeof template === 'string' && recipes.some(({ inUse }) => inUse !== null && inUse.template !== template);
}

/** The recipe that all of them use; null: they differ, or there is one alone. */
export function commonRecipe(recipes: readonly WorkspaceRecipe[]): Recipe | null {
  const [first, ...others] = recipes.map(({ inUse }) => inUse);
  if (first === undefined || first === null || others.length === 0) return null;
  return others.every((other) => other?.template === first.template) ? first : null;
}
