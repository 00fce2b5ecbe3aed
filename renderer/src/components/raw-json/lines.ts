/**
 * JSON text as lines to show: one per value, with what belongs to it folded away on request. Pure. Texts that are no JSON
 * become plain lines, so that nothing that was received is ever hidden.
 */

/** What a line's value is; decides its colour. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'null' | 'open' | 'close' | 'text';

export interface Line {
  readonly depth: number;
  /** Name of the field, with quotes and colon; empty inside arrays. */
  readonly name: string;
  /** The value as JSON; for a container its bracket. */
  readonly value: string;
  readonly kind: ValueKind;
  /** For an opening bracket: index of its closing line. */
  readonly closesAt?: number;
  /** For an opening bracket: how many values are inside. */
  readonly size?: number;
  /** Comma after it. */
  readonly comma: boolean;
}

/** JSON text to lines. */
export function linesOf(text: string): readonly Line[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.split('\n').map((value) => ({ depth: 0, name: '', value, kind: 'text', comma: false }));
  }
  const lines: Line[] = [];
  add(lines, value, '', 0, false);
  return lines;
}

function add(lines: Line[], value: unknown, name: string, depth: number, comma: boolean): void {
  if (typeof value !== 'object' || value === null) {
    lines.push({ depth, name, value: JSON.stringify(value), kind: kindOf(value), comma });
    return;
  }
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown) => ['', item] as const)
    : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item] as const);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    lines.push({ depth, name, value: `${open}${close}`, kind: 'text', comma });
    return;
  }
  const at = lines.length;
  // Its place is taken now; where it closes is known when its content stands.
  lines.push({ depth, name, value: open, kind: 'open', comma: false });
  for (const [index, [key, item]] of entries.entries()) add(lines, item, key, depth + 1, index < entries.length - 1);
  lines[at] = { depth, name, value: open, kind: 'open', comma: false, closesAt: lines.length, size: entries.length };
  lines.push({ depth, name: '', value: close, kind: 'close', comma });
}

function kindOf(value: unknown): ValueKind {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'null';
}

/** Indices of the lines that are visible when the containers at `folded` are closed. */
export function visibleLines(lines: readonly Line[], folded: ReadonlySet<number>): readonly number[] {
  const visible: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    visible.push(at);
    const closesAt = lines[at]?.closesAt;
    if (closesAt !== undefined && folded.has(at)) at = closesAt;
  }
  return visible;
}

/** Indices of the lines whose name or value contains `text`, whatever its case. */
export function findLines(lines: readonly Line[], text: string): readonly number[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const found: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'close') continue;
    if (`${line.name}${line.value}`.toLowerCase().includes(wanted)) found.push(at);
  }
  return found;
}

/** The containers around a line: those that must be open for it to be visible. */
export function containersOf(lines: readonly Line[], at: number): readonly number[] {
  const around: number[] = [];
  for (let index = 0; index < at; index += 1) {
    const closesAt = lines[index]?.closesAt;
    if (closesAt === undefined) continue;
    if (closesAt >= at) around.push(index);
    // What closes before the line cannot hold it, nor can anything inside.
    else index = closesAt;
  }
  return around;
}

/** Characters of one line that are shown; the whole of it is shown on its own. */
export const LINE_LIMIT = 400;

/** The part of a value that fits a line, and how many characters are left out. */
export function cutValue(value: string, limit = LINE_LIMIT): { readonly shown: string; readonly left: number } {
  return value.length <= limit
    ? { shown: value, left: 0 }
    : { shown: value.slice(0, limit), left: value.length - limit };
}
