/** Triage: from the inbox to the cause, the people who must act, the action, and what became of it. */
import type { Locator, Page } from '@playwright/test';
import type { Output } from '../../shared/contract.ts';
import type { IncidentFilter } from '../../shared/diagnosis.ts';
import { startSimulator, type Simulator } from '../../electron/simulator/index.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, rowAt, untilSynced } from './support/console.ts';
import { expect, test as base } from './support/fixtures.ts';

type Incidents = Output<'incidents.list'>['rows'];

/** A console of its own on the training world: a client's expired secret, a client in Testing, a fault, and single cases. */
const test = base.extend<{ page: Page }>({
  page: async ({ fresh }, provide) => {
    await call(fresh, 'app.keepSecretsInMemory', {});
    await call(fresh, 'demo.start', {});
    await untilSynced(fresh);
    // What is at stake is counted a moment after the meetings came; the order of the list follows from it.
    await expect.poll(async () => (await inbox(fresh)).every(({ atRisk }) => atRisk.meetings > 0)).toBe(true);
    await provide(fresh);
  },
});

/** Newest first. */
async function inbox(page: Page): Promise<Incidents> {
  const filter: IncidentFilter = { workspaces: 'all', state: 'inbox' };
  const { rows } = await call(page, 'incidents.list', { filter, sort: 'newest', after: null, limit: 200 });
  return rows.filter(({ cause }) => cause.code !== 'connecting_long');
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Incidents' });
const pane = (page: Page): Locator => page.getByRole('complementary', { name: 'Incident' });
const footer = (page: Page): Locator => page.getByRole('contentinfo');
const checked = (page: Page): Locator => grid(page).getByRole('row', { selected: true });
const pile = (page: Page, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Filter incidents' }).getByRole('button', { name: new RegExp(`^${name}`) });

async function openTriage(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(rowAt(page, 'Incidents', 2)).toBeVisible();
  await expect(grid(page)).toBeFocused();
}

/** What is at stake changes with every meeting that begins, and with it the order; what is newest stays so. */
async function sortByNewest(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('Newest first');
  await expect.poll(() => addressOf(page)).toContain('sort=newest');
  await expect(rowAt(page, 'Incidents', 2)).toContainText((await inbox(page))[0]?.title ?? '');
  await grid(page).focus();
}

test('the inbox is walked, emptied and put back by keys alone, and the list goes on where one was', async ({
  page,
}) => {
  await openTriage(page);
  await sortByNewest(page);
  const before = await inbox(page);
  await expect(page.getByRole('link', { name: /^Triage, \d+ in the inbox$/ })).toBeVisible();
  await expect(rowAt(page, 'Incidents', 1)).toHaveText('Shared by several calendars');
  await expect(grid(page)).toContainText('Single cases');

  // The first row is a heading: the keys pass it by.
  await page.keyboard.press('j');
  const [first, second] = before;
  if (first === undefined || second === undefined) throw new Error('The training world has shared incidents.');
  expect(first.size).toBeGreaterThan(1);
  await expect(pane(page).getByRole('heading', { level: 2, name: first.title })).toBeVisible();
  await page.keyboard.press('k');
  await expect.poll(() => addressOf(page)).toContain(`sel=${first.id}`);

  await page.keyboard.press('e');
  await expect(footer(page)).toContainText('Acknowledged 1.');
  await expect(pane(page).getByRole('heading', { level: 2, name: second.title })).toBeVisible();
  await expect(rowAt(page, 'Incidents', 2)).toContainText(second.title);
  await expect(grid(page)).toBeFocused();
  await expect(pile(page, 'Acknowledged')).toContainText('1');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(rowAt(page, 'Incidents', 2)).toContainText(first.title);
  await expect(pile(page, 'Acknowledged')).toContainText('0');

  await page.keyboard.press('s');
  await expect(footer(page)).toContainText('Snoozed 1 until it grows.');
  await page.keyboard.press('Escape');
  await expect(pane(page)).toBeHidden();
  await pile(page, 'Snoozed').click();
  await expect(rowAt(page, 'Incidents', 2)).toContainText(second.title);
  await page.keyboard.press('j');
  await expect(pane(page)).toContainText('Snoozed until it grows');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Nothing is snoozed' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to the inbox' }).click();
  await expect(rowAt(page, 'Incidents', 3)).toContainText(second.title);
});

