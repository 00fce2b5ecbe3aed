/** Everything without a mouse. */
import { addressOf, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

test.beforeEach(async ({ console: page }) => {
  await go(page, '/calendars');
  await expect(rowAt(page, 'Calendars', 3)).toBeVisible();
  // The list takes the keys as soon as it has rows.
  await expect(page.getByRole('grid', { name: 'Calendars' })).toBeFocused();
});

test('j and k move the selection, Enter opens the page, Escape returns to the row', async ({ console: page }) => {
  const grid = page.getByRole('grid', { name: 'Calendars' });
  const selected = grid.locator('[aria-current=true]');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(selected).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('k');
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars(\?|$)/);
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
});

test('a slash goes to the filter, and Escape gives the keys back to the list', async ({ console: page }) => {
  await page.keyboard.press('/');
  const filter = page.getByRole('searchbox', { name: 'Filter by e-mail address' });
  await expect(filter).toBeFocused();
  await page.keyboard.type('jk');
  await expect(filter).toHaveValue('jk');
  await filter.fill('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid', { name: 'Calendars' })).toBeFocused();
});

test('the chord for the palette finds commands, and g sequences go places', async ({ console: page }) => {
  await page.keyboard.press('ControlOrMeta+k');
  const field = page.getByRole('combobox', { name: /^Search/ });
  await expect(field).toBeFocused();
  await field.fill('go to workspaces');
  await expect(page.getByRole('option', { name: /Go to workspaces/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toMatch(/^\/workspaces/);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect.poll(() => addressOf(page)).toMatch(/^\/events/);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars/);
});

test('a question mark shows every key, and Escape closes the sheet', async ({ console: page }) => {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  for (const label of ['Next row', 'Filter the list', 'Go to schedule']) await expect(sheet).toContainText(label);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('the Tab key reaches named controls, and each shows that it has the focus', async ({ console: page }) => {
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  );
  const found: { html: string; named: boolean; visible: boolean }[] = [];
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const look = (): string => {
        const { outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        return [outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor].join();
      };
      const focusedLook = look();
      const name = element.getAttribute('aria-label') ?? element.textContent;
      // The next Tab goes on from here all the same.
      element.blur();
      return { html: element.outerHTML.slice(0, 160), named: name.trim() !== '', visible: look() !== focusedLook };
    });
    if (focused !== null) found.push(focused);
  }
  expect(found.length).toBeGreaterThan(8);
  expect(found.filter(({ named, visible }) => !named || !visible)).toEqual([]);
});

test('moving in the list takes the keys from the filter that was clicked', async ({ console: page }) => {
  await page.getByRole('button', { name: /^Disconnected/ }).click();
  await expect.poll(() => addressOf(page)).toMatch(/status=disconnected/);
  await expect(rowAt(page, 'Calendars', 2)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
});
