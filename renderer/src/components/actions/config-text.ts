/** A bot's configuration as the text that people edit. Pure. */
import { objectFault, placeOf, type JsonFault } from './json-check.ts';

/** What stands in retrieved configurations for a secret that Callboard never kept (core: recall/redact.ts). */
export const REDACTED_MARK = '[redacted]';

/** What has to be put right before the configuration can be sent; null: nothing that the window can see. */
export function configFault(text: string): JsonFault | null {
  const fault = objectFault(text);
  if (fault !== null) return fault;
  const at = text.indexOf(REDACTED_MARK);
  if (at < 0) return null;
  return {
    ...placeOf(text, at),
    message: `“${REDACTED_MARK}” stands for a secret that Callboard never kept. Put the value there, or take the field out.`,
  };
}

/** Names of the fields at the top of a configuration; null: it cannot be read yet. */
export function fieldsOf(text: string): readonly string[] | null {
  if (objectFault(text) !== null) return null;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? Object.keys(value) : null;
}

export interface Insertion {
  readonly text: string;
  /** What was inserted, to be selected. */
  readonly from: number;
  readonly to: number;
}

/**
 * Puts a field in as the first one. The rest of the text stays as it stands, character by character: it is somebody's work, and
 * may be in the middle of it.
 */
export function withField(text: string, name: string, value: unknown): Insertion {
  const field = `"${name}": ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')}`;
  const open = text.indexOf('{');
  if (open < 0) return inserted('{\n  ', field, '\n}');
  const rest = text.slice(open + 1);
  const empty = /^\s*(?:\}|$)/.test(rest);
  const before = `${text.slice(0, open + 1)}\n  `;
  return inserted(before, field, empty ? rest.replace(/^\s*/, '\n') : `,${/^\s*\n/.test(rest) ? '' : '\n  '}${rest}`);
}

function inserted(before: string, field: string, after: string): Insertion {
  return { text: before + field + after, from: before.length, to: before.length + field.length };
}
