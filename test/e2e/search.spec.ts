/** One field finds everything: by e-mail, title, any id, meeting link and bot. */
import type { Page } from '@playwright/test';
import type { EventRow } from '../../shared/entities.ts';
import { addressOf, call, go } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

/** An event of the training world that has everything to be found by. */
async function anEventWithABot(page: Page): Promise<EventRow> {
  const { rows } = await call(page, 'events.list', {
    filter: { workspaces: 'all', coverage: 'bot' },
    sort: { by: 'updated', direction: 'desc' },
    after: null,
    limit: 50,
  });
  const found = rows.find((row) => row.title !== null && row.calendarEmail !== null && row.meetingUrl !== null);
  if (found === undefined) throw new Error('The training world has no event with a title, a link and a bot.');
  return found;
}

async function search(page: Page, text: string): Promise<void> {
  await go(page, '/workspaces');
  await expect(page.getByRole('heading', { level: 1, name: 'Workspaces' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: /^Search/ }).fill(text);
}

test('an e-mail address leads to its calendar', async ({ console: page }) => {
  const event = await anEventWithABot(page);
  await search(page, event.calendarEmail ?? '');
  const calendars = page.getByRole('group', { name: 'Calendars' });
  await expect(calendars.getByRole('option').first()).toContainText(event.calendarEmail ?? '');
  await calendars.getByRole('option').first().click();
  await expect.poll(() => addressOf(page)).toMatch(/^\/calendars\/\d+\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(event.calendarEmail ?? '');
});

test('words of a title lead to the event', async ({ console: page }) => {
  const event = await anEventWithABot(page);
  await search(page, event.title ?? '');
  await expect(
    page
      .getByRole('option')
      .filter({ hasText: event.title ?? '' })
      .first(),
  ).toBeVisible();
});

for (const [what, of] of [
  ['id', (event: EventRow) => event.id],
  ['meeting link', (event: EventRow) => event.meetingUrl ?? ''],
] as const) {
  test(`a pasted ${what} and Enter open the event at once`, async ({ console: page }) => {
    const event = await anEventWithABot(page);
    await search(page, of(event));
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page)).toMatch(/^\/events\/\d+\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(event.title ?? '');
  });
}

test('a pasted bot id leads to the bot, with the events that name it', async ({ console: page }) => {
  const event = await anEventWithABot(page);
  const { bots } = await call(page, 'events.get', { workspaceId: event.workspaceId, id: event.id });
  const botId = bots[0]?.botId ?? '';
  await search(page, botId);
  await page.getByRole('group', { name: 'Bots' }).getByRole('option').first().click();
  await expect.poll(() => addressOf(page)).toBe(`/bots/${event.workspaceId}/${botId}`);
  await expect(page.getByRole('main')).toContainText(event.title ?? '');
});

test('what nothing matches says so', async ({ console: page }) => {
  await search(page, 'zzqx-nothing-is-called-this');
  await expect(page.getByText('Nothing here matches.', { exact: false })).toBeVisible();
});

test('any text may be pasted: quotes, operators, wildcards and megabytes never break the search', async ({
  console: page,
}) => {
  for (const text of ['"', "' OR 1=1 --", 'title:*', 'NEAR(a b)', '%_\\', '𝕏\u0000\u202e', 'x'.repeat(2_000)]) {
    const { more } = await call(page, 'app.search', { text, workspaces: 'all', limit: 10 });
    expect(typeof more).toBe('boolean');
  }
});
