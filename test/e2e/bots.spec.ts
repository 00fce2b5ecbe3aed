/** Bots: what became of one and what to do, the list of those that were looked at, and the way to any of them. */
import type { Page } from '@playwright/test';
import type { EventRow } from '../../shared/entities.ts';
import { addressOf, call, go, rowAt } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

async function eventCalled(page: Page, title: string): Promise<EventRow> {
  const { events } = await call(page, 'app.search', { text: title, workspaces: 'all', limit: 50 });
  const found = events.find((event) => event.title === title);
  if (found === undefined) throw new Error(`The training world has no event called ${title}.`);
  return found;
}

/** The only bot of the event of that name. */
async function botOf(page: Page, title: string): Promise<{ workspaceId: number; id: string; event: EventRow }> {
  const event = await eventCalled(page, title);
  const { bots } = await call(page, 'events.get', { workspaceId: event.workspaceId, id: event.id });
  return { workspaceId: event.workspaceId, id: bots[0]?.botId ?? '', event };
}

async function lookUp(page: Page, text: string): Promise<void> {
  await go(page, '/bots');
  await page.getByRole('textbox', { name: /^Look up/ }).fill(text);
  await page.keyboard.press('Enter');
}

test('a bot that failed says why, in words and in Recall’s own, and who has to do what', async ({ console: page }) => {
  const { workspaceId, id, event } = await botOf(page, 'Supplier call');
  await go(page, `/bots/${workspaceId}/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const history = page.getByRole('region', { name: 'Status history' });
  await expect(history.getByText('google_meet_bot_blocked', { exact: true })).toBeVisible();
  await expect(page.getByText(/must act\./)).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Events' }).getByRole('link', { name: event.title ?? '' }),
  ).toBeVisible();
});

test('a bot that was looked at is asked for again only when a person asks', async ({ console: page }) => {
  const { workspaceId, id } = await botOf(page, 'Works council');
  const first = await call(page, 'bots.refresh', { workspaceId, id });
  await go(page, `/bots/${workspaceId}/${id}`);
  await expect(page.getByRole('button', { name: 'Retrieve again' })).toBeVisible();
  expect((await call(page, 'bots.get', { workspaceId, id })).bot?.retrievedAt).toBe(first.bot?.retrievedAt);
  await page.getByRole('button', { name: 'Retrieve again' }).click();
  await expect
    .poll(async () => (await call(page, 'bots.get', { workspaceId, id })).bot?.retrievedAt)
    .not.toBe(first.bot?.retrievedAt);
});

test('the bots that were looked at are listed, by outcome where one is chosen, with the selected one beside', async ({
  console: page,
}) => {
  const { workspaceId, id } = await botOf(page, 'Press briefing');
  await call(page, 'bots.refresh', { workspaceId, id });
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { level: 1, name: 'Bots' })).toBeVisible();
  const chip = page.getByRole('button', { name: 'Not recorded' });
  await chip.click();
  await expect.poll(() => addressOf(page)).toContain('outcome=not_recorded');
  const row = page.getByRole('grid', { name: 'Bots' }).getByRole('row').filter({ hasText: 'Press briefing' }).first();
  await row.click();
  await expect.poll(() => addressOf(page)).toContain(`sel=${workspaceId}:${id}`);
  await expect(page.getByRole('article').getByText('timeout_exceeded_waiting_room').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('article')).toHaveCount(0);
  await chip.click();
  await expect(rowAt(page, 'Bots', 1)).toBeVisible();
});

test('an id, a link or an address leads to its page at once', async ({ console: page }) => {
  const { workspaceId, id, event } = await botOf(page, 'Retrospective');
  await lookUp(page, id);
  await expect.poll(() => addressOf(page)).toBe(`/bots/${workspaceId}/${id}`);
  await lookUp(page, event.id);
  await expect.poll(() => addressOf(page)).toBe(`/events/${workspaceId}/${event.id}`);
  const { platformId } = await call(page, 'events.get', { workspaceId, id: event.id });
  await lookUp(page, platformId ?? '');
  await expect.poll(() => addressOf(page)).toBe(`/events/${workspaceId}/${event.id}`);
});

test('what could be several records shows them, and going back shows them again', async ({ console: page }) => {
  const event = await eventCalled(page, 'All-hands rehearsal');
  await lookUp(page, event.meetingUrl ?? '');
  const found = page.getByRole('list', { name: 'Found records' }).getByRole('link');
  await expect(found).toHaveCount(3);
  await found.first().click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/events\//);
  await page.goBack();
  await expect(found).toHaveCount(3);
});

test('an id that nobody here knows can be asked of Recall in a chosen workspace', async ({ console: page }) => {
  await lookUp(page, '00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('Nothing here matches.', { exact: false })).toBeVisible();
  await page.getByRole('combobox', { name: 'Workspace to ask in' }).selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Ask Recall' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody knows this bot' })).toBeVisible();
  await page.getByRole('button', { name: 'Go back' }).click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/bots\?q=/);
});

test('a bot that Recall has no more is explained, and what was known of it stays', async ({ console: page }) => {
  const { workspaceId, id } = await botOf(page, 'Retrospective');
  await go(page, `/bots/${workspaceId}/${id}`);
  await expect(page.getByText('Recall has no such bot any more', { exact: false })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Events' }).getByRole('link', { name: 'Retrospective' })).toBeVisible();
});
