/** A calendar's page: is it connected, since when, why not, who must act, what to do; and the texts to carry elsewhere. */
import type { Page } from '@playwright/test';
import { startSimulator } from '../../electron/simulator/index.ts';
import { statusVariant } from '../../electron/simulator/status-variants.ts';
import type { CalendarRow } from '../../shared/entities.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const HOUR_MS = 3_600_000;

/** Calendars of the training world that are not connected. */
async function troubled(page: Page, status: 'disconnected' | 'connecting' = 'disconnected'): Promise<CalendarRow[]> {
  const { rows } = await call(page, 'calendars.list', {
    filter: { workspaces: 'all', status },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 200,
  });
  return rows;
}

/** One of them whose text from Recall says this. */
async function troubledBy(page: Page, said: RegExp): Promise<CalendarRow> {
  const found = (await troubled(page)).find(({ statusDetail }) => said.test(statusDetail ?? ''));
  if (found === undefined) throw new Error(`The training world has no calendar that says ${said.source}.`);
  return found;
}

async function open(page: Page, { workspaceId, id }: { workspaceId: number; id: string }): Promise<void> {
  await go(page, `/calendars/${workspaceId}/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('a new user types an e-mail address and within three steps reads status, since, cause, party and action', async ({
  console: page,
}) => {
  const row = await troubledBy(page, /AADSTS7000222/);
  const { findings } = await call(page, 'calendars.diagnosis', { workspaceId: row.workspaceId, id: row.id });
  const [cause] = findings;
  await go(page, '/workspaces');
  await expect(page.getByRole('heading', { level: 1, name: 'Workspaces' })).toBeVisible();

  const steps: readonly (() => Promise<void>)[] = [
    () => page.keyboard.press('ControlOrMeta+k'),
    () => page.keyboard.insertText(row.email ?? ''),
    () => page.keyboard.press('Enter'),
  ];
  for (const step of steps) await step();
  expect(steps.length).toBeLessThanOrEqual(3);

  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
  const head = page.getByRole('article').locator('header');
  await expect(head.getByRole('heading', { level: 1 })).toHaveText(row.email ?? '');
  await expect(head).toContainText('Disconnected');
  await expect(head).toContainText(/since \w{3} \d+ \w{3} \d\d:\d\d \(\d+ (min|h|d) ago\)/);
  await expect(head).toContainText(`${cause?.title ?? ''}. We must act.`);
  await expect(head.getByRole('button', { name: `${cause?.action?.label ?? ''}…` })).toBeVisible();
});

test('why it is so stands on evidence, each line with its basis, and nothing is claimed beyond it', async ({
  console: page,
}) => {
  const row = (await troubled(page)).find(({ cause }) => cause?.code === 'google_invalid_grant');
  if (row === undefined) throw new Error('The training world has no calendar with an ambiguous cause.');
  const { findings } = await call(page, 'calendars.diagnosis', { workspaceId: row.workspaceId, id: row.id });
  const [cause] = findings;
  expect(cause?.possibilities.length).toBeGreaterThan(1);
  await open(page, row);
  const why = page.getByRole('region', { name: 'Why' });
  await expect(why.getByRole('heading', { level: 3 })).toHaveText(cause?.title ?? '');
  await expect(why.getByRole('region', { name: 'Evidence' })).toContainText('observed');
  await expect(why.getByRole('region', { name: 'Evidence' })).toContainText('invalid_grant');
  const meanings = why.getByRole('region', { name: 'It can mean' });
  for (const { title, tell } of cause?.possibilities ?? []) {
    await expect(meanings).toContainText(title);
    await expect(meanings).toContainText(tell);
  }
  await why.getByRole('button', { name: 'What observed, probed and inferred mean' }).press('Enter');
  const legend = page.getByRole('dialog', { name: 'What observed, probed and inferred mean' });
  await expect(legend).toContainText('nobody said it');
  await page.keyboard.press('Escape');
  await expect(legend).toBeHidden();
});

test('what no rule knows stays unknown, with Recall’s own words in the head of the page', async ({ console: page }) => {
  const row = await troubledBy(page, /sync_worker_lost_lease/);
  await open(page, row);
  const head = page.getByRole('article').locator('header');
  await expect(head).toContainText('Who must act is not known.');
  await expect(head).toContainText('sync_worker_lost_lease');
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('sync_worker_lost_lease');
});

test('connecting is explained and not shown as a fault, with how long it has been so', async ({ console: page }) => {
  // Not the one that was created a moment ago: it connects while somebody reads.
  const connecting = await troubled(page, 'connecting');
  const [row] = connecting.toSorted((a, b) => (a.statusSince ?? 0) - (b.statusSince ?? 0));
  if (row === undefined) throw new Error('The training world has no connecting calendar.');
  await open(page, row);
  const head = page.getByRole('article').locator('header');
  await expect(head).toContainText(/Connecting.*since.*ago/);
  await expect(page.getByRole('region', { name: 'Why' })).toBeVisible();
});

test('the list says why and who must act, and is filtered by both, in the address', async ({ console: page }) => {
  await go(page, '/calendars');
  const { causes } = await call(page, 'incidents.counts', { workspaces: 'all' });
  const most = causes.toSorted((a, b) => b.calendars - a.calendars)[0];
  if (most === undefined) throw new Error('The training world has no cause.');
  const toolbar = page.getByRole('toolbar', { name: 'Filter calendars' });
  await toolbar.getByRole('combobox', { name: 'Cause' }).selectOption({ label: `${most.title} (${most.calendars})` });
  await expect.poll(() => addressOf(page)).toContain(`cause=${most.code}`);
  await expect(toolbar).toContainText(most.calendars === 1 ? '1 calendar' : `${most.calendars} calendars`);
  const grid = page.getByRole('grid', { name: 'Calendars' });
  await expect(grid.getByRole('row').nth(1)).toContainText(most.title);
  await toolbar.getByRole('button', { name: 'Clear filters' }).click();
  await toolbar.getByRole('combobox', { name: 'Who acts' }).selectOption('us');
  await expect.poll(() => addressOf(page)).toContain('party=us');
  await expect(grid.getByRole('row').nth(1)).toContainText('Us');
});

test('a ready text goes to the clipboard with one press, and can be read as it was copied', async ({
  console: page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const row = await troubledBy(page, /AADSTS7000222/);
  await open(page, row);
  await page.getByRole('article').getByRole('button', { name: 'Copy', exact: true }).press('Enter');
  const panel = page.getByRole('dialog', { name: 'Copy a text' });
  await panel.getByRole('button', { name: 'Copy for a ticket, as Markdown' }).press('Enter');
  await expect(panel.getByRole('status')).toHaveText('Copied for a ticket, as Markdown.');
  const shown = await panel.getByRole('textbox', { name: 'What was copied' }).inputValue();
  expect(shown).toContain(row.id);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
  expect(await axeFindings(page, 'light', '[popover]')).toEqual([]);
  expect(await axeFindings(page, 'dark', '[popover]')).toEqual([]);

  // The keys do the same from anywhere on the page, and give the focus back.
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await page.keyboard.press('y');
  await page.keyboard.press('m');
  await expect(panel.getByRole('status')).toHaveText('Copied for the customer, as plain text.');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});

test('where the clipboard cannot be written the text is there, selected, for the keyboard’s own copy', async ({
  console: page,
}) => {
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await open(page, await troubledBy(page, /AADSTS7000222/));
  await page.getByRole('article').getByRole('button', { name: 'Copy', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Copy a text' });
  await panel.getByRole('button', { name: 'Copy for their IT, as plain text' }).click();
  await expect(panel.getByRole('status')).toContainText('The clipboard cannot be written here.');
  const field = panel.getByRole('textbox', { name: 'Text to copy' });
  await expect(field).toBeFocused();
  const [selected, whole] = await field.evaluate((element: HTMLTextAreaElement) => [
    element.selectionEnd - element.selectionStart,
    element.value.length,
  ]);
  expect(selected).toBe(whole);
  expect(whole).toBeGreaterThan(20);
});

test.describe('with a Recall of its own', () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;

  test.beforeEach(async () => {
    simulator = await startSimulator({
      seed: 44,
      world: [{ name: 'ACME', colour: 'teal', calendars: 3, eventsPerCalendar: 4 }],
    });
  });
  test.afterEach(() => simulator.stop());

  /** Adds the simulator's workspace and waits until it is read. Resolves with its id here. */
  async function connect(page: Page): Promise<number> {
    await call(page, 'app.keepSecretsInMemory', {});
    const { id } = await call(page, 'workspaces.add', {
      name: 'ACME',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: simulator.world.workspace(0).apiKey,
      colour: 'teal',
      mode: 'operate',
      pollIntervalMs: 15_000,
    });
    await untilSynced(page);
    return id;
  }

  test('scripts, tags and overrides in what Recall says are text', async ({ fresh: page }) => {
    const workspace = simulator.world.workspace(0);
    const { id } = workspace.addCalendar({
      platform: 'microsoft_outlook',
      email: 'anna@example.com',
      status: 'disconnected',
      trouble: 'outlook_secret_expired',
      createdAt: Date.now() - 24 * HOUR_MS,
    });
    const hostile = '\u202e<b>moc.live</b> <img src=x onerror="globalThis.__hostile=1">';
    const created_at = new Date(Date.now() - HOUR_MS).toISOString();
    workspace.answerInstead(id, { statusChanges: [{ status: 'disconnected', created_at, message: hostile }] });
    const workspaceId = await connect(page);
    await open(page, { workspaceId, id });
    await expect(page.getByRole('region', { name: 'Why' })).toContainText('<img src=x');
    await expect(page.getByRole('region', { name: 'History' })).toContainText('<b>moc.live</b>');
    await expect(page.getByRole('article').locator('img, b, script')).toHaveCount(0);
    expect(await page.evaluate(() => '__hostile' in globalThis)).toBe(false);
  });

  test('10,000 status entries leave the page usable: the newest are here, and how many there are', async ({
    fresh: page,
  }) => {
    const workspace = simulator.world.workspace(0);
    const calendar = workspace.addCalendar({
      platform: 'microsoft_outlook',
      email: 'flap@example.com',
      status: 'disconnected',
      trouble: 'outlook_secret_expired',
      createdAt: Date.now() - 24 * HOUR_MS,
    });
    workspace.answerInstead(calendar.id, { statusChanges: statusVariant('many', calendar) });
    const workspaceId = await connect(page);
    await open(page, { workspaceId, id: calendar.id });
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByRole('listitem')).toHaveCount(30);
    await history.getByRole('button', { name: /^Show \d+ older$/ }).press('Enter');
    await expect(history.getByRole('listitem')).toHaveCount(300);
    await expect(history).toContainText(/The newest 300 of 10,\d{3} entries are here/);
    await page.getByRole('tab', { name: 'Overview' }).press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true');
  });

  test('after a reconnect the meetings that lost their bot and have none now are named', async ({ fresh: page }) => {
    const workspace = simulator.world.workspace(0);
    const calendar = workspace.addCalendar({
      platform: 'microsoft_outlook',
      email: 'kim@example.com',
      createdAt: Date.now() - 24 * HOUR_MS,
    });
    const startAt = Date.now() + 20 * HOUR_MS;
    workspace.addEvent({
      calendarId: calendar.id,
      title: 'Quarterly review',
      startAt,
      meetingUrl: 'https://zoom.us/j/5550100123',
      bots: [{ startAt }],
    });
    const workspaceId = await connect(page);
    await open(page, { workspaceId, id: calendar.id });
    workspace.setCalendarStatus(calendar.id, 'disconnected', 'outlook_secret_expired');
    await call(page, 'sync.now', {});
    const stake = page.getByRole('region', { name: 'At stake' });
    await expect(stake).toContainText('1 meeting ahead without a bot');
    await expect(stake).toContainText('1 of them had one before.');
    await expect(stake.getByRole('link', { name: 'Quarterly review' })).toBeVisible();
    await expect(stake).toContainText('lost its bot, gone since');

    workspace.setCalendarStatus(calendar.id, 'connected', null);
    await call(page, 'sync.now', {});
    const gap = page.getByRole('region', { name: 'Coverage gap' });
    await expect(gap).toContainText('1 meeting ahead had a bot before');
    await expect(gap).toContainText('Recall does not say whether such bots come back');
    await expect(gap.getByRole('link', { name: 'Quarterly review' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Why' })).toBeHidden();
  });
});
