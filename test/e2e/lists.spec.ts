/** The two lists: filters, sort, paging and selection, all of them in the address. */
import { addressOf, call, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

test.describe('calendars', () => {
  test.beforeEach(async ({ console: page }) => {
    await go(page, '/calendars');
    await expect(rowAt(page, 'Calendars', 3)).toBeVisible();
  });

  test('a status chip filters the list, shows in the address, and the counts agree with the core', async ({
    console: page,
  }) => {
    const counts = await call(page, 'calendars.counts', { workspaces: 'all' });
    const disconnected = counts.rows.filter(({ status }) => status === 'disconnected');
    const expected = disconnected.reduce((sum, { count }) => sum + count, 0);
    expect(expected).toBeGreaterThan(0);

    const chip = page.getByRole('button', { name: 'Disconnected', exact: false }).first();
    await expect(chip).toContainText(String(expected));
    await chip.click();
    await expect(chip).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => addressOf(page)).toContain('status=disconnected');
    await expect(page.getByRole('toolbar', { name: 'Filter calendars' })).toContainText(`${expected} calendars`);
    const rows = page.getByRole('grid', { name: 'Calendars' }).getByRole('row');
    await expect(rowAt(page, 'Calendars', 1)).toContainText('Disconnected');
    await expect(rows.filter({ hasText: 'Connected' }).filter({ hasNotText: 'Disconnected' })).toHaveCount(0);
  });

  test('a filter that nothing matches says so, and clearing it brings the rows back', async ({ console: page }) => {
    await page.getByRole('searchbox', { name: 'Filter by e-mail address' }).fill('nobody-has-this-address');
    await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
    await page.getByRole('status').getByRole('button', { name: 'Clear filters' }).click();
    await expect(rowAt(page, 'Calendars', 3)).toBeVisible();
    expect(addressOf(page)).not.toContain('q=');
  });

  test('a click on a column sorts by it, both ways, and the rows come in that order', async ({ console: page }) => {
    const grid = page.getByRole('grid', { name: 'Calendars' });
    const header = grid.getByRole('columnheader', { name: 'Mailbox' });
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(() => addressOf(page)).toContain('sort=email.desc');
    const last = await call(page, 'calendars.list', {
      filter: { workspaces: 'all' },
      sort: { by: 'email', direction: 'desc' },
      after: null,
      limit: 1,
    });
    const first = rowAt(page, 'Calendars', 1);
    await expect(first).toContainText(last.rows[0]?.email ?? 'no address');
    // A new order begins at its top.
    await expect(first).toBeInViewport();
  });

  test('the column headers stay in view while the list scrolls', async ({ console: page }) => {
    const grid = page.getByRole('grid', { name: 'Calendars' });
    await grid.press('End');
    await expect(rowAt(page, 'Calendars', 1)).not.toBeInViewport();
    await expect(grid.getByRole('columnheader', { name: 'Mailbox' })).toBeInViewport();
  });

  test('a double click opens the page of the row, wherever on the row it lands', async ({ console: page }) => {
    // The first click opens the detail beside the list; the second must still mean the row.
    await rowAt(page, 'Calendars', 1).dblclick();
    await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
  });

  test('selecting a row shows its detail beside the list, and the address brings both back', async ({
    console: page,
  }) => {
    const grid = page.getByRole('grid', { name: 'Calendars' });
    await rowAt(page, 'Calendars', 2).click();
    const detail = page.getByRole('article');
    await expect(detail.getByRole('heading').first()).toBeVisible();
    await expect.poll(() => addressOf(page)).toContain('sel=');
    const name = (await detail.getByRole('heading').first().textContent()) ?? '';
    await page.reload();
    await expect(page.getByRole('article').getByRole('heading').first()).toHaveText(name);
    await expect(grid.locator('[aria-current=true]')).toContainText(name);
  });

  test('Back returns from a calendar’s page to the list that it was opened from', async ({ console: page }) => {
    await go(page, '/calendars?status=disconnected');
    const grid = page.getByRole('grid', { name: 'Calendars' });
    await expect(rowAt(page, 'Calendars', 1)).toContainText('Disconnected');
    await rowAt(page, 'Calendars', 1).click();
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goBack();
    await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\?.*status=disconnected/);
    await expect(grid.locator('[aria-current=true]')).toBeVisible();
  });
});

test.describe('the schedule', () => {
  test('pages in more rows than one page holds while scrolling to the end', async ({ console: page }) => {
    await go(page, '/events?when=all');
    const grid = page.getByRole('grid', { name: 'Schedule' });
    await expect(rowAt(page, 'Schedule', 3)).toBeVisible();
    // Rows are numbered for assistive technology; beyond 200 means that a third page was read.
    const lastIndex = async (): Promise<number> => {
      await grid.press('End');
      const indexes = await grid
        .getByRole('row')
        .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
      return Math.max(...indexes);
    };
    await expect.poll(lastIndex).toBeGreaterThan(200);
    expect(await grid.getByRole('row').count()).toBeLessThan(120);
  });

  test('both presses of a double click mean one row, even where the first one moves the rows', async ({
    console: page,
  }) => {
    await go(page, '/events?when=all');
    for (const index of [1, 4]) {
      const row = rowAt(page, 'Schedule', index);
      await expect(row).toBeVisible();
      const title = (await row.locator('[data-column=title]').textContent()) ?? '';
      const box = await row.boundingBox();
      if (box === null) throw new Error('The row is not on screen.');
      const place = [box.x + 200, box.y + 6] as const;
      await page.mouse.click(...place);
      // The detail takes its place, and the filters a second line.
      await expect(page.getByRole('article')).toBeVisible();
      await expect.poll(async () => (await row.boundingBox())?.y).toBeGreaterThan(box.y + 20);
      await page.mouse.down({ clickCount: 2 });
      await page.mouse.up({ clickCount: 2 });
      await expect.poll(() => addressOf(page)).toMatch(/^\/events\/\d+\//);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await page.goBack();
      await page.getByRole('button', { name: 'Close' }).click();
    }
  });

  test('a coverage filter shows in the address and only such events are listed', async ({ console: page }) => {
    await go(page, '/events?when=all&coverage=no_link');
    const grid = page.getByRole('grid', { name: 'Schedule' });
    await expect(rowAt(page, 'Schedule', 1)).toContainText('No link');
    await expect(grid.getByRole('row').filter({ hasText: 'No bot' })).toHaveCount(0);
  });

  test('the workspace switcher narrows every list and stays across pages', async ({ console: page }) => {
    await go(page, '/calendars');
    const { rows } = await call(page, 'workspaces.list', {});
    const second = rows[1];
    if (second === undefined) throw new Error('The training world has fewer than two workspaces.');
    await page.getByRole('button', { name: 'Workspaces: All workspaces' }).click();
    await page.getByRole('button', { name: `Only ${second.name}` }).click();
    await expect.poll(() => addressOf(page)).toContain(`ws=${second.id}`);
    const counts = await call(page, 'calendars.counts', { workspaces: [second.id] });
    const expected = counts.rows.reduce((sum, { count }) => sum + count, 0);
    await expect(page.getByRole('toolbar', { name: 'Filter calendars' })).toContainText(`${expected} calendars`);
    await page.getByRole('link', { name: 'Schedule' }).click();
    await expect.poll(() => addressOf(page)).toMatch(new RegExp(`^/events\\?.*ws=${second.id}`));
  });
});
