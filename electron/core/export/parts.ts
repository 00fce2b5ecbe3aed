/** Exports leave in parts, so that none of them holds up the questions of a window. */
import { toIso } from '../../../shared/time.ts';
import { csvLine } from './csv.ts';
import type { Cell } from './csv.ts';

export type Format = 'csv' | 'jsonl';

/** Rows in one part. */
export const PART_ROWS = 1_000;

export interface Part {
  readonly text: string;
  /** Where the next part begins; null: this was the last. */
  readonly next: string | null;
}

/** Names and values of a line, in order. */
export type Line = Readonly<Record<string, Cell>>;

/** Lines as text: CSV with a header in the first part, or one JSON object a line. */
export function partText(names: readonly string[], lines: readonly Line[], format: Format, first: boolean): string {
  switch (format) {
    case 'csv':
      return `${first ? csvLine(names) : ''}${lines.map((line) => csvLine(names.map((name) => line[name] ?? null))).join('')}`;
    case 'jsonl':
      return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

export const isoOrNull = (at: number | null): string | null => (at === null ? null : toIso(at));
