/** Chooses the deduplication key of new bots: the recipe in use, unless somebody means another one. */
import { useState, type ReactElement } from 'react';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { useWorkspaces } from '../../workspaces.tsx';
import { WorkspaceTag } from '../basics/marks.tsx';
import styles from './actions.module.css';
import own from './events-dialog.module.css';
import { Field } from './fields.tsx';
import {
  commonRecipe,
  KEY_CHOICES,
  KEY_CHOICE_WORDS,
  otherThanInUse,
  recipeSource,
  templateOf,
  type KeyChoice,
} from './key-choice.ts';

export interface KeyFieldProps {
  /** Of the workspaces whose events are acted on; empty while they are not known. */
  readonly recipes: readonly WorkspaceRecipe[];
  /** The template; undefined: each workspace's own; null: it has to be entered first. */
  readonly onChange: (template: string | null | undefined) => void;
}

export function KeyField({ recipes, onChange }: KeyFieldProps): ReactElement {
  const [choice, setChoice] = useState<KeyChoice>('in_use');
  const [custom, setCustom] = useState('');
  const change = (next: KeyChoice, text: string): void => {
    setChoice(next);
    setCustom(text);
    onChange(templateOf(next, text));
  };
  return (
    <>
      <Field
        label="Deduplication key"
        hint="Recall sends one bot for all events of a workspace that have the same key."
      >
        {({ id, describedBy }) => (
          <select
            id={id}
            className={styles['input']}
            aria-describedby={describedBy}
            value={choice}
            onChange={(event) => {
              const next = KEY_CHOICES.find((known) => known === event.currentTarget.value);
              if (next !== undefined) change(next, custom);
            }}
          >
            {KEY_CHOICES.map((known) => (
              <option key={known} value={known}>
                {KEY_CHOICE_WORDS[known]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {choice === 'custom' ? (
        <Field
          label="Template"
          hint="Parts: {start_time} {meeting_url} {email_domain} {email} {event_id} {ical_uid} {calendar_id}"
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              className={`${styles['input'] ?? ''} ${own['mono'] ?? ''}`}
              aria-describedby={describedBy}
              value={custom}
              autoComplete="off"
              spellCheck={false}
              maxLength={500}
              placeholder="{start_time}-{meeting_url}"
              onChange={(event) => change('custom', event.currentTarget.value)}
            />
          )}
        </Field>
      ) : null}
      {choice === 'custom' && custom.trim() === '' ? (
        <p className={styles['quiet']}>Enter the template first.</p>
      ) : null}
      {otherThanInUse(templateOf(choice, custom), recipes) ? (
        <p className={own['planNote']}>
          This is not the recipe in use. Where the bot of a meeting is shared, a bot with another key comes as well.
        </p>
      ) : null}
      <InUse recipes={recipes} />
    </>
  );
}

/** What each workspace uses, and how that is known. */
function InUse({ recipes }: { readonly recipes: readonly WorkspaceRecipe[] }): ReactElement | null {
  const { byId } = useWorkspaces();
  if (recipes.length === 0) return null;
  const common = commonRecipe(recipes);
  if (common !== null) {
    return (
      <p className={styles['quiet']}>
        All {recipes.length} workspaces use the same: {common.label},{' '}
        <bdi className={own['mono']}>{common.template}</bdi>
      </p>
    );
  }
  return (
    <ul className={own['recipes']} aria-label="Recipes in use">
      {recipes.map((recipe) => (
        <li key={recipe.workspaceId}>
          <WorkspaceTag workspace={byId.get(recipe.workspaceId)} />
          {recipe.inUse === null ? (
            <span className={styles['quiet']}>no recipe is known ({recipeSource(recipe)}): choose one above</span>
          ) : (
            <span className={styles['quiet']}>
              {recipe.inUse.label}, <bdi className={own['mono']}>{recipe.inUse.template}</bdi> ({recipeSource(recipe)})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
