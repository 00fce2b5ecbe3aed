/**
 * Where a JSON text goes wrong, by line and column, in words. Pure. `JSON.parse` says so differently in every browser, in words that
 * are made for programmers; this follows the same grammar (RFC 8259), which a test proves against it.
 */

export interface JsonFault {
  /** Place in the text, 0-based. */
  readonly at: number;
  /** Both from 1; columns count UTF-16 units, as text areas do. */
  readonly line: number;
  readonly column: number;
  /** What is wrong there: `A comma or “}” is missing.` */
  readonly message: string;
}

/** Deeper than any configuration; a text that nests on and on must not exhaust the stack. */
const MAX_DEPTH = 100;
const SPACE = ' \t\n\r';
const ESCAPES = '"\\/bfnrt';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null'];

/** The first fault of a text that should hold one JSON object; null: it is one. */
export function objectFault(text: string): JsonFault | null {
  try {
    const scanner = new Scanner(text);
    scanner.space();
    if (scanner.ended()) throw new Fault(0, 'It is empty. The least is {}.');
    if (!scanner.next('{')) throw new Fault(scanner.at, 'It has to begin with “{”: a configuration is an object.');
    scanner.value(0);
    scanner.space();
    if (!scanner.ended()) throw new Fault(scanner.at, 'The object has ended, but more follows.');
    return null;
  } catch (thrown) {
    if (thrown instanceof Fault) return { ...placeOf(text, thrown.at), message: thrown.message };
    throw thrown;
  }
}

/** Line and column of a place in a text. */
export function placeOf(text: string, at: number): Pick<JsonFault, 'at' | 'line' | 'column'> {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { at, line: before.split('\n').length, column: at - lineStart + 1 };
}

class Fault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

class Scanner {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  ended(): boolean {
    return this.at >= this.#text.length;
  }

  next(character: string): boolean {
    return this.#text[this.at] === character;
  }

  space(): void {
    while (!this.ended() && SPACE.includes(this.#text[this.at] ?? '')) this.at += 1;
  }

  value(depth: number): void {
    if (depth > MAX_DEPTH) throw new Fault(this.at, `It nests more than ${MAX_DEPTH} levels deep.`);
    if (this.next('{')) return this.#list('}', () => this.#member(depth));
    if (this.next('[')) return this.#list(']', () => this.value(depth + 1));
    if (this.next('"')) return this.#string();
    const word = WORDS.find((known) => this.#text.startsWith(known, this.at));
    if (word !== undefined) {
      this.at += word.length;
      return this.#endOfWord();
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return this.#endOfWord();
    }
    throw new Fault(this.at, this.#noValue());
  }

  /** Members of an object or an array, from its opening to its closing sign. */
  #list(close: '}' | ']', element: () => void): void {
    const opened = this.at;
    this.at += 1;
    this.space();
    if (this.next(close)) {
      this.at += 1;
      return;
    }
    for (;;) {
      element();
      this.space();
      if (this.next(close)) {
        this.at += 1;
        return;
      }
      if (this.ended()) {
        const { line } = placeOf(this.#text, opened);
        throw new Fault(this.at, `It ends too early: “${close}” of line ${line} is missing.`);
      }
      if (!this.next(',')) throw new Fault(this.at, `A comma or “${close}” is missing.`);
      const comma = this.at;
      this.at += 1;
      this.space();
      if (this.next(close)) throw new Fault(comma, `This comma is one too many: “${close}” follows.`);
    }
  }

  #member(depth: number): void {
    if (!this.next('"')) {
      throw new Fault(this.at, this.ended() ? 'It ends too early.' : 'A name in double quotes has to stand here.');
    }
    this.#string();
    this.space();
    if (!this.next(':')) throw new Fault(this.at, 'A colon is missing after the name.');
    this.at += 1;
    this.space();
    this.value(depth + 1);
  }

  #string(): void {
    const opened = this.at;
    this.at += 1;
    for (;;) {
      const character = this.#text[this.at];
      if (character === undefined || character === '\n') {
        throw new Fault(opened, 'This text is not closed: a double quote is missing at its end.');
      }
      if (character < ' ') throw new Fault(this.at, 'A tab or control character has to be written as an escape.');
      if (character === '\\') this.#escape();
      this.at += 1;
      if (character === '"') return;
    }
  }

  /** Leaves the place at the last character of the escape. */
  #escape(): void {
    const sign = this.#text[this.at + 1] ?? '';
    if (sign !== '' && ESCAPES.includes(sign)) this.at += 1;
    else if (/^u[0-9a-f]{4}$/i.test(this.#text.slice(this.at + 1, this.at + 6))) this.at += 5;
    else throw new Fault(this.at, 'This escape is not known. A backslash itself is written \\\\.');
  }

  /** `truely`, `012`, `1e`: what follows belongs to no word or number. */
  #endOfWord(): void {
    if (/[\w.+-]/.test(this.#text[this.at] ?? '')) throw new Fault(this.at, 'This does not belong here.');
  }

  #noValue(): string {
    if (this.ended()) return 'It ends too early: a value is missing.';
    if (this.next("'")) return 'Texts stand in double quotes.';
    if (this.#text.startsWith('//', this.at) || this.#text.startsWith('/*', this.at)) {
      return 'JSON has no comments.';
    }
    if (this.next(',') || this.next('}') || this.next(']')) return 'A value is missing.';
    return 'This is no value. Texts stand in double quotes.';
  }
}
