/** First run: from nothing to a filled list. */
import { addressOf, go } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

test('a console that nobody used offers two ways in, and training data leads to a filled calendars list', async ({
  fresh: page,
}) => {
  await expect(page).toHaveTitle(/Callboard/);
  await expect(page.getByRole('button', { name: 'Add a workspace' })).toBeVisible();
  // Where there is no keychain the console says so and offers the one other way; where there is one it asks nothing.
  const memory = page.getByRole('button', { name: 'Keep secrets in memory until quit' });
  const demo = page.getByRole('main').getByRole('button', { name: 'Explore with training data' });
  await expect(demo).toBeVisible();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  if (await memory.isVisible()) {
    await memory.click();
    await expect(memory).toBeHidden();
  }
  await demo.click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars/);
  const rows = page.getByRole('grid', { name: 'Calendars' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  await expect(page.getByRole('button', { name: 'Sync state' })).toContainText(/budget \d+\/60/);
});

test('the front door leads to the list once there is a workspace', async ({ console: page }) => {
  await go(page, '/');
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars/);
});

test('an address that leads nowhere says so and offers a way on', async ({ console: page }) => {
  await go(page, '/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to calendars' }).click();
  await expect(page.getByRole('grid', { name: 'Calendars' })).toBeVisible();
});

test('a record that is not here says what that may mean', async ({ console: page }) => {
  await go(page, '/calendars/1/no-such-calendar');
  await expect(page.getByText('This calendar is not here')).toBeVisible();
});

test('an address that is chosen before the console is drawn is where it opens', async ({ fresh: page }) => {
  await page.addInitScript(() => {
    // The moment in which the address can change unheard: the front door has led on, and nothing is drawn yet.
    const timer = setInterval(() => {
      if (location.hash !== '#/welcome') return;
      clearInterval(timer);
      location.hash = '#/settings';
    });
  });
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});