test('several are chosen and acknowledged at once, taken back by the button, and acted on together', async ({
  page,
}) => {
  await openTriage(page);
  await sortByNewest(page);
  const total = (await inbox(page)).length;
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(checked(page)).toHaveCount(3);
  const bar = page.getByRole('toolbar', { name: 'Selected incidents' });
  await expect(footer(page)).toContainText('3 incidents selected');

  // What they are about is asked before anything is done, with its count and its workspaces.
  const chosen = (await inbox(page)).slice(0, 3);
  const calendars = chosen.reduce((sum, { open }) => sum + open, 0);
  await expect(bar.locator('xpath=..')).toContainText(`${calendars} calendars`);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: /^Reconnect/ });
  await expect(dialog.getByRole('button', { name: `Reconnect ${calendars} calendars` })).toBeVisible();
  await expect(dialog).toContainText('ACME production');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();

  await page.keyboard.press('e');
  await expect(footer(page)).toContainText('Acknowledged 3.');
  await expect(checked(page)).toHaveCount(0);
  expect((await inbox(page)).length).toBe(total - 3);
  await footer(page).getByRole('button', { name: 'Undo' }).click();
  await expect(footer(page)).toContainText('Taken back.');
  expect((await inbox(page)).length).toBe(total);
});

test('filters are saved under a name, opened again, renamed, and removed without a way of no return', async ({
  page,
}) => {
  await openTriage(page);
  await page.keyboard.press('/');
  await page.keyboard.type('acme');
  await expect.poll(() => addressOf(page)).toContain('q=acme');
  await page.getByRole('combobox', { name: 'Cause' }).selectOption({ label: 'Client secret expired (1)' });
  await page.getByRole('combobox', { name: 'Who acts' }).selectOption('Us');
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => addressOf(page)).not.toContain('q=');
  const filtered = addressOf(page);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');

  await page.getByRole('button', { name: 'Saved views' }).click();
  const views = page.getByRole('dialog', { name: 'Saved views' });
  await expect(views.getByRole('textbox', { name: 'Name of this view' })).toBeFocused();
  await page.keyboard.type('Our secrets');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Saved view: Our secrets' })).toBeVisible();

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => addressOf(page)).toBe('/triage');
  await page.getByRole('button', { name: 'Saved views' }).click();
  expect(await axeFindings(page, 'light')).toEqual([]);
  await views.getByRole('button', { name: 'Our secrets', exact: true }).click();
  await expect.poll(() => addressOf(page).split('&').toSorted()).toEqual(filtered.split('&').toSorted());
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');

  await page.getByRole('button', { name: 'Saved view: Our secrets' }).click();
  await views.getByRole('button', { name: 'Rename Our secrets' }).click();
  await views.getByRole('textbox', { name: 'New name of Our secrets' }).fill('Expired secrets');
  await page.keyboard.press('Enter');
  await expect(views.getByRole('button', { name: 'Expired secrets', exact: true })).toBeVisible();
  await views.getByRole('button', { name: 'Remove Expired secrets' }).click();
  await expect(views.getByText('No saved views yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: 'Saved view: Expired secrets' })).toBeVisible();
});

test('an incident on its page says why, for whom and what is at stake, keeps a note, and gives its evidence away', async ({
  page,
}) => {
  await openTriage(page);
  await page.getByRole('combobox', { name: 'Cause' }).selectOption({ label: 'Client secret expired (1)' });
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');
  await grid(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const [secret] = (await inbox(page)).filter(({ cause }) => cause.title === 'Client secret expired');
  if (secret === undefined) throw new Error('The training world has a client whose secret expired.');
  await expect.poll(() => addressOf(page)).toBe(`/triage/${secret.id}`);
  await expect(page.getByRole('heading', { level: 1, name: secret.title })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => addressOf(page)).toContain(`sel=${secret.id}`);
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: secret.title })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('Who acts Us');
  await expect(page.getByRole('region', { name: 'At stake' })).toContainText(
    `${secret.atRisk.meetings} meetings ahead`,
  );
  await expect(page.getByRole('region', { name: 'Calendars' }).getByRole('row')).toHaveCount(secret.size + 1);
  await expect(page.getByRole('region', { name: 'What they share' })).toContainText('ACME production');

  await page.keyboard.press('n');
  await page.keyboard.press('n');
  const note = page.getByRole('textbox', { name: 'Note' });
  await expect(note).toBeFocused();
  await page.keyboard.type('New secret ordered <b>today</b>');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(footer(page)).toContainText('Note saved.');
  await page.reload();
  await expect(note).toHaveValue('New secret ordered <b>today</b>');

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    expect(await axeFindings(page, scheme)).toEqual([]);
  }

  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: /^Copy .*ticket.* as Markdown$/i }).click();
  await expect(page.getByRole('dialog', { name: 'Copy a text' })).toContainText(secret.title);
  await page.keyboard.press('Escape');

  // Its one safe action is another page: the rotation of that client.
  await page.keyboard.press('r');
  await expect.poll(() => addressOf(page)).toContain(`/oauth-clients/${secret.oauthClientId}/rotate`);
});

