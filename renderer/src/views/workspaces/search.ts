/** The address of the workspaces page. */
import { pickInt, pickOneOf } from '../../address.ts';

export interface WorkspacesSearch {
  /** `add`: the form for a new workspace is open; the others with `id`. */
  readonly form?: 'add' | 'edit' | 'recipe' | 'remove' | undefined;
  readonly id?: number | undefined;
}

/** Picks the page's parameters out of an address. */
export function validateWorkspacesSearch(search: Readonly<Record<string, unknown>>): WorkspacesSearch {
  const form = pickOneOf(search, 'form', ['add', 'edit', 'recipe', 'remove'] as const);
  const id = pickInt(search, 'id');
  if (form === 'add') return { form };
  return form === undefined || id === undefined ? {} : { form, id };
}
