/** The address as it should be: every fault mended that has only one mending, one after the other. Pure. */
import { edited, type Rule } from './rules/types.ts';
import { subjectOf } from './subject.ts';

/** Longer addresses are not rewritten: no provider takes them. */
export const LONGEST_CORRECTED = 20_000;
/** Each mending makes its own fault go away, so there are never more rounds than rules; this ends a mistake in a rule. */
const MOST_ROUNDS = 100;

/** Mends an address until no rule finds anything that it could mend. Values that are right stay as they are, unit by unit. */
export function corrected(text: string, rules: readonly Rule[]): string {
  let now = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = mendedOnce(now, rules);
    if (next === null) break;
    now = next;
  }
  return now;
}

function mendedOnce(text: string, rules: readonly Rule[]): string | null {
  const subject = subjectOf(text);
  for (const rule of rules) {
    if (rule.mend === undefined || (rule.provider !== undefined && rule.provider !== subject.provider)) continue;
    if (rule.find(subject) === null) continue;
    const next = edited(text, rule.mend(subject));
    if (next !== text) return next;
  }
  return null;
}
