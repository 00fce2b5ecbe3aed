/** The overview of a fleet in trouble, and which notifications its workspaces give. */
import type { Locator, Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const part = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

async function open(page: Page): Promise<void> {
  await go(page, '/overview');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeAttached();
  await expect(part(page, 'Workspaces').getByRole('slider').first()).toBeVisible();
}

test('the first words say what is open, what is at stake and how many are disconnected', async ({ console: page }) => {
  await expect(page.getByRole('grid', { name: 'Calendars' })).toBeFocused();
  // On a busy machine the second key may come too late to be one of a sequence.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await expect.poll(() => addressOf(page), { timeout: 1_000 }).toBe('/overview');
  }).toPass();
  await open(page);
  // The training world lives: what is read here and what is shown agree a moment later at the latest.
  await expect(async () => {
    const { workspaces, incidents } = await call(page, 'overview.get', { workspaces: 'all', now: Date.now() });
    const disconnected = workspaces.reduce((sum, { calendars }) => sum + calendars.disconnected, 0);
    expect(incidents.open).toBeGreaterThan(1);
    const words = (await page.getByRole('main').textContent()) ?? '';
    expect(words).toContain(`${incidents.open} incidents`);
    expect(words).toMatch(/\d+ meetings? of the next 24 hours (is|are) at risk, the first/);
    expect(words).toMatch(new RegExp(`${disconnected} of \\d+ calendars are disconnected`));
  }).toPass();
  await page.getByRole('link', { name: /incidents and \d+ single cases? (is|are) open/ }).click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/triage/);
});

test('the incidents with most at stake lead to their pages', async ({ console: page }) => {
  await open(page);
  const { rows } = await call(page, 'incidents.list', {
    filter: { workspaces: 'all', state: 'inbox' },
    sort: 'stake',
    after: null,
    limit: 5,
  });
  const links = part(page, 'Open, most at stake first').getByRole('rowheader').getByRole('link');
  await expect(links).toHaveText(rows.map(({ title }) => title));
  await links.first().click();
  await expect.poll(() => addressOf(page)).toBe(`/triage/${rows[0]?.id}`);
});

test('the hours are read one by one with the arrow keys', async ({ console: page }) => {
  await open(page);
  const { hours } = await call(page, 'overview.get', { workspaces: 'all', now: Date.now() });
  const first = hours.findIndex(({ meetings }) => meetings > 0);
  const chart = part(page, /^Meetings at risk/).getByRole('slider');
  await chart.focus();
  const spoken = (): Promise<string | null> => chart.getAttribute('aria-valuetext');
  await expect.poll(spoken).toMatch(new RegExp(`: ${hours[first]?.meetings} meetings?, `));
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuenow', '24');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuenow', '1');
  // What is said is shown as well.
  await expect(chart).toContainText((await spoken()) ?? 'nothing');
});

test('each workspace shows how it is now and how it was, as far as Callboard looked', async ({ console: page }) => {
  await open(page);
  const health = part(page, 'Workspaces');
  const strip = health.getByRole('slider').first();
  await expect(strip).toHaveAttribute('aria-valuetext', /, so far: \d+ of \d+ disconnected now, \d+ at worst$/);
  await expect(strip).toHaveAttribute('aria-valuemax', '30');
  await strip.focus();
  await page.keyboard.press('Home');
  await expect(strip).toHaveAttribute('aria-valuetext', /not in Callboard yet|did not look/);
  await expect(health).toContainText(/History begins when Callboard runs|No history yet/);

  await health.getByRole('button', { name: '7 days' }).click();
  await expect.poll(() => addressOf(page)).toContain('days=7');
  await expect(strip).toHaveAttribute('aria-valuemax', '28');
  await page.reload();
  await expect(strip).toHaveAttribute('aria-valuemax', '28');

  await health.getByRole('link', { name: /disconnected in ACME production/ }).click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\?.*status=disconnected/);
  expect(addressOf(page)).toMatch(/ws=\d+/);
});

test('each cause leads to its calendars, as many as it counts', async ({ console: page }) => {
  await open(page);
  const { causes } = await call(page, 'overview.get', { workspaces: 'all', now: Date.now() });
  const [cause] = causes;
  const row = part(page, 'Causes')
    .getByRole('row')
    .filter({ hasText: cause?.title ?? 'no cause' });
  await row.getByRole('link', { name: `${cause?.open} calendars: ${cause?.title}` }).click();
  await expect.poll(() => addressOf(page)).toContain(`cause=${cause?.code}`);
  await expect(page.getByRole('grid', { name: 'Calendars' })).toHaveAttribute(
    'aria-rowcount',
    String((cause?.open ?? 0) + 1),
  );
});

test('fewer workspaces in scope make the overview theirs', async ({ console: page }) => {
  const { rows } = await call(page, 'workspaces.list', {});
  await go(page, `/overview?ws=${rows[1]?.id}`);
  await expect(part(page, 'Workspaces').getByRole('slider')).toHaveCount(1);
  await expect(part(page, 'Workspaces')).toContainText(rows[1]?.name ?? 'no name');
});

test('a console without workspaces says what comes first', async ({ fresh: page }) => {
  await go(page, '/overview');
  await expect(page.getByRole('button', { name: 'Add a workspace' })).toBeVisible();
});

test('everybody can read the overview and the settings, in light and dark, large and small', async ({
  console: page,
}) => {
  await open(page);
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size);
    expect(await axeFindings(page, 'light')).toEqual([]);
    // Nothing is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFindings(page, 'dark')).toEqual([]);
  await go(page, '/settings');
  await expect(part(page, 'Notifications').getByRole('table')).toBeVisible();
  expect(await axeFindings(page, 'dark')).toEqual([]);
});

test('notifications are chosen per workspace, and can be the same for all', async ({ console: page }) => {
  await go(page, '/settings');
  const section = part(page, 'Notifications');
  const line = section.getByRole('row').filter({ hasText: 'ACME production' });
  const { rows } = await call(page, 'workspaces.list', {});
  const acme = rows.find(({ name }) => name === 'ACME production')?.id ?? -1;
  const kept = async (): Promise<unknown> =>
    (await call(page, 'app.notices', {})).rows.find(({ workspaceId }) => workspaceId === acme);
  expect(await kept()).toEqual({ workspaceId: acme, level: 'incidents', quiet: null });

  await line.getByRole('combobox').selectOption({ label: 'Shared incidents and single cases' });
  await line.getByRole('checkbox', { name: 'Quiet hours in ACME production' }).check();
  const until = line.getByLabel('Quiet until');
  await expect(until).toHaveValue('07:00');
  await until.fill('06:30');
  await until.blur();
  await expect.poll(kept).toEqual({ workspaceId: acme, level: 'all', quiet: { from: 22 * 60, to: 390 } });

  // The same minute at both ends is no quiet time, and is not saved.
  await until.fill('22:00');
  await until.blur();
  await expect(line.getByRole('alert')).toContainText('same minute');
  expect(await kept()).toMatchObject({ quiet: { to: 390 } });
  await until.fill('06:30');
  await until.blur();

  await line.getByRole('button', { name: /for all workspaces$/ }).click();
  const all = async (): Promise<unknown[]> => (await call(page, 'app.notices', {})).rows.map(({ level }) => level);
  await expect.poll(all).toEqual(rows.map(() => 'all'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(all).toEqual(rows.map(({ id }) => (id === acme ? 'all' : 'incidents')));
  await expect(section).toContainText('no desktop notifications');

  await call(page, 'app.setNotices', { workspaceId: acme, level: 'incidents', quiet: null });
});
