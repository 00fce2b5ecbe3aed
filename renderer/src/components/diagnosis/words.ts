/** The words of a diagnosis that the window itself puts together. Pure. */
import type { Audience } from '../../../../shared/diagnosis.ts';
import { AUDIENCE_WORDS } from '../../format/words.ts';

export type CopyFormat = 'text' | 'markdown';

export interface CopyChoice {
  readonly audience: Audience;
  readonly format: CopyFormat;
}

export const COPY_FORMATS: readonly CopyFormat[] = ['text', 'markdown'];

/** On its button. */
export const FORMAT_WORDS: Readonly<Record<CopyFormat, string>> = { text: 'Text', markdown: 'Markdown' };

/** `for a ticket, as plain text`. */
export function choiceText({ audience, format }: CopyChoice): string {
  const whom = AUDIENCE_WORDS[audience];
  return `${whom.charAt(0).toLowerCase()}${whom.slice(1)}, as ${format === 'text' ? 'plain text' : 'Markdown'}`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
