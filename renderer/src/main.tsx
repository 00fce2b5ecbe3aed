/**
 * The way into the window. First the shell in index.html is painted, with nothing in its way; then the first questions leave,
 * and while they are answered the console begins, which the page has fetched meanwhile (the links in index.html).
 */
import { parseSearch, validateGlobalSearch } from './address.ts';
import { applyColourScheme } from './colour-scheme.ts';
import { askEarly } from './early.ts';
import { firstQuestions } from './first-questions.ts';
import { zoneChoice, zoneOf } from './zones.ts';

/** A window in the background paints nothing; the console need not wait for it, ms. */
const PAINT_PATIENCE_MS = 100;

const root = document.getElementById('root');
if (root !== null) {
  shellPainted()
    .then(() => {
      askFirst();
      applyColourScheme();
      return import('./boot.tsx');
    })
    .then(async ({ start }) => {
      await start(root);
      requestIdleCallback(dropToken);
    })
    .catch(() => {
      root.textContent = 'Callboard could not be loaded. Check that it still runs, then open this page again.';
    });
}

/** Resolves after the first frame. */
function shellPainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PAINT_PATIENCE_MS);
  });
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
