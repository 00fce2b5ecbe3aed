/** Says which deduplication recipe a workspace uses, or leaves it to the keys. */
import { CloseButton } from '@mantine/core';
import { useId, useState, type KeyboardEvent, type ReactElement, type SubmitEvent } from 'react';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { useCommand } from '../../commands.ts';
import { DOCUMENTED_TEMPLATES, KEY_CHOICE_WORDS, recipeSource } from '../../components/actions/key-choice.ts';
import { Button } from '../../components/basics/button.tsx';
import { notify } from '../../notices.ts';
import { useChange } from '../../queries.ts';
import { useFocusReturn } from '../../use-focus-return.ts';
import type { Workspace } from './choices.ts';
import { Breaking } from './recipe-line.tsx';
import {
  choiceOf,
  exampleOf,
  RECIPE_CHOICES,
  TEMPLATE_PARTS,
  templateFor,
  type RecipeChoice,
} from './recipe-template.ts';
import own from './recipe.module.css';
import classes from './workspace-form.module.css';

const WORDS: Readonly<Record<RecipeChoice, string>> = { ...KEY_CHOICE_WORDS, inferred: 'As the keys tell' };

const MEANING: Readonly<Record<Exclude<RecipeChoice, 'inferred'>, string>> = {
  shared: 'One bot per meeting, however many of its people have their calendar connected.',
  per_domain: 'One bot for each customer in a meeting, so that each has a recording of its own.',
  per_event: 'One bot for every event on purpose: several bots in a meeting are not doubles.',
  custom: 'Exactly as your own system builds its keys.',
};

interface RecipeFormProps {
  readonly workspace: Workspace;
  readonly recipe: WorkspaceRecipe;
  readonly onClose: () => void;
}

export function RecipeForm({ workspace, recipe, onClose }: RecipeFormProps): ReactElement {
  const [before] = useState(() => choiceOf(recipe));
  const [choice, setChoice] = useState(before.choice);
  const [custom, setCustom] = useState(before.custom);
  const [missing, setMissing] = useState(false);
  const save = useChange('workspaces.setRecipe');
  const titleId = useId();
  useFocusReturn();

  const untouched = choice === before.choice && (choice !== 'custom' || custom === before.custom);
  const closeUntouched = (): void => {
    if (untouched) onClose();
  };
  useCommand('list.close', closeUntouched);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    closeUntouched();
  };
  const choose = (next: RecipeChoice): void => {
    setChoice(next);
    setMissing(false);
    save.reset();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const template = templateFor(choice, custom);
    setMissing(template === undefined);
    if (template === undefined) return;
    save.mutate(
      { workspaceId: workspace.id, template },
      {
        onSuccess: () => {
          notify(
            template === null
              ? `The recipe of ${workspace.name} is told from its keys again.`
              : `The recipe of ${workspace.name} is set. Its events are judged by it from now on.`,
          );
          onClose();
        },
      },
    );
  };
  return (
    <aside className={classes['panel']} aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <header className={classes['header']}>
        <h2 id={titleId}>Deduplication recipe</h2>
        <CloseButton aria-label="Close without saving" onClick={onClose} />
      </header>
      <form className={classes['form']} onSubmit={submit} noValidate autoComplete="off">
        <p className={classes['title']}>
          <span className={classes['colour']} data-colour={workspace.colour} aria-hidden="true" />
          <bdi>{workspace.name}</bdi>
        </p>
        <p className={classes['hint']}>
          Recall sends one bot for all events of a workspace that have the same key. Callboard judges duplicates by the
          recipe of these keys, and schedules bots with it. Nothing is sent to Recall by choosing one.
        </p>
        <fieldset className={own['choices']}>
          <legend>The keys of this workspace are made so</legend>
          {RECIPE_CHOICES.map((each) => (
            <label key={each} className={own['choice']}>
              <input
                type="radio"
                name="recipe"
                value={each}
                checked={choice === each}
                autoFocus={each === before.choice}
                onChange={() => choose(each)}
              />
              <span>
                <strong>{WORDS[each]}</strong>
                <small>{each === 'inferred' ? inferredText(recipe) : MEANING[each]}</small>
                {each === 'inferred' || each === 'custom' ? null : (
                  <bdi className={own['template']}>{DOCUMENTED_TEMPLATES[each]}</bdi>
                )}
              </span>
            </label>
          ))}
        </fieldset>
        {choice === 'custom' ? (
          <TemplateField
            value={custom}
            error={missing ? 'Enter a template first.' : (save.error?.message ?? null)}
            onChange={(text) => {
              setCustom(text);
              setMissing(false);
              save.reset();
            }}
          />
        ) : save.error === null ? null : (
          <p className={classes['problem']} role="alert">
            {save.error.message}
          </p>
        )}
        <Breaking workspace={workspace} recipe={recipe} />
        <div className={classes['buttons']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </aside>
  );
}

/** What the keys tell, as far as that is known while a person's choice stands in front of it. */
function inferredText(recipe: WorkspaceRecipe): string {
  if (recipe.source === 'chosen') return 'Callboard looks at the keys of meetings ahead and follows most of them.';
  const source = recipeSource(recipe);
  return recipe.inUse === null ? `Nothing so far: ${source}.` : `At present: ${recipe.inUse.label} (${source}).`;
}

/** A template with the key that it would make. */
function TemplateField(props: {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}): ReactElement {
  const { value, error, onChange } = props;
  const id = useId();
  const { key, unknown } = exampleOf(value.trim());
  return (
    <div className={classes['field']}>
      <label className={classes['label']} htmlFor={id}>
        Template
      </label>
      <p id={`${id}hint`} className={classes['hint']}>
        Parts: <span className={own['template']}>{TEMPLATE_PARTS.join(' ')}</span>
      </p>
      <input
        id={id}
        className={own['input']}
        aria-describedby={`${id}hint ${id}example`}
        aria-invalid={error !== null}
        placeholder={DOCUMENTED_TEMPLATES.shared}
        value={value}
        maxLength={500}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}example`} className={classes['hint']}>
        {unknown.length > 0 ? (
          <>
            Callboard does not know <bdi className={own['template']}>{unknown.join(' ')}</bdi>.
          </>
        ) : key === '' ? (
          'An example of its keys appears here.'
        ) : (
          <>
            Makes keys such as <bdi className={own['template']}>{key}</bdi>
          </>
        )}
      </p>
      {error === null ? null : (
        <p className={classes['problem']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
