/** Serves the built renderer at `app://callboard/` with the same headers as the web host. */
import { protocol } from 'electron';
import type { Session } from 'electron';
import { APP_URL } from './origin.ts';
import { readStatic } from './static-files.ts';

const APP = new URL(APP_URL);

/** Call before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP.protocol.slice(0, -1),
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** `renderer` is the folder of the built renderer. */
export function serveRenderer(session: Session, renderer: URL): void {
  session.protocol.handle(APP.protocol.slice(0, -1), async (request) => {
    const url = new URL(request.url);
    if (url.host !== APP.host || request.method !== 'GET') return new Response(null, { status: 403 });
    const { status, headers, body } = await readStatic(renderer, url.pathname);
    return new Response(body, { status, headers: { ...headers } });
  });
}
