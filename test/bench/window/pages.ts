/** Builds the benchmark's own pages and serves them on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { scratchFolder } from '../scratch.ts';

const PAGES = ['static', 'react-only', 'plain-grid', 'our-grid'] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface ServedPages {
  readonly origin: string;
  close(): void;
}

export async function servePages(): Promise<ServedPages> {
  const outDir = scratchFolder();
  const root = join(import.meta.dirname, 'pages');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    base: './',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: { input: PAGES.map((page) => join(root, `${page}.html`)) },
    },
  });
  const server = createServer((request, response) => {
    const path = normalize(join(outDir, new URL(request.url ?? '/', 'http://127.0.0.1').pathname));
    try {
      if (!path.startsWith(outDir)) throw new Error('outside');
      const body = readFileSync(path);
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
