/** Choosing calendars and acting on them: what is asked before, what is sent, and what is shown of it afterwards. */
import type { Locator, Page } from '@playwright/test';
import type { ActionRequest } from '../../shared/actions.ts';
import type { CalendarRow } from '../../shared/entities.ts';
import { startSimulator, type Simulator } from '../../electron/simulator/index.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, answer, call, go, rowAt, untilSynced } from './support/console.ts';
import { expect, test as base } from './support/fixtures.ts';

const CLIENT = '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4';
const WORLD = [
  { name: 'Stage', colour: 'teal', calendars: 6, eventsPerCalendar: 3, outlookClientId: CLIENT, expiredSecrets: 2 },
  { name: 'Prompt box', colour: 'orange', calendars: 4, eventsPerCalendar: 3, outlookClientId: CLIENT },
] as const;

/** A console on two workspaces that may be changed, at a Recall whose calendars connect within half a second. */
const test = base.extend<{ fleet: { readonly page: Page; readonly simulator: Simulator } }>({
  fleet: async ({ fresh: page }, provide) => {
    const simulator = await startSimulator({ seed: 21, world: WORLD, attemptMs: { from: 200, to: 500 } });
    await call(page, 'app.keepSecretsInMemory', {});
    await connectWorlds(page, simulator, WORLD);
    await provide({ page, simulator });
    await simulator.stop();
  },
});

async function connectWorlds(
  page: Page,
  simulator: Simulator,
  world: readonly { readonly name: string }[],
): Promise<void> {
  for (const [index, { name }] of world.entries()) {
    await call(page, 'workspaces.add', {
      name,
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: simulator.world.workspace(index).apiKey,
      colour: index === 0 ? 'teal' : 'orange',
      mode: 'operate',
      pollIntervalMs: 15_000,
    });
  }
  await untilSynced(page);
  await go(page, '/calendars');
  await expect(rowAt(page, 'Calendars', 3)).toBeVisible();
}

async function calendars(page: Page): Promise<CalendarRow[]> {
  const { rows } = await call(page, 'calendars.list', {
    filter: { workspaces: 'all' },
    sort: { by: 'email', direction: 'asc' },
    after: null,
    limit: 100,
  });
  return rows;
}

const checked = (page: Page): Locator =>
  page.getByRole('grid', { name: 'Calendars' }).getByRole('row', { selected: true });
const bar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Selected calendars' });
const footer = (page: Page): Locator => page.getByRole('contentinfo');

