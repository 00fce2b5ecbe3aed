/** The page of an event: what becomes of its recording and why, its occurrences with their bots, and what they share. */
import type { Locator, Page } from '@playwright/test';
import type { EventRow } from '../../shared/entities.ts';
import { addressOf, call, go } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

/** The events of the training world that are called so, soonest first. */
async function eventsCalled(page: Page, title: string): Promise<readonly EventRow[]> {
  const { events } = await call(page, 'app.search', { text: title, workspaces: 'all', limit: 50 });
  const found = events.filter((event) => event.title === title);
  if (found.length === 0) throw new Error(`The training world has no event called ${title}.`);
  return found.toSorted((a, b) => (a.startAt ?? 0) - (b.startAt ?? 0));
}

/** Opens the page of the first event of that name, with its verdict drawn. */
async function openEvent(page: Page, title: string): Promise<EventRow> {
  const [event] = await eventsCalled(page, title);
  if (event === undefined) throw new Error(`No event is called ${title}.`);
  await go(page, `/events/${event.workspaceId}/${event.id}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(section(page, 'Occurrences and bots')).toBeVisible();
  return event;
}

function section(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

test('an event that moved without its bot says so, and shows the bot with the time that it was planned for', async ({
  console: page,
}) => {
  await openEvent(page, 'Customer kick-off');
  await expect(page.getByText(/^Wrong time: /)).toBeVisible();
  const bots = section(page, 'Occurrences and bots');
  await expect(bots.getByText(/^planned for \d\d:\d\d$/)).toBeVisible();
  await expect(bots.getByText('None scheduled')).toBeVisible();
  await expect(section(page, 'Why').getByText('observed').first()).toBeVisible();
});

test('a bot that waits at the old link is told from one at the old time', async ({ console: page }) => {
  await openEvent(page, 'Vendor demo');
  await expect(page.getByText(/^Wrong link: /)).toBeVisible();
  const bots = section(page, 'Occurrences and bots');
  await expect(bots.getByText('planned for another link')).toBeVisible();
  await expect(bots.getByText(/^planned for \d\d:\d\d$/)).toHaveCount(0);
});

test('a re-used event shows every occurrence with its bot, latest in view, and each bot is a key press away', async ({
  console: page,
}) => {
  const event = await openEvent(page, 'Coaching session');
  const lane = page.getByRole('region', { name: 'Occurrences, oldest first' });
  const occurrences = lane.locator('ol > li');
  await expect(occurrences).toHaveCount(4);
  await expect(occurrences.last()).toHaveAttribute('aria-current', 'true');
  await expect(occurrences.last()).toContainText('next');
  await expect(occurrences.last()).toBeInViewport();
  // Callboard first saw the event after it had moved three times: what came before is concluded from the bots.
  await expect(lane.getByText('inferred')).toHaveCount(3);
  await expect(lane.getByRole('link')).toHaveCount(4);

  await occurrences.first().getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page)).toMatch(new RegExp(`^/bots/${event.workspaceId}/`));
  // It was never looked at, so Recall was asked by itself.
  await expect(page.getByText(/^Recorded/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(occurrences.first().getByRole('link')).toContainText(/Recorded \d+ min/);
});

test('a bot of an event is retrieved on request, and the lane says what became of it', async ({ console: page }) => {
  await openEvent(page, 'Board preparation');
  const bots = section(page, 'Occurrences and bots');
  await bots
    .getByRole('button', { name: /^Retrieve bot/ })
    .first()
    .click();
  await expect(bots.getByRole('link', { name: /sign/ })).toBeVisible();
  await expect(page.getByText(/^Missed: /)).toBeVisible();
});

test('an event names the others that its bot also serves', async ({ console: page }) => {
  const event = await openEvent(page, 'All-hands rehearsal');
  const shared = section(page, 'Shared with');
  const others = shared.getByRole('link', { name: 'All-hands rehearsal' });
  await expect(others).toHaveCount(2);
  await others.first().click();
  await expect.poll(() => addressOf(page)).not.toBe(`/events/${event.workspaceId}/${event.id}`);
  await expect(section(page, 'Shared with').getByRole('link', { name: 'All-hands rehearsal' })).toHaveCount(2);
});

test('a link that Recall did not recognise is told from no link at all', async ({ console: page }) => {
  await openEvent(page, 'Security questionnaire');
  await expect(page.getByText(/^Not recordable: .*scanner/)).toBeVisible();
  await openEvent(page, 'Lunch with the auditors');
  await expect(page.getByText(/^Not recordable: /)).toBeVisible();
  await expect(page.getByText(/scanner/)).toHaveCount(0);
});

test('the instances of a series stand by start, each with what becomes of it', async ({ console: page }) => {
  await openEvent(page, 'Design critique');
  await page.getByRole('tab', { name: 'Series' }).click();
  await expect.poll(() => addressOf(page)).toContain('tab=series');
  const instances = page.getByRole('list', { name: 'Instances of the series, by start' }).getByRole('listitem');
  await expect(instances).toHaveCount(4);
  await expect(instances.first()).toHaveAttribute('aria-current', 'true');
  await expect(instances.nth(0)).toContainText('Covered');
  await expect(instances.nth(1)).toContainText('Will be missed');
  await instances.nth(1).getByRole('link').click();
  await expect(page.getByText(/^Will be missed: /)).toBeVisible();
});

test('a missing guest list is explained where the guests would stand', async ({ console: page }) => {
  await openEvent(page, 'Salary round');
  await expect(section(page, 'Attendees')).toContainText(/guest list/i);
});

test('what was done to an event through Callboard is empty and says what will stand there', async ({
  console: page,
}) => {
  await openEvent(page, 'Lunch with the auditors');
  await page.getByRole('tab', { name: 'Changes made here' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was done through Callboard' })).toBeVisible();
});
