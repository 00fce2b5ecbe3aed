/** Acting on events and their bots: what is asked before, what Recall has afterwards, and what the pages say of it. */
import type { Locator, Page } from '@playwright/test';
import type { EventRow } from '../../shared/entities.ts';
import { startSimulator, type Simulator } from '../../electron/simulator/index.ts';
import type { SimEvent } from '../../electron/simulator/model.ts';
import type { SimWorkspace } from '../../electron/simulator/workspace.ts';
import { axeFindings } from './support/axe.ts';
import { addressOf, call, go, rowAt, untilSynced } from './support/console.ts';
import { expect, test as base } from './support/fixtures.ts';

const HOUR = 3_600_000;
const WORLD = [{ name: 'Stage', colour: 'teal', calendars: 2, eventsPerCalendar: 0 }] as const;

interface Schedule {
  readonly page: Page;
  readonly simulator: Simulator;
  readonly stage: SimWorkspace;
  /** Five meetings whose bots come in time; of everything below too, by title. */
  readonly event: (title: string) => SimEvent;
}

/** A console on one workspace that may be changed: three meetings have moved away from their bots. */
const test = base.extend<{ schedule: Schedule }>({
  schedule: async ({ fresh: page }, provide) => {
    const simulator = await startSimulator({ seed: 55, world: WORLD });
    const stage = simulator.world.workspace(0);
    const made = makeMeetings(stage);
    await call(page, 'app.keepSecretsInMemory', {});
    await call(page, 'workspaces.add', {
      name: 'Stage',
      region: 'custom',
      baseUrl: simulator.origin,
      apiKey: stage.apiKey,
      colour: 'teal',
      mode: 'operate',
      pollIntervalMs: 15_000,
    });
    await untilSynced(page);
    await expect.poll(async () => (await events(page)).filter(({ verdict }) => verdict === null).length).toBe(0);
    await expect
      .poll(async () => (await call(page, 'workspaces.recipes', { workspaces: 'all' })).rows[0]?.source)
      .toBe('inferred');
    await provide({
      page,
      simulator,
      stage,
      event: (title) => {
        const event = made.get(title);
        if (event === undefined) throw new Error(`No meeting is called ${title}.`);
        return event;
      },
    });
    await simulator.stop();
  },
});

function makeMeetings(stage: SimWorkspace): ReadonlyMap<string, SimEvent> {
  const [calendar] = stage.calendars();
  if (calendar === undefined) throw new Error('The world has no calendar.');
  const soon = Math.ceil(stage.now() / HOUR) * HOUR;
  const made = new Map<string, SimEvent>();
  const add = (title: string, hours: number, moved = 0): void => {
    const meetingUrl = `https://zoom.us/j/${8_000_000_000 + made.size}`;
    const startAt = soon + hours * HOUR;
    const event = stage.addEvent({ calendarId: calendar.id, title, startAt, meetingUrl, bots: [{}] });
    made.set(title, moved === 0 ? event : stage.updateEvent(event.id, { startAt: startAt + moved * HOUR }));
  };
  for (let n = 1; n <= 5; n += 1) add(`On time ${n}`, n + 1);
  add('Kick-off', 3, 2);
  add('Negotiation', 20, 4);
  add('Steering', 30, -3);
  return made;
}

async function events(page: Page): Promise<EventRow[]> {
  const { rows } = await call(page, 'events.list', {
    filter: { workspaces: 'all' },
    sort: { by: 'start', direction: 'asc' },
    after: null,
    limit: 100,
  });
  return rows;
}

