/** The schedule in its three views: agenda, day and coverage; filters by verdict, and what leaves as a file. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { countText } from '../../renderer/src/format/numbers.ts';
import type { EventFilter } from '../../shared/filters.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const BY_START = { by: 'start', direction: 'asc' } as const;
const DAY_MS = 86_400_000;

/** Waits until every event that was read has its verdict. */
async function untilJudged(page: Page): Promise<void> {
  const filter: EventFilter = { workspaces: 'all' };
  await expect
    .poll(
      async () => {
        const { total } = await call(page, 'events.list', { filter, sort: BY_START, after: null, limit: 1 });
        const { rows } = await call(page, 'events.reasons', { filter });
        return total.count - rows.reduce((sum, { count }) => sum + count.count, 0);
      },
      { timeout: 60_000 },
    )
    .toBe(0);
}

/** How many events a filter finds. */
async function countOf(page: Page, filter: EventFilter): Promise<number> {
  return (await call(page, 'events.list', { filter, sort: BY_START, after: null, limit: 1 })).total.count;
}

/** The number at the end of a text such as `1,203 events`. */
async function numberIn(page: Page, toolbar: string, words: RegExp): Promise<number> {
  const text = (await page.getByRole('toolbar', { name: toolbar }).getByText(words).textContent()) ?? '';
  return Number(text.replaceAll(/\D/g, ''));
}

test.beforeEach(async ({ console: page }) => untilJudged(page));

