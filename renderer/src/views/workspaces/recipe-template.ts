/** Templates of deduplication keys as the form shows them. Pure; whether one is allowed is the core's to say. */
import { DOCUMENTED_TEMPLATES } from '../../components/actions/key-choice.ts';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';

/** inferred: as the keys tell; a documented template; or one's own. */
export const RECIPE_CHOICES = ['inferred', 'shared', 'per_domain', 'per_event', 'custom'] as const;
export type RecipeChoice = (typeof RECIPE_CHOICES)[number];

/** What stands for each part in an example: a meeting of nobody. */
const EXAMPLE: Readonly<Record<string, string>> = {
  start_time: '2026-01-05T15:00:00Z',
  meeting_url: 'https://meet.google.com/abc-defg-hij',
  email_domain: 'acme.example',
  email: 'anna@acme.example',
  event_id: '4f0c2d1e-77aa-4c1b-9d3e-0b8f5a6c7d10',
  ical_uid: '6qk3h1@google.com',
  calendar_id: '9a1b6c2d-10ef-4a5b-8c7d-2e3f4a5b6c7d',
};

/** The choice that a workspace's present recipe is. One inferred is no choice, whatever it is. */
export function choiceOf({ inUse, source }: WorkspaceRecipe): { choice: RecipeChoice; custom: string } {
  if (source !== 'chosen' || inUse === null) return { choice: 'inferred', custom: inUse?.template ?? '' };
  for (const choice of ['shared', 'per_domain', 'per_event'] as const) {
    if (DOCUMENTED_TEMPLATES[choice] === inUse.template) return { choice, custom: '' };
  }
  // A documented one with times spelled in another way is kept as it is: its keys are other keys.
  return { choice: 'custom', custom: inUse.template };
}

/** The template that a choice asks for; null: as the keys tell; undefined: it has to be entered first. */
export function templateFor(choice: RecipeChoice, custom: string): string | null | undefined {
  switch (choice) {
    case 'inferred':
      return null;
    case 'custom':
      return custom.trim() === '' ? undefined : custom.trim();
    case 'shared':
    case 'per_domain':
    case 'per_event':
      return DOCUMENTED_TEMPLATES[choice];
    default:
      return choice satisfies never;
  }
}

/** A key that a template would make, and the parts in braces that stand for nothing. */
export function exampleOf(template: string): { readonly key: string; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const key = template.replaceAll(/\{([^{}]*)\}/g, (whole, inside: string) => {
    // How a time is spelled (`{start_time:unix}`) is the core's business; an example shows where it stands.
    const name = inside.split(':', 1)[0] ?? '';
    if (Object.hasOwn(EXAMPLE, name)) return EXAMPLE[name] ?? whole;
    unknown.push(whole);
    return whole;
  });
  return { key, unknown };
}

/** The parts that a template may name. */
export const TEMPLATE_PARTS: readonly string[] = Object.keys(EXAMPLE).map((name) => `{${name}}`);
