/** Whether a page can be used and read by everybody, as far as a program can tell. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/**
 * What axe objects to, as `rule: element | element`. Colours are all that differs in the dark. `part`: selector of the one
 * part that is looked at.
 */
export async function axeFindings(page: Page, scheme: 'light' | 'dark', part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (part !== undefined) axe.include(part);
  if (scheme === 'light') axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  else axe.withRules(['color-contrast']);
  const { passes, violations } = await axe.analyze();
  // A page that axe could not look at would have no finding either.
  expect(passes.length).toBeGreaterThan(scheme === 'light' && part === undefined ? 15 : 0);
  return violations.map(({ id, nodes }) => {
    const elements = nodes.slice(0, 3).map(({ target }) => target.join(' '));
    return `${id}: ${elements.join(' | ')}`;
  });
}
