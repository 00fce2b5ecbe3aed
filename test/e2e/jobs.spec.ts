/** Jobs: followed from the first calendar to the report, and what can be done when they stand still. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import type { ActionRequest, ActionSecrets } from '../../shared/actions.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, rowAt, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

/** A console of its own whose training workspaces are filled: jobs change them. */
async function withTraining(page: Page): Promise<void> {
  await call(page, 'app.keepSecretsInMemory', {});
  await call(page, 'demo.start', {});
  await untilSynced(page);
}

/** Begins an action with the calendar that the preview proposes first; returns the job and how many calendars it has. */
async function begin(
  page: Page,
  action: ActionRequest,
  secrets?: ActionSecrets,
): Promise<{ readonly jobId: number; readonly count: number }> {
  const { plan, canary, count } = await call(page, 'actions.preview', { action });
  const { jobId } = await call(page, 'actions.start', {
    action,
    plan,
    canary: canary === null ? null : { workspaceId: canary.workspaceId, id: canary.id },
    ...(secrets === undefined ? {} : { secrets }),
  });
  return { jobId, count };
}

/** A rotation over the client that most calendars use, up to the verdict about its first calendar. */
async function beginRotation(
  page: Page,
  clientSecret = SECRET,
  verdict: 'awaiting' | 'paused' = 'awaiting',
): Promise<{ readonly jobId: number; readonly count: number }> {
  const { rows } = await call(page, 'oauthClients.list', {});
  const uses = rows.map(({ clientId, inUse }) => ({
    clientId,
    calendars: inUse.reduce((sum, { calendars }) => sum + calendars, 0),
  }));
  const [most] = uses.sort((a, b) => b.calendars - a.calendars);
  if (most === undefined) throw new Error('The training data has no OAuth client.');
  const action = { kind: 'oauth_client.rotate_secret', oauthClientId: most.clientId, workspaces: 'all' } as const;
  const job = await begin(page, action, { clientSecret });
  await expect.poll(() => stateOf(page, job.jobId), { timeout: 60_000 }).toBe(verdict);
  return job;
}

const SECRET = 'a-new-secret-that-nobody-may-see';

async function stateOf(page: Page, jobId: number): Promise<string> {
  return (await call(page, 'jobs.get', { jobId })).state;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a job is reached and opened without a mouse, its results are filtered and looked into, and its report is exported', async ({
  fresh: page,
}) => {
  test.setTimeout(150_000);
  await withTraining(page);
  await go(page, '/calendars');
  await expect(rowAt(page, 'Calendars', 1)).toBeVisible();
  const { jobId, count } = await begin(page, {
    kind: 'calendar.test_credential',
    targets: { filter: { workspaces: 'all' } },
  });

  // Without a mouse: to the list, to the row, into the job.
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await expect(rowAt(page, 'Jobs', 1)).toContainText('Test');
  await page.getByRole('grid', { name: 'Jobs' }).focus();
  await page.keyboard.press('j');
  await expect(page.getByRole('complementary', { name: 'Job' })).toContainText('What came of it');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toContain(`/jobs/${jobId}`);

  await expect(page.getByText(/^Finished: \d+ tested and working/)).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('link', { name: 'Jobs', exact: true })).toBeVisible();

  const { counts } = await call(page, 'jobs.get', { jobId });
  expect(counts.ok + counts.failing + counts.unproven + counts.failed).toBe(count);
  expect(counts.failing).toBeGreaterThan(0);
  const chip = page.getByRole('button', { name: 'Tested but failing' });
  await expect(chip).toContainText(String(counts.failing));
  await chip.click();
  await expect.poll(() => addressOf(page)).toContain('show=failing');
  const grid = page.getByRole('grid', { name: 'Results' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(counts.failing + 1));

  await rowAt(page, 'Results', 1).click();
  const item = page.getByRole('complementary', { name: 'Calendar of the job' });
  await expect(item).toContainText('Tested but failing');
  await expect(item.getByRole('link', { name: 'Open the calendar' })).toBeVisible();
  await item.getByRole('link', { name: /^Entry \d+/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Test credential');
  await expect(page.getByRole('link', { name: `Job ${jobId}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => addressOf(page)).toContain('show=failing');

  for (const [format, ending] of [
    ['CSV', 'csv'],
    ['JSONL', 'jsonl'],
  ] as const) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: `Export the report as ${format}` }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^callboard-job-${jobId}-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`),
    );
    const lines = (await textOf(download)).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(count);
    expect(lines.length).toBeLessThanOrEqual(count + 1);
  }
});

test('a rotation that waits is cancelled with its count, and retried with the secret, which is shown nowhere', async ({
  fresh: page,
}) => {
  test.setTimeout(150_000);
  await withTraining(page);
  const { jobId, count } = await beginRotation(page);
  await go(page, `/jobs/${jobId}`);
  const waits = page.getByRole('region', { name: 'What it waits for' });
  await expect(waits).toContainText('The first calendar is through');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    expect(await axeFindings(page, scheme)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });

  await page.getByRole('button', { name: 'Cancel…' }).click();
  const asking = page.getByRole('dialog', { name: `Cancel job ${jobId}?` });
  await expect(asking).toContainText(`${count - 1} calendars have not begun and will be skipped.`);
  await expect(asking).toContainText('ACME production');
  expect(await axeFindings(page, 'light')).toEqual([]);
  await asking.getByRole('button', { name: 'Keep the job' }).click();
  await expect(page.getByRole('button', { name: 'Cancel…' })).toBeFocused();
  expect(await stateOf(page, jobId)).toBe('awaiting');
  await page.getByRole('button', { name: 'Cancel…' }).click();
  await asking.getByRole('button', { name: `Skip ${count - 1} calendars` }).click();
  await expect(page.getByText(`Cancelled: 1 rotated and connected, ${count - 1} not tried`)).toBeVisible();

  await page.getByRole('button', { name: `Retry ${count - 1} calendars…` }).click();
  const retrying = page.getByRole('dialog', { name: 'Retry in the same job' });
  await expect(retrying.getByRole('checkbox', { name: 'Not tried' })).toBeChecked();
  await retrying.getByRole('button', { name: `Retry ${count - 1} calendars` }).click();
  await expect(retrying.getByRole('alert')).toContainText('Enter the secret');
  expect(await stateOf(page, jobId)).toBe('cancelled');
  const field = retrying.getByLabel('Client secret');
  await expect(field).toHaveAttribute('type', 'password');
  await field.fill(SECRET);
  await field.press('Enter');
  await expect(retrying).toBeHidden();
  await expect(page.getByText(/^Running: /)).toBeVisible();
  expect(await page.content()).not.toContain(SECRET);
  expect(page.url()).not.toContain(SECRET);

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(waits).toContainText('Paused by hand');
  await waits.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/^Finished: \d+ rotated and connected/)).toBeVisible({ timeout: 90_000 });
  const { counts } = await call(page, 'jobs.get', { jobId });
  expect(counts.ok + counts.failing + counts.unproven + counts.failed).toBe(count);
});