test.describe('choosing rows', () => {
  test('x, Shift+x and Mod+A choose rows, and Escape lets them go before it closes the detail', async ({ fleet }) => {
    const { page } = fleet;
    await expect(page.getByRole('grid', { name: 'Calendars' })).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(checked(page)).toHaveCount(1);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await expect(checked(page)).toHaveCount(3);
    await expect(footer(page)).toContainText('3 calendars selected');
    await page.keyboard.press('ControlOrMeta+a');
    await expect(checked(page)).toHaveCount(10);
    await expect(page.getByRole('article')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(checked(page)).toHaveCount(0);
    await expect(bar(page)).toBeHidden();
    await expect(page.getByRole('article')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('article')).toBeHidden();
  });

  test('a click on the check box chooses the row and does not open it', async ({ fleet }) => {
    const { page } = fleet;
    await rowAt(page, 'Calendars', 2).click({ position: { x: 16, y: 16 } });
    await rowAt(page, 'Calendars', 4).click({ position: { x: 16, y: 16 }, modifiers: ['Shift'] });
    await expect(checked(page)).toHaveCount(3);
    await expect(page.getByRole('article')).toBeHidden();
    // The selection is there still when the rows were read again and after a look at a page.
    await call(page, 'sync.now', {});
    await rowAt(page, 'Calendars', 1).dblclick();
    await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
    await expect(bar(page)).toBeHidden();
    await page.goBack();
    await expect(checked(page)).toHaveCount(3);
  });

  test('another filter is another list: nothing stays chosen unseen, and the bar says so', async ({ fleet }) => {
    const { page } = fleet;
    await page.keyboard.press('ControlOrMeta+a');
    await expect(checked(page)).toHaveCount(10);
    await page.getByRole('button', { name: /^Disconnected/ }).click();
    await expect(checked(page)).toHaveCount(0);
    await expect(footer(page)).toContainText('The filters changed, so nothing is selected any more.');
  });

  test('a row that leaves the list leaves the selection, and the bar says so', async ({ fleet }) => {
    const { page } = fleet;
    await go(page, '/calendars?status=disconnected');
    await expect(rowAt(page, 'Calendars', 1)).toContainText('Disconnected');
    // The rows of the list before it stand there until its own have come.
    await expect(page.getByRole('grid', { name: 'Calendars' }).getByText('Connected', { exact: true })).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+a');
    const before = await checked(page).count();
    const [broken] = (await calendars(page)).filter(({ status }) => status === 'disconnected');
    if (broken === undefined) throw new Error('No calendar is disconnected.');
    const action: ActionRequest = {
      kind: 'calendar.update_credentials',
      targets: { calendars: [{ workspaceId: broken.workspaceId, id: broken.id }] },
      fields: ['client_secret'],
    };
    const { plan } = await call(page, 'actions.preview', { action });
    await call(page, 'actions.start', { action, plan, secrets: { clientSecret: 'a-good-secret' } });
    await expect(footer(page)).toContainText('1 calendar left the list and is not selected any more.');
    await expect(checked(page)).toHaveCount(before - 1);
  });

  test('rows of the list before are not chosen while those of new filters are on their way', async ({
    fleet,
    shell,
  }) => {
    test.skip(shell === 'electron', 'Only requests over HTTP can be held back.');
    const { page } = fleet;
    const held = Promise.withResolvers<void>();
    await page.route('**/*', async (route) => {
      const asked = route.request().postData() ?? '';
      if (asked.includes('calendars.list') && asked.includes('"status":"disconnected"')) await held.promise;
      await route.continue();
    });
    const arrives = page.waitForRequest((request) => (request.postData() ?? '').includes('"status":"disconnected"'));
    await page.getByRole('button', { name: /^Disconnected/ }).click();
    await arrives;
    await page.getByRole('grid', { name: 'Calendars' }).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await expect(checked(page)).toHaveCount(0);
    held.resolve();
    await expect(page.getByRole('grid', { name: 'Calendars' }).getByText('Connected', { exact: true })).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+a');
    await expect(footer(page)).toContainText('2 calendars selected');
    await page.unroute('**/*');
  });

  test('Mod+A in a field selects its text and no rows', async ({ fleet }) => {
    const { page } = fleet;
    await page.keyboard.press('/');
    await page.keyboard.type('acme');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await expect(page.getByRole('searchbox', { name: 'Filter by e-mail address' })).toHaveValue('');
    await expect(checked(page)).toHaveCount(0);
  });
});

base('the loaded rows and all that match are never confused', async ({ fresh: page }) => {
  const world = [{ name: 'Stage', colour: 'teal', calendars: 130, eventsPerCalendar: 1 }] as const;
  const simulator = await startSimulator({ seed: 22, world });
  try {
    await call(page, 'app.keepSecretsInMemory', {});
    await connectWorlds(page, simulator, world);
    await page.keyboard.press('ControlOrMeta+a');
    await expect(footer(page)).toContainText('100 calendars selected');
    await bar(page).getByRole('button', { name: 'Select all 130 that match' }).click();
    await expect(footer(page)).toContainText('All 130 calendars that match are selected');
    await bar(page).getByRole('button', { name: 'Test credential…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Test 130 credentials' })).toBeEnabled();
    await expect(dialog.getByRole('button', { name: 'and 125 more' })).toBeVisible();
    await page.keyboard.press('Escape');
    // Without one of them only the loaded ones can be meant.
    await rowAt(page, 'Calendars', 2).click({ position: { x: 16, y: 16 } });
    await expect(footer(page)).toContainText('99 calendars selected');
  } finally {
    await simulator.stop();
  }
});

test('reconnecting one calendar: its detail shows how it goes, and the history who did it', async ({ fleet }) => {
  const { page } = fleet;
  const anna = (await calendars(page)).find(({ status, email }) => status === 'connected' && email !== null);
  if (anna === undefined) throw new Error('No calendar is connected.');
  await go(page, `/calendars?sel=${anna.workspaceId}:${anna.id}`);
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('grid', { name: 'Calendars' }).focus();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Reconnect 1 calendar');
  await expect(dialog).toContainText(anna.email ?? '');
  await expect(dialog.getByRole('button', { name: 'Reconnect calendar' })).toBeFocused();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const item = page.getByRole('article').getByRole('status').filter({ hasText: 'Reconnect' });
  await expect(item).toContainText('Reconnected');
  await expect(page.getByRole('article')).toContainText('done through Callboard by');
  await page.getByRole('tab', { name: 'Audit' }).click();
  await expect(page.getByRole('list', { name: /^Audit log/ }).getByRole('listitem')).toHaveCount(1);
  await item.getByRole('button', { name: 'Dismiss' }).click();
  await expect(item).toBeHidden();
});

