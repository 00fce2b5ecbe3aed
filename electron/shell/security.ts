/** Denies by default: permissions, navigation, new windows, webviews and requests to anywhere but our own page. */
import { app, shell } from 'electron';
import type { Session, WebContents } from 'electron';
import { outsideAddress } from './origin.ts';
import type { Origin } from './origin.ts';

/** The copy buttons need it; it can write text to the clipboard after a click, and never read. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/** Call before the first window exists. */
export function hardenSession(session: Session, origin: Origin): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(permission === ALLOWED_PERMISSION && origin.isOurs(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => permission === ALLOWED_PERMISSION && origin.isOurs(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !mayLoad(url, origin) }));
  session.on('will-download', (event, item) => {
    if (!isOurExport(item.getURL(), origin)) event.preventDefault();
  });
}

/** A file that our own page made in memory; the person is asked where to save it. */
function isOurExport(url: string, origin: Origin): boolean {
  return url.startsWith('blob:') && origin.isOurs(url.slice('blob:'.length));
}

/** The page's own files, what it holds in memory, and the developer tools. */
function mayLoad(url: string, origin: Origin): boolean {
  if (origin.isOurs(url) || origin.isOurs(url.replace(/^ws:/, 'http:'))) return true;
  return /^(devtools|data|blob):/.test(url);
}

/** Applies to every page that the app ever creates. */
export function hardenPages(origin: Origin): void {
  app.on('web-contents-created', (_event, contents) => hardenPage(contents, origin));
}

function hardenPage(contents: WebContents, origin: Origin): void {
  contents.setWindowOpenHandler(({ url }) => {
    const outside = outsideAddress(url);
    if (outside !== null) void shell.openExternal(outside);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!origin.isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (!origin.isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!origin.isOurs(event.url)) event.preventDefault();
  });
}
