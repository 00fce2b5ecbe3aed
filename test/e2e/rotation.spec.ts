/** The register of OAuth clients, and the guided rotation of a secret from the first look to the report. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { startSimulator, type SimCalendar, type Simulator } from '../../electron/simulator/index.ts';
import { DAY_MS } from '../../shared/time.ts';
import { addressOf, call, go, untilSynced } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const CLIENT = 'outlook-client-1';
const WRONG = 'a-wrong-secret-4711';
const RIGHT = 'the-good-secret-0815';
const WORLD = [
  { name: 'Stage', colour: 'teal', calendars: 6, eventsPerCalendar: 1, outlookClientId: CLIENT, expiredSecrets: 2 },
  { name: 'Annex', colour: 'grape', calendars: 6, eventsPerCalendar: 1, outlookClientId: CLIENT },
  { name: 'Vault', colour: 'red', calendars: 4, eventsPerCalendar: 1, outlookClientId: CLIENT },
] as const;

/** A simulator whose attempts end soon, with two workspaces that may be changed and one that may not. */
async function fleet(page: Page): Promise<Simulator> {
  const simulator = await startSimulator({ seed: 21, world: WORLD, attemptMs: { from: 100, to: 400 } });
  await call(page, 'app.keepSecretsInMemory', {});
  for (const { name, colour } of WORLD) {
    await call(page, 'workspaces.add', {
      name,
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: simulator.world.workspace(name).apiKey,
      colour,
      mode: name === 'Vault' ? 'read_only' : 'operate',
      pollIntervalMs: 60_000,
    });
  }
  await untilSynced(page);
  return simulator;
}

/** The calendars of the client in a workspace, as Recall has them. */
function ofClient(simulator: Simulator, workspace: string): SimCalendar[] {
  return simulator.world
    .workspace(workspace)
    .calendars()
    .filter((calendar) => calendar.oauthClientId === CLIENT);
}

const changeable = (simulator: Simulator): SimCalendar[] => [
  ...ofClient(simulator, 'Stage'),
  ...ofClient(simulator, 'Annex'),
];

async function openRotation(page: Page): Promise<void> {
  await go(page, `/oauth-clients/${CLIENT}/rotate`);
  await expect(page.getByLabel('New client secret')).toBeVisible();
}

/** The parts of an element that have to be scrolled sideways to be seen. */
function scrolledSideways(root: Element): string[] {
  return [root, ...root.querySelectorAll('*')]
    .filter((part) => part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX))
    .map((part) => part.className);
}

/** Everything that the page holds: what is drawn, what is in its fields, and what it keeps. */
function pageText(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...Array.from(document.querySelectorAll('input'), (input) => input.value),
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      document.cookie,
      location.href,
    ].join('\n'),
  );
}