test('the lock holds a job, says so where it is seen, and the question before unlocking names the workspaces', async ({
  fresh: page,
}) => {
  test.setTimeout(120_000);
  await withTraining(page);
  const { jobId, count } = await beginRotation(page);
  await expect(page.getByRole('link', { name: 'Jobs, 1 unfinished' })).toBeVisible();
  await go(page, `/jobs/${jobId}`);
  await page.getByRole('button', { name: 'Changes unlocked. Lock changes' }).click();
  const locked = page.getByRole('button', { name: 'Read-only until unlocked. Unlock changes' });
  await expect(locked).toBeVisible();
  const waits = page.getByRole('region', { name: 'What it waits for' });
  await expect(waits).toContainText('Changes are locked');
  await waits.getByRole('button', { name: 'Unlock…' }).click();
  const asking = page.getByRole('dialog', { name: 'Unlock changes?' });
  await expect(asking).toContainText('3 workspaces can then be changed');
  await expect(asking).toContainText('ACME production');
  expect(await axeFindings(page, 'light')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(asking).toBeHidden();
  expect((await call(page, 'app.protection', {})).locked).toBe(true);

  await locked.click();
  await asking.getByRole('button', { name: 'Unlock changes' }).click();
  await expect(page.getByRole('button', { name: 'Changes unlocked. Lock changes' })).toBeVisible();
  // A person still has to say go about the rest.
  expect(await stateOf(page, jobId)).toBe('awaiting');
  await waits.getByRole('button', { name: `Go on with ${count - 1} calendars` }).click();
  await expect(page.getByText(/^Running: \d+ of \d+ rotated/)).toBeVisible();
  await expect(waits).toBeHidden();
});

test('a first calendar that fails leaves the others alone, and another one can be tried', async ({ fresh: page }) => {
  test.setTimeout(150_000);
  await withTraining(page);
  // The simulator takes a secret with the word "wrong" in it for one that the provider refuses.
  const { jobId, count } = await beginRotation(page, 'a-wrong-secret', 'paused');
  await go(page, `/jobs/${jobId}`);
  const waits = page.getByRole('region', { name: 'What it waits for' });
  await expect(waits).toContainText('The first calendar did not come through');
  await expect(waits).toContainText('AADSTS7000215');
  expect(await axeFindings(page, 'light')).toEqual([]);
  const picker = waits.getByRole('combobox', { name: 'Calendar to try next' });
  await expect(picker.getByRole('option')).toHaveCount(count - 1);

  // Any other can be chosen among the results as well.
  await page.getByRole('button', { name: 'Waiting' }).click();
  await rowAt(page, 'Results', 3).click();
  const item = page.getByRole('complementary', { name: 'Calendar of the job' });
  await expect(item.getByRole('button', { name: 'Try this calendar next' })).toBeVisible();
  await page.keyboard.press('Escape');

  await picker.selectOption({ index: 2 });
  await waits.getByRole('button', { name: 'Try this calendar' }).click();
  await expect(page.getByText(/^Running: one calendar is/)).toBeVisible();
  await expect.poll(async () => (await call(page, 'jobs.get', { jobId })).counts.failing, { timeout: 60_000 }).toBe(2);
  await expect(waits).toContainText('The first calendar did not come through');
  const { counts } = await call(page, 'jobs.get', { jobId });
  expect(counts.waiting).toBe(count - 2);
});

test('a page without jobs says what they are and where they come from', async ({ fresh: page }) => {
  await go(page, '/jobs?show=paused');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing matches these filters' })).toBeVisible();
  await page.getByRole('toolbar', { name: 'Filter jobs' }).getByRole('button', { name: 'Paused' }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  expect(await axeFindings(page, 'light')).toEqual([]);
  await page.getByRole('link', { name: 'Go to calendars' }).click();
  await expect.poll(() => addressOf(page)).toContain('/calendars');
  await go(page, '/jobs/999');
  await expect(page.getByRole('heading', { name: 'This job is not here' })).toBeVisible();
  await go(page, '/jobs/one');
  await expect(page.getByRole('heading', { name: 'No job at this address' })).toBeVisible();
});