test('the parts of a detail stay where they are when its actions come', async ({ fleet, shell }) => {
  test.skip(shell === 'electron', 'Only requests over HTTP can be held back.');
  const { page } = fleet;
  const held = Promise.withResolvers<void>();
  await page.route('**/calendar-actions-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  const [one] = await calendars(page);
  await page.reload();
  await go(page, `/calendars?sel=${one?.workspaceId ?? 0}:${one?.id ?? ''}`);
  const tabs = page.getByRole('tablist', { name: 'Parts' });
  await expect(tabs).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reconnect…' })).toBeHidden();
  const before = await tabs.boundingBox();
  held.resolve();
  await expect(page.getByRole('button', { name: 'Reconnect…' })).toBeVisible();
  expect(await tabs.boundingBox()).toEqual(before);
});

test('several at once: names, workspaces, one tried first, and a way to the job', async ({ fleet }) => {
  const { page } = fleet;
  await page.keyboard.press('ControlOrMeta+a');
  await expect(checked(page)).toHaveCount(10);
  expect(await axeFindings(page, 'light', '#root')).toEqual([]);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Reconnect 10 calendars');
  // The keys of the list are not for those who are in a dialog over it.
  await expect(dialog.getByRole('button', { name: 'Reconnect 10 calendars' })).toBeFocused();
  await page.keyboard.press('Shift+X');
  await page.keyboard.press('x');
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveCount(10);
  const workspaces = dialog.getByRole('list', { name: 'Workspaces' });
  await expect(workspaces).toContainText('Stage6');
  await expect(workspaces).toContainText('Prompt box4');
  await dialog.getByRole('button', { name: 'and 5 more' }).click();
  const rows = await calendars(page);
  for (const { email } of rows) await expect(dialog).toContainText(email ?? '');
  await expect(dialog.getByRole('checkbox', { name: /^Try one first/ })).toBeChecked();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await dialog.getByRole('checkbox', { name: /^Try one first/ }).uncheck();
  await dialog.getByRole('button', { name: 'Reconnect 10 calendars' }).click();
  await expect(dialog).toBeHidden();
  await expect(checked(page)).toHaveCount(0);
  await expect(footer(page)).toContainText('Reconnecting 10 calendars.');
  await footer(page).getByRole('link', { name: 'Show the job' }).click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/jobs\/\d+/);
  await expect
    .poll(async () => (await call(page, 'jobs.list', { after: null, limit: 1 })).rows[0]?.state, { timeout: 30_000 })
    .toBe('finished');
});

test('what changed since the preview is said, and nothing is begun before it was seen', async ({ fleet }) => {
  const { page } = fleet;
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Reconnect 10 calendars' })).toBeEnabled();
  const { rows } = await call(page, 'workspaces.list', {});
  const stage = rows.find(({ name }) => name === 'Stage');
  await call(page, 'workspaces.update', { workspaceId: stage?.id ?? 0, mode: 'read_only' });
  await dialog.getByRole('button', { name: 'Reconnect 10 calendars' }).click();
  const changes = dialog.getByRole('alert');
  await expect(changes).toContainText('Nothing was begun');
  await expect(changes).toContainText('It was 10 calendars, now it is 4 calendars.');
  await expect(dialog).toContainText('Stage');
  expect((await call(page, 'jobs.list', { after: null, limit: 1 })).rows).toEqual([]);
  await expect(dialog.getByRole('button', { name: 'Reconnect 4 calendars' })).toBeEnabled();
});