test('a wrong secret stops at one calendar; the right one then reaches the fleet, through a reload, and is proven', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  try {
    const mine = changeable(simulator);
    const total = mine.length;
    await openRotation(page);

    // Who uses it, and who is left alone and why.
    await expect(page.getByText(`${total} calendars in 2 workspaces use it`)).toBeVisible();
    await expect(page.getByText('Vault is read-only here.')).toBeVisible();

    // Nothing is sent without a secret, and nothing by Enter in its field.
    await page.getByRole('button', { name: /^Try it on/ }).click();
    await expect(page.getByLabel('New client secret')).toBeFocused();
    await page.getByLabel('New client secret').fill(WRONG);
    await page.keyboard.press('Enter');
    const tryIt = page.getByRole('button', { name: /^Try it on/ });
    await expect(tryIt).toBeFocused();
    expect(mine.every(({ patches }) => patches === 0)).toBe(true);

    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Enter another secret' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('AADSTS7000215')).toBeVisible();
    await expect(page.getByText(`Nothing else was touched: ${total - 1} calendars are as they were.`)).toBeVisible();
    expect(mine.filter(({ patches }) => patches > 0)).toHaveLength(1);
    expect(await pageText(page)).not.toContain(WRONG);

    await page.getByRole('button', { name: 'Enter another secret' }).click();
    await expect(page.getByLabel('New client secret')).toBeFocused();
    await page.getByLabel('New client secret').fill(RIGHT);
    await page.getByRole('button', { name: /^Try it on/ }).click();
    const goOn = page.getByRole('button', { name: `Rotate the other ${total - 1}` });
    await expect(goOn).toBeVisible({ timeout: 30_000 });

    // Away and back, and a reload: it stands where it stood, and the secret is nowhere.
    await go(page, '/calendars');
    await go(page, `/oauth-clients/${CLIENT}/rotate`);
    await expect(goOn).toBeVisible();
    await page.reload();
    await expect(goOn).toBeVisible();
    expect(await pageText(page)).not.toContain(RIGHT);
    expect(addressOf(page)).toMatch(/job=2/);
    expect(mine.filter(({ patches }) => patches > 0)).toHaveLength(1);

    await goOn.click();
    await expect(page.getByRole('heading', { name: /^Report/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(`${total} rotated and connected`)).toBeVisible();
    for (const calendar of mine) {
      expect(calendar).toMatchObject({ oauthClientSecret: RIGHT, status: 'connected' });
    }
    // Exactly one successful PATCH for each, and one more for the calendar that was tried twice.
    expect(mine.filter(({ patches }) => patches === 1)).toHaveLength(total - 1);
    expect(mine.filter(({ patches }) => patches === 2)).toHaveLength(1);
    expect(ofClient(simulator, 'Vault').every(({ patches }) => patches === 0)).toBe(true);

    // The report names the calendars, can be kept, and leads on.
    await page.getByText(/^Rotated and connected/).click();
    await expect(page.getByRole('list', { name: /^Calendars:/ }).getByRole('listitem')).toHaveCount(total);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(total + 1);
    expect(csv).not.toContain(RIGHT);
    await page.getByRole('button', { name: 'Register this client' }).click();
    const form = page.getByRole('complementary', { name: 'Register an OAuth client' });
    await expect(form.getByLabel('Client id')).toHaveValue(CLIENT);
    await expect(form.getByRole('checkbox', { name: 'Stage' })).toBeChecked();

    // Who comes back later finds the report.
    await openRotation(page);
    await page.getByRole('link', { name: 'Open its report' }).click();
    await expect(page.getByText(`${total} rotated and connected`)).toBeVisible();
  } finally {
    await simulator.stop();
  }
});

test('the calendar to try first can be any of the plan, also after one that failed by itself', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  try {
    const [first, second] = ofClient(simulator, 'Annex');
    if (first === undefined || second === undefined) throw new Error('The annex has two calendars of the client.');
    // The person behind the first one took back the permission: no secret helps there.
    simulator.world.workspace('Annex').setCalendarStatus(first.id, 'disconnected', 'outlook_password_changed');
    await call(page, 'sync.now', {});
    await openRotation(page);
    const picker = page.getByRole('combobox', { name: 'Calendar to try first' });
    await picker.fill(first.platformEmail ?? '');
    await page.getByRole('option', { name: first.platformEmail ?? '' }).click();
    await expect.poll(() => addressOf(page)).toContain(first.id);
    await page.getByLabel('New client secret').fill(RIGHT);
    await page.getByRole('button', { name: `Try it on ${first.platformEmail}` }).click();

    await expect(page.getByText('not of the secret')).toBeVisible({ timeout: 30_000 });
    const other = page.getByRole('combobox', { name: 'Try the same secret on another calendar' });
    await other.fill(second.platformEmail ?? '');
    await page.getByRole('option', { name: second.platformEmail ?? '' }).click();
    await page.getByRole('button', { name: `Try it on ${second.platformEmail}` }).click();
    await page.getByRole('button', { name: /^Rotate the other/ }).click({ timeout: 30_000 });

    await expect(page.getByRole('heading', { name: /^Report/ })).toBeVisible({ timeout: 60_000 });
    const report = page.getByRole('region', { name: /^Report/ });
    await expect(report).toContainText('1 rotated but failing');
    // What failed is open at once, with its reason and its calendar.
    await expect(report.getByRole('link', { name: first.platformEmail ?? '' })).toBeVisible();
    await expect(report.getByRole('heading', { name: /AADSTS50173/ })).toBeVisible();

    // What failed is done again in the same job, with the secret entered once more.
    await page.getByRole('button', { name: /^Retry what failed/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Client secret').fill(RIGHT);
    simulator.world.workspace('Annex').setCalendarStatus(first.id, 'disconnected', 'outlook_secret_expired');
    await dialog.getByRole('button', { name: 'Retry 1 calendar' }).click();
    await expect(page.getByText(`${changeable(simulator).length} rotated and connected`)).toBeVisible({
      timeout: 30_000,
    });
  } finally {
    await simulator.stop();
  }
});

test('a client is registered, warned of, changed and removed, and each change is in the audit log', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  try {
    await go(page, '/oauth-clients');
    await expect(page.getByRole('rowheader', { name: /Seen in calendars but not registered/ })).toBeVisible();
    const seen = page.getByRole('row').filter({ hasText: CLIENT });
    await expect(seen).toContainText('expiry unknown');
    await seen.getByRole('button', { name: /^Register/ }).click();

    const form = page.getByRole('complementary', { name: 'Register an OAuth client' });
    await form.getByRole('button', { name: 'Register' }).click();
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
    await form.getByRole('textbox', { name: 'Name' }).fill('Outlook production');
    const inSixDays = new Date(Date.now() + 6 * DAY_MS).toISOString().slice(0, 10);
    await form.getByLabel('Secret expires on').fill(inSixDays);
    await form.getByRole('button', { name: 'Register' }).click();
    await expect(form).toBeHidden();
    const line = page.getByRole('row').filter({ hasText: 'Outlook production' });
    await expect(line).toContainText(/expires in [56] d/);
    await expect(line).toContainText('2 disconnected');

    // Everywhere else the console says so, with the way out.
    await go(page, '/calendars');
    const banner = page.getByRole('status').filter({ hasText: 'The secret of Outlook production' });
    await expect(banner).toContainText(/expires in [56] d/);
    await banner.getByRole('button', { name: 'Rotate secret…' }).click();
    await expect(page.getByRole('heading', { name: 'Rotate the secret of Outlook production' })).toBeVisible();

    // The same client twice is refused beside its field, and what was typed stays.
    await go(page, '/oauth-clients?form=add');
    await form.getByRole('textbox', { name: 'Name' }).fill('Twin');
    await form.getByRole('combobox', { name: 'Platform' }).click();
    await page.getByRole('option', { name: 'Outlook' }).click();
    await form.getByRole('textbox', { name: 'Client id' }).fill(CLIENT);
    await form.getByRole('button', { name: 'Register' }).click();
    await expect(form.getByText(/registered already/)).toBeVisible();
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Twin');
    await form.getByRole('button', { name: 'Cancel' }).click();

    // A date far away ends the warning.
    await page.getByRole('button', { name: 'Edit Outlook production' }).click();
    await page.getByLabel('Secret expires on').fill('2099-01-01');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(line).not.toContainText(/in [56] d/);
    await go(page, '/calendars');
    await expect(banner).toBeHidden();

    await go(page, '/oauth-clients');
    const remove = page.getByRole('button', { name: 'Remove Outlook production' });
    await remove.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('Nothing changes at Recall');
    await page.getByRole('button', { name: 'Remove from the register' }).click();
    await expect(page.getByText('Outlook production', { exact: true })).toBeHidden();

    const { rows } = await call(page, 'audit.list', { filter: { workspaces: 'all' }, after: null, limit: 50 });
    const mine = rows.filter(({ target }) => target === 'oauth_client');
    expect(mine.map(({ action, state }) => `${action} ${state}`)).toEqual([
      'oauth_client.remove done',
      'oauth_client.save done',
      'oauth_client.save done',
    ]);
  } finally {
    await simulator.stop();
  }
});

test('a rotation asks again when the world has changed since it was counted, and keeps the secret in its field', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  try {
    const total = changeable(simulator).length;
    await openRotation(page);
    await page.getByLabel('New client secret').fill(RIGHT);
    const [gone] = ofClient(simulator, 'Annex');
    if (gone === undefined) throw new Error('The annex has a calendar of the client.');
    const { rows } = await call(page, 'workspaces.list', {});
    const annex = rows.find(({ name }) => name === 'Annex');
    if (annex === undefined) throw new Error('There is an annex.');
    await call(page, 'workspaces.update', { workspaceId: annex.id, mode: 'read_only' });
    await page.getByRole('button', { name: /^Try it on/ }).click();
    await expect(page.getByRole('alert')).toContainText('Nothing was done');
    const left = total - ofClient(simulator, 'Annex').length;
    await expect(page.getByText(`${left} calendars in 1 workspace use it`)).toBeVisible();
    await expect(page.getByLabel('New client secret')).toHaveValue(RIGHT);
    expect(changeable(simulator).every(({ patches }) => patches === 0)).toBe(true);
  } finally {
    await simulator.stop();
  }
});

