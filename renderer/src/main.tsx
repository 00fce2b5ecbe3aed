/**
 * The way into the window, small enough to be there with the first frame of the shell in index.html: the first questions leave,
 * and while they are answered the console begins, which the page has fetched meanwhile (the links in index.html).
 */
import { parseSearch, validateGlobalSearch } from './address.ts';
import { applyColourScheme } from './colour-scheme.ts';
import { askEarly } from './early.ts';
import { firstQuestions } from './first-questions.ts';
import { zoneChoice, zoneOf } from './zones.ts';

const root = document.getElementById('root');
if (root !== null) {
  begin(root).catch(() => {
    root.textContent = 'Callboard could not be loaded. Check that it still runs, then open this page again.';
  });
}

async function begin(root: HTMLElement): Promise<void> {
  askFirst();
  const styled = applyStyles();
  const boot = import('./boot.tsx');
  // What is left is done while the console is made ready.
  dropToken();
  applyColourScheme();
  const { start } = await boot;
  await styled;
  await start(root);
}

/** The console's sheets: until now only fetched, because a sheet that is in force holds back the first paint. */
async function applyStyles(): Promise<void> {
  const sheets = document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=style]');
  await Promise.all(
    Array.from(sheets, (sheet) => {
      const there = new Promise((resolve) => {
        sheet.addEventListener('load', resolve, { once: true });
        sheet.addEventListener('error', resolve, { once: true });
      });
      sheet.rel = 'stylesheet';
      return there;
    }),
  );
}

/** The web host's one-time token was exchanged for a cookie when this page was sent; it need not stand in the address. */
function dropToken(): void {
  if (location.search !== '') history.replaceState(history.state, '', `${location.pathname}${location.hash}`);
}

function askFirst(): void {
  const { hash } = location;
  const { tz } = validateGlobalSearch(parseSearch(hash.split('?')[1] ?? ''));
  askEarly(firstQuestions(hash, Date.now(), zoneOf(zoneChoice(tz))));
}
