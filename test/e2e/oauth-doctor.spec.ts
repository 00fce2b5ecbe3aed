/** The OAuth doctor: what is wrong with a pasted URL or error, how it should be, and that no secret stays anywhere. */
import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { addressOf, go } from './support/console.ts';
import { expect, test } from './support/fixtures.ts';

const SECRET = 'canary8Q~x1Y2z3.W4v5-U6t7';
const field = (page: Page) => page.getByRole('textbox', { name: /^Paste an authorisation URL/ });
const findings = (page: Page) => page.getByRole('region', { name: 'Findings' }).getByRole('listitem');

/** Puts a text into the field the way a paste does: at once. */
async function paste(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
}

test('a person with the keyboard alone opens the doctor, tries an example and copies the corrected URL', async ({
  console: page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('body').press('g');
  await page.locator('body').press('d');
  await expect.poll(() => addressOf(page)).toBe('/oauth-doctor');
  await expect(page.getByRole('heading', { level: 1, name: 'OAuth doctor' })).toBeVisible();
  const example = page.getByRole('button', { name: 'Microsoft answers AADSTS900144' });
  await example.focus();
  await page.keyboard.press('Enter');
  await expect(findings(page).first()).toContainText('Wrong host');
  await expect(page.getByText(/^Authorisation URL, Microsoft, for Calendar V2: /)).toBeVisible();

  // From a mark in the text to its finding, which then marks it.
  const mark = page.getByRole('region', { name: 'Checked text' }).getByText('login.microsoft.com');
  await mark.focus();
  await page.keyboard.press('Enter');
  await expect(findings(page).first()).toBeFocused();
  await expect(mark).toHaveAttribute('data-active', '');

  const corrected = page.getByRole('region', { name: 'Corrected URL' });
  await expect(corrected.locator('ins').first()).toContainText(
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  );
  await expect(corrected).not.toContainText('prompt=consent');
  await corrected.getByRole('button', { name: 'Copy corrected URL' }).press('Enter');
  await expect(corrected.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(
    'scope=openid%20email%20https%3A%2F%2Fgraph.microsoft.com%2FCalendars.Read%20offline_access&state=7f3a',
  );

  await paste(page, copied);
  await expect(page.getByText('Nothing wrong was found')).toBeVisible();
  await expect(page.getByText(/^Checked: address of the provider/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(example).toBeVisible();
  expect(addressOf(page)).toBe('/oauth-doctor');
});

test('a pasted secret is nowhere afterwards: not in the page, the storage, the address or an answer', async ({
  console: page,
}) => {
  const answers: Promise<string>[] = [];
  // The stream of events never ends.
  page.on('response', (response) => {
    if (response.url().endsWith('/rpc/call')) answers.push(response.text());
  });
  await go(page, '/oauth-doctor');
  await paste(
    page,
    `https://app.example.com/cb?code=${SECRET}&scope=openid&client_secret=${encodeURIComponent(SECRET)}2`,
  );
  await expect(page.getByText(/2 secrets were taken out/)).toBeVisible();
  await expect(field(page)).toHaveValue('https://app.example.com/cb?code=***&scope=openid&client_secret=***');
  await expect(field(page)).toBeFocused();
  await expect(findings(page).filter({ hasText: 'A live credential was pasted' })).toContainText(
    '1 authorisation code, 1 client secret',
  );
  await page.keyboard.press('ControlOrMeta+z');
  const kept = await page.evaluate(async () => {
    const stores = await indexedDB.databases();
    const fields = Array.from(document.querySelectorAll('textarea, input'), (one) => (one as HTMLInputElement).value);
    const local = JSON.stringify([localStorage, sessionStorage, history.state]);
    return [document.documentElement.outerHTML, ...fields, local, location.href, JSON.stringify(stores)].join('\n');
  });
  expect(kept).not.toContain('canary');
  const said = (await Promise.all(answers)).join('\n');
  expect(said).toContain('authorisation code');
  expect(said).not.toContain('canary');

  // What was typed goes with the page.
  await go(page, '/oauth-clients');
  await page.getByRole('button', { name: 'Check an OAuth URL or error' }).click();
  await expect(field(page)).toHaveValue('');
});

test('texts that try to become code stay text, and long ones say that they are too long', async ({ console: page }) => {
  await go(page, '/oauth-doctor');
  await paste(page, '<img src=x onerror="alert(1)"> javascript:alert(1) \u202e AADSTS50011: <b>The redirect</b>');
  await expect(findings(page).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Checked text' })).toContainText('<img src=x onerror="alert(1)">');
  await paste(page, 'hello there');
  await expect(findings(page)).toHaveCount(1);
  await expect(findings(page)).toContainText('Neither an OAuth URL nor an error');
  await paste(page, 'a'.repeat(200_001));
  await expect(page.getByText(/at most 200,000 can be checked/)).toBeVisible();
  await expect(findings(page)).toHaveCount(0);
});

const PICTURES = process.env['DOCTOR_PICTURES'];

test('the page can be used by everybody, wide and narrow, in light and dark', async ({ console: page }) => {
  await go(page, '/oauth-doctor');
  const states: readonly (readonly [string, () => Promise<void>])[] = [
    ['empty', async () => expect(page.getByRole('region', { name: 'Examples' })).toBeVisible()],
    [
      'faults',
      async () => {
        await page.getByRole('button', { name: 'Microsoft answers AADSTS900144' }).click();
        await expect(findings(page).first()).toBeVisible();
      },
    ],
    [
      'callback',
      async () => {
        await page.getByRole('button', { name: 'Clear' }).click();
        await page.getByRole('button', { name: 'The user comes back with an error' }).click();
        await expect(findings(page)).toHaveCount(1);
      },
    ],
    [
      'right',
      async () => {
        await paste(page, 'https://app.example.com/cb?code=***&state=7f3a');
        await expect(page.getByText('Nothing wrong was found')).toBeVisible();
      },
    ],
  ];
  for (const [name, open] of states) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open();
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await page.setViewportSize({ width, height });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over).toBe(0);
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
        if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}-${width}-${scheme}.png` });
        expect(await axeFindings(page, scheme)).toEqual([]);
      }
    }
  }
});