test('the list, its pane and its empty piles can be used by everybody, in both schemes and in a narrow window', async ({
  page,
}) => {
  await openTriage(page);
  await page.keyboard.press('j');
  await expect(pane(page).getByRole('region', { name: 'Why' })).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      expect(await axeFindings(page, scheme)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide).toBe(false);
    }
  }
  await page.keyboard.press('Escape');
  await pile(page, 'Acknowledged').click();
  await expect(page.getByRole('heading', { name: 'Nothing is acknowledged' })).toBeVisible();
  expect(await axeFindings(page, 'light')).toEqual([]);
  await go(page, '/triage?q=nobody-has-this-name');
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
  await go(page, '/triage/999999');
  await expect(page.getByRole('heading', { name: 'This incident is not here' })).toBeVisible();
  await go(page, '/triage/3.5');
  await expect(page.getByRole('heading', { name: 'No incident at this address' })).toBeVisible();
});

const CLIENT = '6f1c2a3e-8d47-4b0a-9c55-2f7e91d0b8a4';
const WORLD = [
  { name: 'Stage', colour: 'teal', calendars: 12, eventsPerCalendar: 20, outlookClientId: CLIENT },
] as const;

/** A console on a workspace without any trouble, at a Recall whose calendars connect within half a second. */
const quiet = base.extend<{ stage: { readonly page: Page; readonly simulator: Simulator } }>({
  stage: async ({ fresh: page }, provide) => {
    const simulator = await startSimulator({ seed: 4, world: WORLD, attemptMs: { from: 200, to: 500 } });
    await call(page, 'app.keepSecretsInMemory', {});
    await call(page, 'workspaces.add', {
      name: 'Stage',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: simulator.world.workspace(0).apiKey,
      colour: 'teal',
      mode: 'operate',
      pollIntervalMs: 15_000,
    });
    await untilSynced(page);
    await provide({ page, simulator });
    await simulator.stop();
  },
});

quiet(
  'an incident is acted on from the inbox, followed to its end, and resolved by itself with what it left behind',
  async ({ stage: { page, simulator } }) => {
    await go(page, '/triage');
    await expect(page.getByRole('heading', { name: 'Nothing is disconnected that needs you' })).toBeVisible();
    await expect(page.getByText(/^Looked (just now|\d+ s ago)\.$/)).toBeVisible();
    expect(await axeFindings(page, 'light')).toEqual([]);

    const broken = simulator.world.workspace('Stage').outage({ cause: 'outlook_transient', count: 4, overMs: 60_000 });
    expect(broken).toHaveLength(4);
    await call(page, 'sync.now', {});
    await expect(rowAt(page, 'Incidents', 2)).toContainText('4');
    await expect(rowAt(page, 'Incidents', 2)).toContainText(/\d+ meetings, first/);
    await page.keyboard.press('j');
    await expect(pane(page).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: /^Reconnect/ });
    await expect(dialog).toContainText('Stage');
    await dialog.getByRole('checkbox', { name: /^Try one first/ }).uncheck();
    await dialog.getByRole('button', { name: 'Reconnect 4 calendars' }).click();
    await expect(dialog).toBeHidden();

    const detail = pane(page);
    await expect(detail.getByRole('status').filter({ hasText: 'Reconnect' })).toContainText(
      /4 reconnected; (\d+ meetings? still lacks? the bot|no meeting lacks a bot)/,
      { timeout: 40_000 },
    );
    await expect(detail).toContainText('Resolved by itself');
    await expect(detail.getByRole('region', { name: 'Recovery' })).toContainText('All 4 calendars are well again.');
    await expect(detail.getByRole('region', { name: 'Recovery' })).toContainText('Meetings that lost their bot');

    // It left the inbox by itself, and is found where it is resolved.
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { name: 'Nothing is disconnected that needs you' })).toBeVisible();
    await page.getByRole('button', { name: 'Show resolved' }).click();
    await expect(rowAt(page, 'Incidents', 2)).toContainText('4');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await expect(footer(page)).toContainText('It is resolved already, by itself.');
  },
);

quiet('a snoozed incident comes back when it grows, and says by how much', async ({ stage: { page, simulator } }) => {
  const stage = simulator.world.workspace('Stage');
  const outage = async (count: number): Promise<void> => {
    stage.outage({ cause: 'outlook_secret_expired', clientId: CLIENT, count });
    await call(page, 'sync.now', {});
  };
  await go(page, '/triage');
  await outage(3);
  await expect(rowAt(page, 'Incidents', 2)).toContainText('3');
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'Nothing is disconnected that needs you' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show 1 snoozed' })).toBeVisible();

  await outage(1);
  await expect(rowAt(page, 'Incidents', 2)).toContainText('+1 since');
  await page.keyboard.press('j');
  await expect(pane(page)).toContainText('4 calendars, none connected again');
  await expect(pane(page)).toContainText('+1 since');
});
