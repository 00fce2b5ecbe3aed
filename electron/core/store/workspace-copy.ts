/** Reads the second copy of the workspaces, which may itself be damaged: only complete rows count. */
import type { Bindable } from './connection.ts';

const FIELDS = [
  ['id', 'number'],
  ['name', 'string'],
  ['region', 'string'],
  ['baseUrl', 'string'],
  ['colour', 'string'],
  ['mode', 'string'],
  ['pollIntervalMs', 'number'],
  ['paused', 'boolean'],
  ['training', 'boolean'],
  ['createdAt', 'number'],
] as const;

/** Rows in the order of the table's columns; empty when the text is no list of workspaces. */
export function readWorkspaceCopy(text: string): Bindable[][] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const values = new Map<string, unknown>(Object.entries(item));
    const row: Bindable[] = [];
    for (const [name, type] of FIELDS) {
      const value = values.get(name);
      if (typeof value !== type) return [];
      if (typeof value === 'string') row.push(value);
      else if (typeof value === 'number' && Number.isSafeInteger(value)) row.push(value);
      else if (typeof value === 'boolean') row.push(value ? 1 : 0);
      else return [];
    }
    return [row];
  });
}
