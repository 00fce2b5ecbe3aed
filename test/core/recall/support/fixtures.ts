import { readFileSync } from 'node:fs';

/** A genuine payload from test/fixtures/recall (its README names the sources). */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/recall/${name}`, import.meta.url), 'utf8'));
}
