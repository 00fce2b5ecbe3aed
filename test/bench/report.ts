/** Collects figures, prints them as a table with what each must reach, and writes them as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cpus, totalmem } from 'node:os';

/** A bound: the figure must stay at or above (`min`) or at or below (`max`) it. */
export type Bound = { readonly min: number } | { readonly max: number };

export interface Figure {
  /** Goal of LIMITS section 7, e.g. `G1`. */
  readonly goal: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly must: Bound;
  readonly stretch?: Bound;
  /** The floor and the raw numbers behind a ratio. */
  readonly detail?: string;
}

export class Report {
  readonly #figures: Figure[] = [];

  add(figure: Figure): void {
    this.#figures.push(figure);
    process.stdout.write(`${line(figure)}\n`);
  }

  /** True when every figure reaches what it must. */
  get reached(): boolean {
    return this.#figures.every((figure) => reaches(figure.value, figure.must));
  }

  /** Prints the whole table and writes `path`. */
  finish(path: string): void {
    const header = row('goal', 'figure', 'value', 'must', 'stretch', 'reached');
    process.stdout.write(`\n${header}\n${'-'.repeat(header.length)}\n`);
    for (const figure of this.#figures) process.stdout.write(`${line(figure)}\n`);
    mkdirSync(dirname(path), { recursive: true });
    const machine = {
      node: process.version,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
    };
    writeFileSync(
      path,
      `${JSON.stringify({ at: new Date().toISOString(), machine, figures: this.#figures }, null, 2)}\n`,
    );
  }
}

function reaches(value: number, bound: Bound): boolean {
  return 'min' in bound ? value >= bound.min : value <= bound.max;
}

function words(bound: Bound | undefined, unit: string): string {
  if (bound === undefined) return '';
  return 'min' in bound ? `≥ ${bound.min} ${unit}` : `≤ ${bound.max} ${unit}`;
}

function line(figure: Figure): string {
  const stretch = figure.stretch !== undefined && reaches(figure.value, figure.stretch);
  const verdict = reaches(figure.value, figure.must) ? (stretch ? 'stretch' : 'must') : 'NOT REACHED';
  const value = `${figure.value.toPrecision(3)} ${figure.unit}`;
  const text = row(
    figure.goal,
    figure.what,
    value,
    words(figure.must, figure.unit),
    words(figure.stretch, figure.unit),
    verdict,
  );
  return figure.detail === undefined ? text : `${text}  ${figure.detail}`;
}

function row(goal: string, what: string, value: string, must: string, stretch: string, reached: string): string {
  return [
    goal.padEnd(5),
    what.padEnd(64),
    value.padStart(12),
    must.padStart(12),
    stretch.padStart(12),
    reached.padEnd(12),
  ].join('  ');
}
