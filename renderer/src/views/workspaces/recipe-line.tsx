/** Under a workspace: which deduplication recipe it uses, how that is known, and what breaks it. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WorkspaceRecipe } from '../../../../shared/verdicts.ts';
import { recipeSource } from '../../components/actions/key-choice.ts';
import { totalOf } from '../../format/numbers.ts';
import type { Workspace } from './choices.ts';
import classes from './recipe.module.css';

export function RecipeLine(props: { readonly workspace: Workspace; readonly recipe: WorkspaceRecipe }): ReactElement {
  const { workspace, recipe } = props;
  return (
    <p className={classes['line']}>
      <span>
        {recipe.inUse === null ? (
          <>No deduplication recipe is known ({recipeSource(recipe)}).</>
        ) : (
          <>
            {recipe.inUse.label} <bdi className={classes['template']}>{recipe.inUse.template}</bdi> (
            {recipeSource(recipe)})
          </>
        )}
      </span>
      <Breaking workspace={workspace} recipe={recipe} />
      <Link
        to="/workspaces"
        search={{ form: 'recipe', id: workspace.id }}
        className={classes['link']}
        aria-label={`Change the recipe of ${workspace.name}`}
      >
        Change
      </Link>
    </p>
  );
}

/** How many events ahead have a key of another recipe; leads to them. */
export function Breaking(props: {
  readonly workspace: Workspace;
  readonly recipe: WorkspaceRecipe;
}): ReactElement | null {
  const { workspace, recipe } = props;
  if (recipe.inUse === null || recipe.breaking.count === 0) return null;
  return (
    <Link
      to="/events"
      search={{ ws: String(workspace.id), recipe: 'breaks', when: '28d' }}
      className={`${classes['link'] ?? ''} ${classes['breaking'] ?? ''}`}
    >
      {totalOf(recipe.breaking, 'event breaks it', 'events break it')}
    </Link>
  );
}