test('a secret goes in through a password field and is nowhere in the window afterwards', async ({ fleet }) => {
  const { page } = fleet;
  const secret = 'canary-secret-0123456789-canary';
  const broken = (await calendars(page)).find(({ status }) => status === 'disconnected');
  if (broken === undefined) throw new Error('No calendar is disconnected.');
  await go(page, `/calendars/${broken.workspaceId}/${broken.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Update credentials…' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel('New client secret');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveAttribute('autocomplete', 'new-password');
  await dialog.getByRole('button', { name: 'Update calendar' }).click();
  await expect(dialog).toContainText('Enter it first.');
  await field.fill(secret);
  // Another look at the plan takes nothing away that was typed; a slip of a key neither.
  await dialog.getByRole('checkbox', { name: /^Also test/ }).check();
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue(secret);
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Update calendar' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('article').getByRole('status').filter({ hasText: 'Update' })).toContainText(
    'Updated and connected',
  );
  expect(await page.content()).not.toContain(secret);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      history.state,
    ]),
  );
  expect(kept).not.toContain(secret);
  const audit = await call(page, 'audit.list', { filter: { workspaces: 'all' }, after: null, limit: 50 });
  expect(JSON.stringify(audit)).not.toContain(secret);
});

test('changes that are locked are refused in the dialog, with the way to unlock them', async ({ fleet }) => {
  const { page } = fleet;
  const broken = (await calendars(page)).find(({ status }) => status === 'disconnected');
  if (broken === undefined) throw new Error('No calendar is disconnected.');
  await go(page, `/calendars/${broken.workspaceId}/${broken.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Update credentials…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New client secret').fill('a-good-secret');
  await call(page, 'app.protect', { locked: true });
  await dialog.getByRole('button', { name: 'Update calendar' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText('locked');
  await expect(dialog.getByLabel('New client secret')).toHaveValue('');
  await expect(dialog).toContainText('Enter it again');
  await expect(dialog.getByRole('button', { name: 'Unlock changes…' })).toBeVisible();
  expect((await call(page, 'jobs.list', { after: null, limit: 1 })).rows).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  // The one safe step stays in sight, whatever it is.
  await expect(page.getByRole('article').getByRole('button', { name: /…$/ })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'More actions' })).toBeHidden();
  await expect(page.getByRole('article')).toContainText('Changes are locked for all workspaces');
});

test('deleting asks for the name; afterwards the calendar is kept here, marked as gone', async ({ fleet }) => {
  const { page } = fleet;
  const [anna] = await calendars(page);
  if (anna === undefined) throw new Error('There is no calendar.');
  await go(page, `/calendars/${anna.workspaceId}/${anna.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Delete calendar' });
  await expect(dialog).toContainText('This cannot be undone.');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(`${anna.email ?? anna.id}x`);
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(anna.email ?? anna.id);
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await confirm.click();
  await expect(dialog).toBeHidden();
  const article = page.getByRole('article');
  await expect(article).toContainText('Gone from Recall');
  await expect(article.getByRole('button', { name: 'Reconnect…' })).toBeHidden();
  await expect(article).toContainText('Delete calendar: taken by Recall');
  await go(page, '/calendars?presence=deleted');
  await expect(rowAt(page, 'Calendars', 1)).toContainText('Gone');
});

test('a read-only workspace says why nothing can be done, and the core refuses all the same', async ({ fleet }) => {
  const { page } = fleet;
  const [anna] = await calendars(page);
  if (anna === undefined) throw new Error('There is no calendar.');
  const action: ActionRequest = {
    kind: 'calendar.reconnect',
    targets: { calendars: [{ workspaceId: anna.workspaceId, id: anna.id }] },
  };
  const { plan } = await call(page, 'actions.preview', { action });
  await call(page, 'workspaces.update', { workspaceId: anna.workspaceId, mode: 'read_only' });
  await go(page, `/calendars/${anna.workspaceId}/${anna.id}`);
  const article = page.getByRole('article');
  await expect(article.getByRole('button', { name: 'Reconnect…' })).toBeDisabled();
  await expect(article).toContainText('is read-only here');
  expect(await answer(page, 'actions.start', { action, plan })).toMatchObject({ ok: false });
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('There is nothing to do');
  await expect(dialog.getByRole('button', { name: 'Reconnect calendar' })).toBeHidden();
});

test('connecting a calendar looks for the same mailbox first, then watches until it is connected', async ({
  fleet,
}) => {
  const { page } = fleet;
  const known = (await calendars(page)).find(({ email }) => email !== null);
  if (known === undefined || known.email === null) throw new Error('No calendar has an address.');
  await page.getByRole('button', { name: 'Connect a calendar…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Look for this mailbox' }).click();
  await expect(dialog.getByLabel('Mailbox')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Mailbox').fill(known.email);
  await dialog.getByLabel('OAuth client id').fill(CLIENT);
  await dialog.getByLabel('Client secret').fill('a-client-secret');
  await dialog.getByLabel('Refresh token').fill('a-refresh-token');
  await dialog.getByRole('button', { name: 'Look for this mailbox' }).click();
  await expect(dialog).toContainText('1 calendar of this mailbox already there.');
  await expect(dialog.getByRole('button', { name: 'Connect another one anyway' })).toBeEnabled();
  await expect(dialog.getByRole('button', { name: /^Update this one/ })).toBeVisible();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);

  // Another mailbox is another question; what was typed stays.
  await dialog.getByLabel('Mailbox').fill('new.person@stage.example');
  await expect(dialog.getByLabel('Client secret')).toHaveValue('a-client-secret');
  await dialog.getByRole('button', { name: 'Look for this mailbox' }).click();
  await expect(dialog).toContainText('No calendar of this mailbox is connected');
  await dialog.getByRole('button', { name: 'Connect calendar' }).click();
  await expect(dialog).toContainText('Connected', { timeout: 30_000 });
  expect(await page.content()).not.toContain('a-refresh-token');
  await dialog.getByRole('link', { name: 'Open the calendar' }).click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
  await expect(page.getByRole('article')).toContainText('Connected');
});
