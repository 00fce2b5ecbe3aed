/** The panels that open from the frame: by pointer and by keys, and back to where one was. */
import { addressOf, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

test('the workspace switcher opens by key, takes the focus, and Escape gives it back', async ({ console: page }) => {
  await go(page, '/calendars');
  const button = page.getByRole('button', { name: /^Workspaces: / });
  const panel = page.getByRole('dialog', { name: 'Workspaces in view' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: /^All workspaces/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('a click beside a panel closes it, and opening another one closes the first', async ({ console: page }) => {
  await go(page, '/calendars');
  await expect(rowAt(page, 'Calendars', 0)).toBeVisible();
  const scope = page.getByRole('dialog', { name: 'Workspaces in view' });
  const sync = page.getByRole('dialog', { name: 'Sync of each workspace' });
  await page.getByRole('button', { name: /^Workspaces: / }).click();
  await expect(scope).toBeVisible();
  await page.getByRole('button', { name: /^Sync state/ }).click();
  await expect(scope).toBeHidden();
  await expect(sync).toBeVisible();
  await page.getByRole('heading', { name: 'Calendars' }).click();
  await expect(sync).toBeHidden();
});

test('panels stand beside their buttons and inside the window, in the smallest one too', async ({ console: page }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  await go(page, '/events');
  for (const [button, panel] of [
    [/^Workspaces: /, 'Workspaces in view'],
    [/^Sync state/, 'Sync of each workspace'],
  ] as const) {
    const target = page.getByRole('button', { name: button });
    await target.click();
    const from = await target.boundingBox();
    const box = await page.getByRole('dialog', { name: panel }).boundingBox();
    if (from === null || box === null) throw new Error('Nothing is there.');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(1024);
    expect(box.y + box.height).toBeLessThanOrEqual(640);
    const gap = Math.min(Math.abs(box.y - (from.y + from.height)), Math.abs(from.y - (box.y + box.height)));
    expect(gap).toBeLessThan(8);
    await page.keyboard.press('Escape');
  }
});

test('choosing one workspace in the switcher narrows the address and closes the panel', async ({ console: page }) => {
  await go(page, '/calendars');
  await page.getByRole('button', { name: /^Workspaces: / }).click();
  const panel = page.getByRole('dialog', { name: 'Workspaces in view' });
  const only = panel.getByRole('button', { name: /^Only / }).first();
  await only.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect.poll(() => addressOf(page)).toMatch(/ws=\d/);
});