test('a lock in the middle holds the fleet until it is taken off, and the others can be left as they are', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  try {
    const total = changeable(simulator).length;
    await openRotation(page);
    await page.getByLabel('New client secret').fill(RIGHT);
    await page.getByRole('button', { name: /^Try it on/ }).click();
    const goOn = page.getByRole('button', { name: `Rotate the other ${total - 1}` });
    await expect(goOn).toBeEnabled({ timeout: 30_000 });
    await call(page, 'app.protect', { locked: true });
    await expect(goOn).toBeDisabled();
    await expect(page.getByRole('button', { name: /^Unlock/ })).toBeVisible();
    await call(page, 'app.protect', { locked: false });
    await expect(goOn).toBeEnabled();

    await page.getByRole('button', { name: 'Leave the others as they are…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(`${total - 1} calendars have not begun`);
    await dialog.getByRole('button', { name: `Skip ${total - 1} calendars` }).click();
    const report = page.getByRole('region', { name: /^Report/ });
    await expect(report).toContainText(`1 rotated and connected, ${total - 1} not tried`);
    await expect(page.getByRole('button', { name: `Retry (${total - 1} calendars)…` })).toBeVisible();
    expect(changeable(simulator).filter(({ patches }) => patches > 0)).toHaveLength(1);
  } finally {
    await simulator.stop();
  }
});

test('the register and every step are readable by screen readers, in light and dark, wide and narrow', async ({
  fresh: page,
}) => {
  const simulator = await fleet(page);
  const check = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1024, height: 700 },
      ]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(size);
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
        expect(await page.locator('main').evaluate(scrolledSideways), 'what must be scrolled sideways').toEqual([]);
      }
    }
  };
  try {
    await go(page, '/oauth-clients');
    await expect(page.getByRole('table')).toBeVisible();
    await check();
    await go(page, `/oauth-clients?form=add&client=${CLIENT}`);
    await expect(page.getByRole('complementary')).toBeVisible();
    await check();
    await openRotation(page);
    await page.getByText(/^Show the \d+ calendars$/).click();
    await check();
    await page.getByLabel('New client secret').fill(WRONG);
    await page.getByRole('button', { name: /^Try it on/ }).click();
    await expect(page.getByRole('button', { name: 'Enter another secret' })).toBeVisible({ timeout: 30_000 });
    await check();
    await page.getByRole('button', { name: 'Enter another secret' }).click();
    await page.getByLabel('New client secret').fill(RIGHT);
    await page.getByRole('button', { name: /^Try it on/ }).click();
    await page.getByRole('button', { name: /^Rotate the other/ }).click({ timeout: 30_000 });
    await expect(page.getByRole('heading', { name: /^Report/ })).toBeVisible({ timeout: 60_000 });
    await check();
  } finally {
    await simulator.stop();
  }
});
