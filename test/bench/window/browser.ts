/** Chromium as the measurements need it: a new process per cold page, software raster, no background traffic. */
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export async function launch(): Promise<Browser> {
  const executablePath = process.env['CALLBOARD_CHROMIUM'];
  return chromium.launch({ args: ARGS, ...(executablePath === undefined ? {} : { executablePath }) });
}

/** Opens `url` in a new browser process and runs `measure` on the page. */
export async function inColdBrowser<T>(url: string, measure: (page: Page) => Promise<T>): Promise<T> {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.addInitScript(watchRows);
    await page.goto(url);
    return await measure(page);
  } finally {
    await browser.close();
  }
}

/** In the page: notes when the first row that holds text was painted. */
function watchRows(): void {
  const found = (): boolean =>
    [...document.querySelectorAll('[role="row"]')].some(
      (row) =>
        row.getAttribute('aria-rowindex') !== '1' &&
        row.getAttribute('aria-busy') !== 'true' &&
        (row.textContent ?? '').trim() !== '',
    );
  const observer = new MutationObserver(() => {
    if (!found()) return;
    observer.disconnect();
    // The frame after the next one begins when the row has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('first-row')));
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy'] });
}

/** First contentful paint, ms since navigation. */
export async function firstPaint(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  return Number(await handle.jsonValue());
}

/** First painted row, ms since navigation. */
export async function firstRow(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => performance.getEntriesByName('first-row')[0]?.startTime);
  return Number(await handle.jsonValue());
}