test.describe('the agenda', () => {
  test('filters by verdict with one press, several at once, and the rows are of those verdicts', async ({
    console: page,
  }) => {
    await go(page, '/events?when=all');
    const bar = page.getByRole('toolbar', { name: 'Filter the schedule' });
    const expected = await countOf(page, { workspaces: 'all', verdicts: ['will_be_missed'] });
    const missed = bar.getByRole('button', { name: /^Will be missed/ });
    await expect(missed).toContainText(countText(expected));
    await missed.click();
    await expect.poll(() => addressOf(page)).toContain('verdict=will_be_missed');
    await expect(bar).toContainText(`${countText(expected)} event`);
    await expect(rowAt(page, 'Schedule', 1)).toContainText('Will be missed');

    await bar.getByRole('button', { name: /^Wrong time/ }).click();
    await expect.poll(() => addressOf(page)).toContain('verdict=will_be_missed,wrong_time');
    const both = await countOf(page, { workspaces: 'all', verdicts: ['will_be_missed', 'wrong_time'] });
    expect(both).toBeGreaterThan(expected);
    await expect(bar).toContainText(`${countText(both)} event`);
    const verdicts = page.getByRole('grid', { name: 'Schedule' }).locator('[data-column=verdict]');
    await expect(verdicts.filter({ hasNotText: /^(Will be missed|Wrong time)/ })).toHaveCount(0);
  });

  test('has the other filters behind a slash; one that is on shows in the bar and is lifted there', async ({
    console: page,
  }) => {
    await go(page, '/events?when=all');
    await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
    await page.keyboard.press('/');
    const panel = page.getByRole('dialog', { name: 'Filters of the schedule' });
    await expect(panel.getByLabel('Customer')).toBeFocused();
    const { rows } = await call(page, 'events.coverage', {
      workspaces: 'all',
      from: Date.now() - 30 * DAY_MS,
      to: Date.now() + 30 * DAY_MS,
      after: null,
      limit: 1,
    });
    const domain = rows[0]?.domain ?? '';
    await page.keyboard.type(`@${domain.toUpperCase()}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page)).toContain(`domain=${domain}`);
    await panel.getByLabel('Guests').selectOption('With external guests');
    await expect.poll(() => addressOf(page)).toContain('external=external');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    const bar = page.getByRole('toolbar', { name: 'Filter the schedule' });
    const expected = await countOf(page, { workspaces: 'all', domain, external: 'external' });
    await expect(bar).toContainText(`${countText(expected)} event`);
    await bar.getByRole('button', { name: /^With external guests/ }).click();
    await expect.poll(() => addressOf(page)).not.toContain('external=');
    await bar.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => addressOf(page)).not.toContain('domain=');
  });

  test('tells reasons apart with their numbers, and choosing one chooses its verdict', async ({ console: page }) => {
    await go(page, '/events?when=all');
    await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
    const { rows } = await call(page, 'events.reasons', { filter: { workspaces: 'all' } });
    const reason = rows.find(({ verdict, count }) => verdict === 'wrong_time' && count.count > 0);
    if (reason === undefined) throw new Error('The training world has no bot at the wrong time.');
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const choice = page.getByRole('dialog', { name: 'Filters of the schedule' }).getByLabel('Reason');
    await choice.selectOption(`${reason.title} (${reason.count.count})`);
    await expect.poll(() => addressOf(page)).toContain(`reason=${reason.reason}`);
    expect(addressOf(page)).toContain('verdict=wrong_time');
    await page.keyboard.press('Escape');
    await expect(rowAt(page, 'Schedule', 1)).toContainText(reason.title);
    await expect(page.getByRole('toolbar', { name: 'Filter the schedule' })).toContainText(
      `${reason.count.count} event`,
    );
  });

  test('goes back to sorting by start when a verdict is asked for while it is sorted by change', async ({
    console: page,
  }) => {
    await go(page, '/events?sort=updated.desc');
    await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
    const bar = page.getByRole('toolbar', { name: 'Filter the schedule' });
    await bar.getByRole('button', { name: /^Duplicate/ }).click();
    await expect.poll(() => addressOf(page)).toContain('verdict=duplicate');
    expect(addressOf(page)).not.toContain('sort=');
    const start = page.getByRole('grid', { name: 'Schedule' }).getByRole('columnheader', { name: 'Start' });
    await expect(start).toHaveAttribute('aria-sort', 'ascending');
    // Somebody may have mailed an address that asks for both.
    await go(page, '/events?sort=updated.desc&verdict=duplicate');
    await expect(start).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('exports exactly what is filtered', async ({ console: page, shell }) => {
    test.skip(shell === 'electron', 'The desktop window asks where to save a file.');
    await go(page, '/events?when=all&verdict=wrong_time');
    await expect(rowAt(page, 'Schedule', 1)).toContainText('Wrong time');
    const expected = await countOf(page, { workspaces: 'all', verdicts: ['wrong_time'] });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV of the events' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^callboard-events-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = readFileSync(await file.path(), 'utf8');
    // Titles may hold line breaks, ids never do: one per line of the table.
    const { rows } = await call(page, 'events.list', {
      filter: { workspaces: 'all', verdicts: ['wrong_time'] },
      sort: BY_START,
      after: null,
      limit: 200,
    });
    expect(rows).toHaveLength(expected);
    for (const { id } of rows) expect(text).toContain(id);
    const other = await call(page, 'events.list', {
      filter: { workspaces: 'all', verdicts: ['covered'] },
      sort: BY_START,
      after: null,
      limit: 20,
    });
    for (const { id } of other.rows) expect(text).not.toContain(id);
  });
});

test.describe('a day', () => {
  test('shows its meetings on a time line, whole or by a verdict, and goes from day to day in the address', async ({
    console: page,
  }) => {
    await go(page, '/events');
    await page.getByRole('button', { name: 'Day', exact: true }).click();
    await expect.poll(() => addressOf(page)).toContain('view=day');
    await page.getByRole('button', { name: 'The day after' }).click();
    await expect.poll(() => addressOf(page)).toMatch(/when=\d{4}-\d{2}-\d{2}/);
    const day = /when=([\d-]+)/.exec(addressOf(page))?.[1] ?? '';
    const line = page.getByRole('region', { name: /^Meetings of / });
    await expect(line.getByRole('button').first()).toBeVisible();

    // The browser is in Berlin.
    const from = Date.parse(`${day}T00:00:00+01:00`);
    const { rows } = await call(page, 'events.list', {
      filter: { workspaces: 'all', from, to: from + DAY_MS },
      sort: BY_START,
      after: null,
      limit: 200,
    });
    const drawn = rows.filter(({ allDay, isDeleted }) => !allDay && !isDeleted);
    await expect(line.getByRole('button')).toHaveCount(drawn.length);
    expect(await numberIn(page, 'Filter the day', /meetings?$/)).toBe(drawn.length);
    await expect(line.getByRole('listitem').first()).toBeVisible();

    await page.getByRole('button', { name: 'Today' }).click();
    await expect.poll(() => addressOf(page)).not.toContain('when=');
  });

  test('can be walked with the keys; Enter shows a meeting beside it, and again its page', async ({
    console: page,
  }) => {
    await go(page, '/events?view=day&lanes=workspace');
    await page.getByRole('button', { name: 'The day after' }).click();
    const line = page.getByRole('region', { name: /^Meetings of / });
    await expect(line.getByRole('button').first()).toBeVisible();
    // One stop for the Tab key, however many meetings there are.
    await expect(line.locator('button[tabindex="0"]')).toHaveCount(1);
    await page.keyboard.press('j');
    const reached = line.locator('button:focus');
    const first = (await reached.getAttribute('data-bar')) ?? '';
    await page.keyboard.press('ArrowRight');
    await expect(reached).not.toHaveAttribute('data-bar', first);
    await page.keyboard.press('ArrowLeft');
    await expect(reached).toHaveAttribute('data-bar', first);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toBeVisible();
    await expect(line.locator('[aria-current=true]')).toHaveAttribute('data-bar', first);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('article')).toHaveCount(0);
    await expect(reached).toHaveAttribute('data-bar', first);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page)).toMatch(/^\/events\/\d+\//);
  });

  test('without meetings says so and leads on', async ({ console: page }) => {
    await go(page, '/events?view=day&when=2031-01-01');
    await expect(page.getByRole('heading', { name: 'No meetings on Wed 1 Jan 2031' })).toBeVisible();
    await page.getByRole('button', { name: 'Next day' }).click();
    await expect.poll(() => addressOf(page)).toContain('when=2031-01-02');
  });
});

test.describe('the coverage', () => {
  test('answers for all customers in a sentence, and leaves internal meetings out until told otherwise', async ({
    console: page,
  }) => {
    await go(page, '/events?view=coverage');
    await expect(rowAt(page, 'Coverage', 1)).toBeVisible();
    const statement = page.getByRole('status').filter({ hasText: /external meeting/ });
    await expect(statement).toContainText('in the next 7 days');
    const external = Number(/of ([\d,]+)/.exec((await statement.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
    await page.getByRole('button', { name: 'External only' }).click();
    await expect.poll(() => addressOf(page)).toContain('external=any');
    const all = page.getByRole('status').filter({ hasText: /of [\d,]+ meetings in/ });
    // Never the old numbers in the new words.
    const whole = Number(/of ([\d,]+)/.exec((await all.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
    expect(whole).toBeGreaterThan(external);
  });

  test('of one customer counts its days, names what is wrong and leads to exactly those events', async ({
    console: page,
  }) => {
    await go(page, '/events?view=coverage');
    const first = rowAt(page, 'Coverage', 1);
    await expect(first).toBeVisible();
    const domain = (await first.locator('[data-column=domain]').textContent()) ?? '';
    const missed = Number((await first.locator('[data-column=will_be_missed]').textContent()) ?? '');
    await first.click();
    await expect.poll(() => addressOf(page)).toContain(`domain=${domain}`);
    const customer = page.getByRole('article', { name: domain });
    await expect(customer.getByRole('status')).toContainText(
      new RegExp(`^${missed} of \\d+ external meetings? of ${domain} in the next 7 days will be missed`),
    );
    // The rest of today, six days, and the beginning of the eighth.
    await expect(customer.getByRole('list', { name: 'Day by day' }).getByRole('listitem')).toHaveCount(8);
    await expect(customer.getByRole('heading', { name: 'To look at' })).toBeVisible();
    await expect(customer.getByRole('link', { name: /Will be missed/ }).first()).toBeVisible();

    await customer
      .getByRole('link', { name: /in the agenda$/i })
      .first()
      .click();
    await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
    expect(addressOf(page)).toContain(`domain=${domain}`);
    expect(addressOf(page)).toContain('external=external');
    const chip = page.getByRole('button', { name: /^Will be missed/ });
    await expect(chip).toContainText(String(missed));
    await page.goBack();
    await expect(page.getByRole('article', { name: domain })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('article')).toHaveCount(0);
  });

  test('finds a customer by typing, and says plainly when there is nothing to record', async ({ console: page }) => {
    await go(page, '/events?view=coverage');
    await expect(rowAt(page, 'Coverage', 1)).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByLabel('Look at one customer')).toBeFocused();
    await page.keyboard.type('nobody.example');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'nobody.example' }).getByRole('status')).toHaveText(
      'nobody.example has no external meetings in the next 7 days that could be recorded.',
    );
  });

  test('and the agenda keep showing the same meetings when one goes from one to the other', async ({
    console: page,
  }) => {
    await go(page, '/events?view=coverage&external=any&when=24h');
    await expect(rowAt(page, 'Coverage', 1)).toBeVisible();
    await page.getByRole('button', { name: 'Agenda' }).click();
    await expect(rowAt(page, 'Schedule', 1)).toBeVisible();
    expect(addressOf(page)).not.toContain('external=');
    await page.getByRole('button', { name: 'Coverage' }).click();
    await page.getByRole('button', { name: 'Agenda' }).click();
    await expect.poll(() => addressOf(page)).toContain('external=external');
  });
});

test('a workspace’s recipe is chosen by a person and given back to the keys, and a template that cannot work is refused', async ({
  console: page,
}) => {
  await go(page, '/workspaces');
  const { rows } = await call(page, 'workspaces.list', {});
  const workspace = rows[0];
  if (workspace === undefined) throw new Error('The training world has no workspace.');
  const change = page.getByRole('link', { name: `Change the recipe of ${workspace.name}` });
  await change.click();
  const form = page.getByRole('complementary', { name: 'Deduplication recipe' });
  await form.getByRole('radio', { name: /^Own template/ }).check();
  const template = form.getByLabel('Template', { exact: true });
  await template.fill('{start}');
  await expect(form).toContainText('Callboard does not know {start}.');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('{start}');
  await template.fill('{event_id}-{start_time:unix}');
  await expect(form).toContainText(/Makes keys such as [0-9a-f-]{36}-/);
  expect(await axeFindings(page, 'light', 'aside')).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  const line = page.getByRole('row').filter({ has: change });
  await expect(line).toContainText('chosen by a person');
  await expect(change).toBeFocused();

  await change.click();
  await form.getByRole('radio', { name: /^As the keys tell/ }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(line).not.toContainText('chosen by a person');
});

test('saved views keep verdicts and view', async ({ console: page }) => {
  await go(page, '/events?when=all&verdict=duplicate&domain=acme.example');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Doubles of ACME');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await go(page, '/events?view=coverage');
  await page.getByRole('button', { name: /^Saved view/ }).click();
  await page.getByRole('button', { name: 'Doubles of ACME', exact: true }).click();
  await expect.poll(() => addressOf(page)).toContain('verdict=duplicate');
  expect(addressOf(page)).not.toContain('view=');
  expect(addressOf(page)).toContain('domain=acme.example');
  const { rows } = await call(page, 'views.list', { page: 'events' });
  for (const { id } of rows) await call(page, 'views.remove', { id });
});
