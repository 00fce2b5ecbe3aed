/**
 * The way into the window. Without styles and libraries of its own, so that the shell in index.html is painted while
 * the console and the first page are still being fetched, both at the same time.
 */
const firstPage = location.hash.startsWith('#/events')
  ? import('./views/events/index.tsx')
  : import('./views/calendars/index.tsx');
// The router asks for its page again and says what went wrong.
firstPage.catch(() => {});

import('./boot.tsx').catch(() => {
  const root = document.getElementById('root');
  if (root === null) return;
  root.textContent = 'Callboard could not be loaded. Check that it still runs, then open this page again.';
});
