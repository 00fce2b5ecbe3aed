/**
 * A text before it has a format: own words, and what came from outside, kept apart. What came from outside is cleaned here, in
 * one place, and marked up so that it stays text: in Markdown it stands in code, where nothing becomes a link, an image or HTML.
 */
import { clean, cleanLine } from './clean.ts';

/** A piece of a line: own words, or something from outside. */
export type Piece = string | { readonly remote: string };

export const remote = (text: string): Piece => ({ remote: text });

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: readonly Piece[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: readonly Piece[]])[] }
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly (readonly Piece[])[] }
  /** Several lines from outside, word for word. */
  | { readonly kind: 'raw'; readonly text: string };

export type TextFormat = 'text' | 'markdown';

/** The blocks as one text that ends with a line break. */
export function written(blocks: readonly Block[], format: TextFormat): string {
  const write = format === 'text' ? asText : asMarkdown;
  return `${blocks.map(write).join('\n\n')}\n`;
}

/** On one line and without markup, e.g. for a subject. */
export function plainLine(line: readonly Piece[], most = 200): string {
  return cleanLine(line.map((piece) => (typeof piece === 'string' ? piece : piece.remote)).join(''), most);
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text.toUpperCase();
    case 'paragraph':
      return textLine(block.line);
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${textLine(value)}`).join('\n');
    case 'list':
      return block.items.map((item, n) => `${block.ordered === true ? `${n + 1}.` : '-'} ${textLine(item)}`).join('\n');
    case 'raw':
      // Indented, so that no line of it passes for one of ours.
      return clean(block.text)
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n');
  }
}

const textLine = (line: readonly Piece[]): string =>
  line.map((piece) => (typeof piece === 'string' ? piece : cleanLine(piece.remote))).join('');

function asMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `### ${block.text}`;
    case 'paragraph':
      return markdownLine(block.line);
    case 'facts':
      return block.rows.map(([label, value]) => `- **${label}:** ${markdownLine(value)}`).join('\n');
    case 'list':
      return block.items
        .map((item, n) => `${block.ordered === true ? `${n + 1}.` : '-'} ${markdownLine(item)}`)
        .join('\n');
    case 'raw': {
      const text = clean(block.text);
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
      return `${fence}text\n${text}\n${fence}`;
    }
  }
}

const markdownLine = (line: readonly Piece[]): string =>
  line
    .map((piece, n) => {
      if (typeof piece === 'string') return piece;
      // Side by side, the backticks of two pieces would become one run.
      const apart = typeof line[n - 1] === 'object' ? ' ' : '';
      return apart + code(cleanLine(piece.remote));
    })
    .join('');

/** Code in a line: with more backticks around it than it has in a row. */
function code(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

function longestRun(text: string): number {
  return Array.from(text.matchAll(/`+/g), ([run]) => run.length).reduce((a, b) => Math.max(a, b), 0);
}
