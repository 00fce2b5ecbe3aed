/** The built renderer as bytes and headers; used by the web host and by `app://`. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGE_HEADERS } from './content-policy.ts';

export interface StaticAnswer {
  readonly status: 200 | 404 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Types of what a build of the renderer holds; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** The entry page may change with every build; files under assets/ carry a hash in their name. */
const ENTRY_CACHE = 'no-cache';
const ASSET_CACHE = 'private, max-age=31536000, immutable';

/**
 * Reads one file of `root` by the path of a URL (percent-encoded, leading slash). Whatever is not a plain file inside
 * `root` (also through links) is a 404.
 */
export async function readStatic(root: URL, urlPath: string): Promise<StaticAnswer> {
  const name = urlPath === '/' ? '/index.html' : decoded(urlPath);
  const type = name === null ? undefined : TYPES[extname(name)];
  if (name === null || type === undefined || !isPlain(name)) return notFound(urlPath);
  try {
    const base = await realpath(fileURLToPath(root));
    const path = await realpath(join(base, name));
    if (!path.startsWith(base + sep) || !(await stat(path)).isFile()) return notFound(urlPath);
    const body = await readFile(path);
    const cache = name.startsWith('/assets/') ? ASSET_CACHE : ENTRY_CACHE;
    return { status: 200, headers: { ...PAGE_HEADERS, 'content-type': type, 'cache-control': cache }, body };
  } catch {
    return notFound(urlPath);
  }
}

/** Files that are in memory before anyone asks: the first paint waits for two of them, one after the other. */
export class StaticFiles {
  readonly #root: URL;
  readonly #kept = new Map<string, Promise<StaticAnswer>>();

  constructor(root: URL) {
    this.#root = root;
  }

  /** Reads the whole build, under 1 MB. Never rejects; what cannot be read now is tried again when it is asked for. */
  async preload(): Promise<void> {
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true }).catch(() => []);
    const base = fileURLToPath(this.#root);
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const paths = files.map((file) => `/${relative(base, file).split(sep).join('/')}`);
    await Promise.all(paths.map((path) => this.#keep(path === '/index.html' ? '/' : path)));
  }

  /** As {@link readStatic}. */
  read(urlPath: string): Promise<StaticAnswer> {
    return this.#kept.get(urlPath) ?? readStatic(this.#root, urlPath);
  }

  async #keep(urlPath: string): Promise<void> {
    const answer = await readStatic(this.#root, urlPath);
    if (answer.status === 200) this.#kept.set(urlPath, Promise.resolve(answer));
  }
}

function notFound(urlPath: string): StaticAnswer {
  return urlPath === '/'
    ? plain(503, 'The window of Callboard has not been built. Run "npm start" or "npm run build".')
    : plain(404, 'Not found.');
}

function plain(status: 404 | 503, text: string): StaticAnswer {
  const headers = { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers, body: new TextEncoder().encode(text) };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Every segment is an ordinary name: no dots in front, no separators or NUL smuggled in by encoding. */
function isPlain(name: string): boolean {
  return name
    .slice(1)
    .split('/')
    .every((segment) => /^[\w-][\w.-]*$/.test(segment));
}