/** Opens the page of the event with this title, whose bot comes at the wrong time. */
async function openEvent(page: Page, title: string): Promise<EventRow> {
  const row = (await events(page)).find((event) => event.title === title);
  if (row === undefined) throw new Error(`No event is called ${title}.`);
  await go(page, `/events/${row.workspaceId}/${row.id}`);
  // Its keys and buttons are there once it was judged.
  await expect(page.getByRole('button', { name: 'Move the bot to the new time…' })).toBeVisible();
  return row;
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Schedule' });
const checked = (page: Page): Locator => grid(page).getByRole('row', { selected: true });
const footer = (page: Page): Locator => page.getByRole('contentinfo');
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const job = (page: Page): Locator => page.getByRole('article').getByRole('status').filter({ hasText: 'bot' });

test('a bot at the old time is moved from its event, whose page shows how it goes', async ({ schedule }) => {
  const { page, event } = schedule;
  const { id, startAt } = event('Kick-off');
  await openEvent(page, 'Kick-off');
  await expect(page.getByRole('article')).toContainText('Wrong time');
  await page.getByRole('button', { name: 'Move the bot to the new time…' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Schedule the bot of 1 event');
  const change = dialog.getByRole('definition');
  await expect(change.filter({ hasText: 'is moved' })).toBeVisible();
  await expect(dialog.locator('del')).toHaveCount(2);
  await expect(dialog.locator('ins')).toHaveCount(2);
  await expect(dialog.getByRole('list', { name: 'Recipes in use' })).toContainText(
    'Everyone in a meeting shares one bot',
  );
  await expect(dialog.getByRole('radio', { name: 'Keep what the bot has now' })).toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Reschedule bot' })).toBeFocused();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  expect(await axeFindings(page, 'dark', 'dialog')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(job(page)).toContainText('Scheduled');
  expect(schedule.stage.findEvent(id)?.bots.map((bot) => bot.startAt)).toEqual([startAt]);
  await expect(page.getByRole('article')).toContainText('Covered');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(job(page)).toBeHidden();
});

test('all bots at the wrong time are moved at once from the agenda, and the job names each event', async ({
  schedule,
}) => {
  const { page, stage } = schedule;
  await go(page, '/events?verdict=wrong_time');
  await expect(rowAt(page, 'Schedule', 3)).toBeVisible();
  await page.getByRole('button', { name: 'Fix all 3 at the wrong time…' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Schedule the bots of 3 events');
  for (const title of ['Kick-off', 'Negotiation', 'Steering']) await expect(dialog).toContainText(title);
  await dialog.getByRole('button', { name: 'Reschedule bots of 3 events' }).click();
  await expect(footer(page)).toContainText('Scheduling bots of 3 events, the soonest first.');
  await footer(page).getByRole('link', { name: 'Show the job' }).click();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByText('Finished: 3 scheduled')).toBeVisible();
  const results = page.getByRole('grid', { name: 'Results' });
  await expect(results).toContainText('Kick-off');
  expect(await axeFindings(page, 'light', '#root')).toEqual([]);
  await rowAt(page, 'Results', 1).click();
  await page.getByRole('link', { name: /^Entry/ }).click();
  await expect(page.getByRole('article')).toContainText('Schedule bot');
  await page.getByRole('link', { name: 'All entries about this event' }).click();
  await expect.poll(() => addressOf(page)).toMatch(/event=/);
  await expect(rowAt(page, 'Audit log', 1)).toBeVisible();
  for (const { bots, startAt } of stage.events()) expect(bots.map((bot) => bot.startAt)).toEqual([startAt]);
});

test('rows of the agenda are chosen by keys, and their bots unscheduled', async ({ schedule }) => {
  const { page, event } = schedule;
  await go(page, '/events');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(checked(page)).toHaveCount(2);
  await expect(footer(page)).toContainText('2 events selected');
  await expect(footer(page).getByRole('button', { name: 'Schedule 2…', exact: true })).toBeVisible();
  await footer(page).getByRole('button', { name: 'Unschedule 2…' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Unschedule the bots of 2 events');
  await expect(dialog.locator('del').first()).toBeVisible();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Unschedule bots of 2 events' }).click();
  await expect(dialog).toBeHidden();
  await expect(checked(page)).toHaveCount(0);
  await expect.poll(() => event('On time 1').bots).toEqual([]);
  await expect(rowAt(page, 'Schedule', 1)).toContainText('Will be missed');
});

test('what the filters leave is chosen as a whole, and another filter lets go of it', async ({ schedule }) => {
  const { page } = schedule;
  await go(page, '/events?when=all');
  await expect(rowAt(page, 'Schedule', 8)).toBeVisible();
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(checked(page)).toHaveCount(8);
  await page.getByRole('button', { name: /^Wrong time/ }).click();
  await expect(checked(page)).toHaveCount(0);
  await expect(footer(page)).toContainText('The filters changed, so nothing is selected any more.');
});

test('where Recall lists the old bot beside the new one, the job says so and the old one can be retired', async ({
  schedule,
}) => {
  const { page, stage, event } = schedule;
  stage.otherKey = 'add';
  const { id, startAt } = event('Negotiation');
  const row = await openEvent(page, 'Negotiation');
  await page.keyboard.press('r');
  await dialogOf(page).getByRole('button', { name: 'Reschedule bot' }).click();
  await expect(job(page)).toContainText('Taken but unproven');
  await job(page).getByRole('link', { name: 'Show the job' }).click();
  await rowAt(page, 'Results', 1).click();
  await page.getByRole('button', { name: 'Retire the old bot…' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Retire 1 bot');
  await expect(dialog.getByRole('definition').filter({ hasText: 'is taken away' })).toBeVisible();
  await expect(dialog.getByRole('definition').filter({ hasText: 'not when the event starts' })).toBeVisible();
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Retire bot' }).click();
  await expect(dialog).toBeHidden();
  await go(page, `/events/${row.workspaceId}/${row.id}`);
  await expect(job(page)).toContainText('Retired');
  expect(stage.findEvent(id)?.bots.map((bot) => bot.startAt)).toEqual([startAt]);
});

test('a new configuration is checked where it is written, and is nowhere in the window afterwards', async ({
  schedule,
}) => {
  const { page, event } = schedule;
  const secret = 'canary-zak-token-0123456789';
  await openEvent(page, 'Steering');
  await page.getByRole('button', { name: 'Move the bot to the new time…' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('radio', { name: 'Give a new one' }).check();
  const field = dialog.getByRole('textbox', { name: 'Configuration as JSON' });
  const send = dialog.getByRole('button', { name: 'Reschedule bot' });
  await field.fill('{\n  "bot_name": "Notes"\n  "zoom": 1\n}');
  await expect(dialog.getByRole('status')).toContainText('Line 3, column 3: A comma or “}” is missing.');
  await send.click();
  await expect(field).toBeFocused();
  expect((await call(page, 'jobs.list', { after: null, limit: 1 })).rows).toEqual([]);
  await field.fill('<script>alert(1)</script>');
  await expect(dialog.getByRole('status')).toContainText('It has to begin with “{”');
  await field.fill('{"zoom": {"zak_url": "[redacted]"}}');
  await expect(dialog.getByRole('status')).toContainText('stands for a secret that Callboard never kept');
  await send.click();
  await expect(dialog).toBeVisible();
  // What only the core can see is refused in its words, and nothing that was written is lost.
  await field.fill('{"output_media": {"camera": {"kind": "webpage", "config": {"url": "http://localhost:3000"}}}}');
  await send.click();
  await expect(dialog.getByRole('alert')).toContainText('output_media.camera.config.url');
  await expect(field).toHaveValue(/localhost:3000/);
  await field.fill(`{"zoom": {"zak_url": "https://acme.example/${secret}"}}`);
  await dialog.getByRole('button', { name: 'Insert bot_name' }).click();
  await expect(field).toHaveValue(/^\{\n {2}"bot_name": "Meeting Notetaker",/);
  await expect(dialog.getByText('is there')).toHaveCount(2);
  expect(await axeFindings(page, 'light', 'dialog')).toEqual([]);
  expect(await axeFindings(page, 'dark', 'dialog')).toEqual([]);
  await send.click();
  await expect(dialog).toBeHidden();
  await expect(job(page)).toContainText('Scheduled');
  expect(event('Steering').bots).toHaveLength(1);
  expect(await page.content()).not.toContain(secret);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]),
  );
  expect(kept).not.toContain(secret);
  const { rows } = await call(page, 'audit.list', { filter: { workspaces: 'all' }, after: null, limit: 10 });
  expect(rows[0]?.action).toBe('event.schedule_bot');
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test('the editor begins with what the bot had, as far as Callboard was told', async ({ schedule }) => {
  const { page, event } = schedule;
  const [bot] = event('Steering').bots;
  const { workspaceId } = await openEvent(page, 'Steering');
  await call(page, 'bots.refresh', { workspaceId, id: bot?.botId ?? '' });
  await page.getByRole('button', { name: 'Move the bot to the new time…' }).click();
  await dialogOf(page).getByRole('radio', { name: 'Give a new one' }).check();
  await expect(dialogOf(page).getByRole('textbox', { name: 'Configuration as JSON' })).toHaveValue(/"bot_name": /);
  await expect(dialogOf(page)).toContainText(`It begins with what ${bot?.botId ?? ''}`);
});

test('another key than the recipe in use is possible, and what follows from it is said first', async ({ schedule }) => {
  const { page } = schedule;
  await openEvent(page, 'Kick-off');
  await page.keyboard.press('r');
  const dialog = dialogOf(page);
  await dialog.getByRole('combobox', { name: 'Deduplication key' }).selectOption('Each event has a bot of its own');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Warning:' })).not.toHaveCount(0);
  await expect(dialog).toContainText('This is not the recipe in use.');
  await dialog.getByRole('combobox', { name: 'Deduplication key' }).selectOption('Own template');
  await expect(dialog.getByRole('button', { name: 'Reschedule bot' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Template' }).fill('{start_time}');
  await expect(dialog.getByRole('alert')).toContainText('Different meetings would get the same key');
  await dialog.getByRole('textbox', { name: 'Template' }).fill('{event_id}');
  await expect(dialog.getByRole('button', { name: 'Reschedule bot' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('in a workspace that is read-only here nothing is offered, and the page says why', async ({ schedule }) => {
  const { page } = schedule;
  const { workspaceId } = await openEvent(page, 'Kick-off');
  await call(page, 'workspaces.update', { workspaceId, mode: 'read_only' });
  const step = page.getByRole('button', { name: 'Move the bot to the new time…' });
  await expect(step).toBeDisabled();
  await expect(page.getByRole('article')).toContainText('Stage is read-only here.');
  await expect(page.getByRole('button', { name: 'More actions' })).toBeHidden();
  await go(page, '/events?verdict=wrong_time');
  await page.getByRole('button', { name: 'Fix all 3 at the wrong time…' }).click();
  await expect(dialogOf(page)).toContainText('There is nothing to do: none of these events can be acted on.');
  await expect(dialogOf(page).getByText('Stage is read-only here.')).toBeVisible();
});
