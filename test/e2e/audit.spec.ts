/** The audit log: searched, filtered, looked into, exported; and the modes that it keeps a record of. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, rowAt, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

/** Reconnects two calendars of one workspace, each with an entry of its own; returns the job. */
async function reconnectTwo(page: Page): Promise<number> {
  const { rows } = await call(page, 'calendars.list', {
    filter: { workspaces: [1], status: 'disconnected' },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 2,
  });
  const calendars = rows.map(({ workspaceId, id }) => ({ workspaceId, id }));
  const action = { kind: 'calendar.reconnect', targets: { calendars } } as const;
  const { plan } = await call(page, 'actions.preview', { action });
  const { jobId } = await call(page, 'actions.start', { action, plan, canary: null });
  await expect.poll(async () => (await call(page, 'jobs.get', { jobId })).state, { timeout: 90_000 }).toBe('finished');
  return jobId;
}

test('every change is in the log: filtered in the address, looked into, and exported as filtered', async ({
  fresh: page,
}) => {
  test.setTimeout(180_000);
  await go(page, '/audit');
  await expect(page.getByRole('heading', { name: 'Nothing has been changed yet' })).toBeVisible();
  expect(await axeFindings(page, 'light')).toEqual([]);

  await call(page, 'app.keepSecretsInMemory', {});
  await call(page, 'demo.start', {});
  await untilSynced(page);
  const jobId = await reconnectTwo(page);
  await call(page, 'app.protect', { locked: true });
  await call(page, 'app.protect', { locked: false });

  // Newest first, and the list followed by itself.
  await expect(rowAt(page, 'Audit log', 1)).toContainText('Lock or unlock');
  await page.getByRole('combobox', { name: 'Action' }).selectOption('Reconnect');
  await expect.poll(() => addressOf(page)).toContain('action=calendar.reconnect');
  const grid = page.getByRole('grid', { name: 'Audit log' });
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await go(page, `/audit?job=${jobId}`);
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await expect(page.getByRole('button', { name: `Job ${jobId}` })).toHaveAttribute('aria-pressed', 'true');

  const first = await call(page, 'audit.list', { filter: { workspaces: 'all', jobId }, after: null, limit: 1 });
  const [entry] = first.rows;
  if (entry === undefined) throw new Error('The job left no entry.');
  const { records } = await call(page, 'audit.get', { n: entry.n });
  expect(records.length).toBeGreaterThanOrEqual(3);
  await page.getByRole('grid', { name: 'Audit log' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toContain(`/audit/${entry.n}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Reconnect');
  for (const { hash } of records) await expect(page.getByText(hash)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(`${entry.actor.user} on ${entry.actor.host}`);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    expect(await axeFindings(page, scheme)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('link', { name: 'All entries about this calendar' }).click();
  await expect.poll(() => addressOf(page)).toContain('cal=');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await page.goBack();
  await page.getByRole('link', { name: `Job ${jobId}` }).click();
  await expect(page.getByText(/^Finished: /)).toBeVisible();

  await go(page, `/audit?job=${jobId}&state=done`);
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the audit log as JSONL' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^callboard-audit-\d{4}-\d\d-\d\d\.jsonl$/);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(2);

  await page.getByRole('searchbox', { name: 'Filter by target, workspace, user or text' }).fill('nobody at all');
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export the audit log as CSV' })).toBeDisabled();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(rowAt(page, 'Audit log', 1)).toContainText('Lock or unlock');
});

test('the day filter takes whole days of the zone on screen and never an empty range', async ({ console: page }) => {
  await go(page, '/audit');
  await page.getByLabel('To day, included').fill('2026-03-01');
  await expect.poll(() => addressOf(page)).toContain('to=2026-03-01');
  await page.getByLabel('From day').fill('2026-04-01');
  await expect.poll(() => addressOf(page)).toMatch(/^(?=.*from=2026-04-01)(?=.*to=2026-04-01)/);
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
});

test('locking and starting locked are choices in the settings, and read-only workspaces are marked as such', async ({
  fresh: page,
}) => {
  test.setTimeout(120_000);
  await call(page, 'demo.start', {});
  const { rows } = await call(page, 'workspaces.list', {});
  const [first] = rows;
  if (first === undefined) throw new Error('There is no training workspace.');
  await call(page, 'workspaces.update', { workspaceId: first.id, mode: 'read_only' });
  await go(page, '/settings');
  const changes = page.getByRole('region', { name: 'Changes at Recall' });
  await expect(changes).toContainText('2 of 3 workspaces can be changed');
  await changes.getByText('Start locked').click();
  await expect.poll(async () => (await call(page, 'app.protection', {})).lockAtStart).toBe(true);
  await changes.getByRole('button', { name: 'Lock changes' }).click();
  await expect(changes).toContainText('Locked: nothing but reading is sent to Recall');
  expect(await axeFindings(page, 'light')).toEqual([]);

  await go(page, '/workspaces');
  await expect(page.getByRole('cell', { name: 'Read-only', exact: true })).toHaveCount(1);
  await expect(page.getByRole('cell', { name: 'Operate, locked now' })).toHaveCount(2);
  await page.getByRole('button', { name: /^Workspaces: / }).click();
  const panel = page.getByRole('dialog', { name: 'Workspaces in view' });
  await expect(panel.getByText('read-only')).toHaveCount(1);
  await page.keyboard.press('Escape');

  // The command does the same as the lock in the top bar.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('unlock');
  await page.getByRole('option', { name: /Lock or unlock changes/ }).click();
  const asking = page.getByRole('dialog', { name: 'Unlock changes?' });
  await expect(asking).toContainText('2 workspaces can then be changed');
  await expect(asking).toContainText('1 workspace is read-only and stays so.');
  await asking.getByRole('button', { name: 'Unlock changes' }).click();
  await expect.poll(async () => (await call(page, 'app.protection', {})).locked).toBe(false);

  await go(page, '/audit');
  await expect(rowAt(page, 'Audit log', 1)).toContainText('changes unlocked');
});
