/** Workspaces by hand: add with a wrong and a right key, test, pause, resume, remove. */
import type { Page } from '@playwright/test';
import { startSimulator } from '../../electron/simulator/index.ts';
import { addressOf, answer, call, go, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const WORLD = [{ name: 'Stage', colour: 'teal', calendars: 3, eventsPerCalendar: 4 }] as const;

/** Fills the form of a new workspace on the simulator. */
async function fillForm(page: Page, baseUrl: string, apiKey: string): Promise<void> {
  await go(page, '/workspaces?form=add');
  const form = page.getByRole('complementary', { name: 'Add a workspace' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Stage door');
  await form
    .getByRole('combobox', { name: 'Region' })
    .or(form.getByRole('textbox', { name: 'Region' }))
    .click();
  await page.getByRole('option', { name: /custom/i }).click();
  await form.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl);
  await form.getByLabel('API key').fill(apiKey);
}

test('a workspace is added, tested, paused, resumed and removed', async ({ fresh: page }) => {
  const simulator = await startSimulator({ seed: 11, world: WORLD });
  const { apiKey } = simulator.world.workspace(0);
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    await fillForm(page, simulator.origin, 'a-key-that-nobody-has-0123456789');
    const form = page.getByRole('complementary', { name: 'Add a workspace' });

    // A 401 names both things that it can mean.
    await form.getByRole('button', { name: 'Test' }).click();
    await expect(form.getByRole('status')).toContainText(/key is wrong/i);
    await expect(form.getByRole('status')).toContainText(/region/i);

    await form.getByLabel('API key').fill(apiKey);
    await form.getByRole('button', { name: 'Test' }).click();
    await expect(form.getByRole('status')).toContainText('●');
    await form.getByRole('button', { name: 'Add workspace' }).click();
    await expect(form).toBeHidden();

    await untilSynced(page);
    const line = page.getByRole('row').filter({ hasText: 'Stage door' });
    await expect(line.getByRole('cell', { name: '3', exact: true })).toBeVisible();

    const more = page.getByRole('button', { name: 'More for Stage door' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Pause syncing' }).click();
    await expect(line).toContainText(/paused/i);
    await more.click();
    await page.getByRole('menuitem', { name: 'Resume syncing' }).click();
    await expect(line).not.toContainText(/paused/i);

    await more.click();
    await page.getByRole('menuitem', { name: 'Remove …' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/3\s*calendars|calendars\s*3/);
    const remove = dialog.getByRole('button', { name: 'Remove workspace' });
    await expect(remove).toBeDisabled();
    await dialog.getByRole('textbox').fill('Stage door');
    await remove.click();
    await expect(dialog).toBeHidden();
    await expect.poll(async () => (await call(page, 'workspaces.list', {})).rows).toEqual([]);
    const left = await call(page, 'app.search', { text: 'example', workspaces: 'all', limit: 5 });
    expect(left.calendars).toEqual([]);
  } finally {
    await simulator.stop();
  }
});

test('fields that are missing or wrong say so beside the field, and nothing is sent', async ({ fresh: page }) => {
  await go(page, '/workspaces?form=add');
  const form = page.getByRole('complementary', { name: 'Add a workspace' });
  await form.getByRole('button', { name: 'Add workspace' }).click();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByLabel('API key')).toHaveAttribute('aria-invalid', 'true');
  expect((await call(page, 'workspaces.list', {})).rows).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => addressOf(page)).not.toContain('form=add');
});

test('a second workspace with the same key is refused, in words', async ({ fresh: page }) => {
  const simulator = await startSimulator({ seed: 12, world: WORLD });
  const { apiKey } = simulator.world.workspace(0);
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    const input = {
      name: 'First',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey,
      colour: 'teal',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    } as const;
    await call(page, 'workspaces.add', input);
    const second = await answer(page, 'workspaces.add', { ...input, name: 'Second' });
    expect(second).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(JSON.stringify(second)).not.toContain(apiKey);
  } finally {
    await simulator.stop();
  }
});

test('secrets are write-only: no field of the edit form ever shows one', async ({ fresh: page }) => {
  const simulator = await startSimulator({ seed: 13, world: WORLD });
  const { apiKey } = simulator.world.workspace(0);
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    const { id } = await call(page, 'workspaces.add', {
      name: 'Stage door',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey,
      colour: 'teal',
      mode: 'read_only',
      pollIntervalMs: 60_000,
    });
    await go(page, `/workspaces?form=edit&id=${id}`);
    const field = page.getByRole('complementary').getByLabel('API key');
    await expect(field).toHaveValue('');
    await expect(field).toHaveAttribute('type', 'password');
    expect(await page.content()).not.toContain(apiKey);
  } finally {
    await simulator.stop();
  }
});
