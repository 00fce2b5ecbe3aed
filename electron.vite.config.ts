import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** `import … from "node:fs"` in a built chunk: 1 default name, 2 namespace name, 3 list of names, 4 module. */
const NODE_IMPORT =
  /^import\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)\s*|\{([^}]*)\}\s*)?from\s*["'](node:[\w/]+)["'];?$/gm;

/**
 * Takes the named things out of Node's own modules, and nothing else. An `import` of `node:fs` or `node:util` makes Node
 * read every export of the module, and some of these load further modules when they are read (streams, promises,
 * workers): 2 ms to 3 ms for each, at every start of a process or a thread.
 */
const plainImports: Plugin = {
  name: 'callboard:plain-imports',
  renderChunk(code) {
    const rewritten = code.replace(NODE_IMPORT, (_, whole?: string, all?: string, names?: string, from = '') => {
      const module = `process.getBuiltinModule("${from}")`;
      const targets = [whole, all, names === undefined ? undefined : `{${names.replaceAll(/\s+as\s+/g, ':')}}`];
      return targets.flatMap((target) => (target === undefined ? [] : [`const ${target} = ${module};`])).join('\n');
    });
    return { code: rewritten, map: null };
  },
};

/**
 * Escapes what is not ASCII. One such character doubles a file's size in memory and the time to read it; they stand in texts
 * and patterns only, where an escape means the same.
 */
const asciiOnly: Plugin = {
  name: 'callboard:ascii-only',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      if (/\\[^\0-\x7f]/.test(chunk.code)) this.error(`${chunk.fileName}: a character that is escaped already`);
      chunk.code = chunk.code.replaceAll(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

const BINDING = '\0better-sqlite3-binding';

/**
 * Bundles better-sqlite3's fifteen small files, which take longer to find and read than the database takes to open. The one
 * that finds the binary for this platform stays where it is: it looks beside itself.
 */
const bundledSqlite: Plugin = {
  name: 'callboard:bundled-sqlite',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === './binding' && importer?.replaceAll('\\', '/').endsWith('/better-sqlite3/lib/index.js') === true
      ? BINDING
      : null,
  load: (id) =>
    id === BINDING
      ? `import { createRequire } from 'node:module';
         const require = createRequire(import.meta.url);
         const folder = require.resolve('better-sqlite3/package.json').slice(0, -'package.json'.length);
         export const { getBinding } = require(folder + 'lib/binding.js');`
      : null,
};

/** What every host needs at its start, and plain data: one file instead of many, because each costs a quarter of a millisecond. */
const COMMON = {
  name: 'common',
  priority: 2,
  test: /[\\/](?:electron[\\/]shell[\\/](?:arguments|exit|data-dir|lanes|cli[\\/]rpc)|shared[\\/](?!contract|entities|filters|once)[\w-]+)\.ts$/,
};
/** What answers questions from the file, with SQLite and zod: for the command line and the workers, never for a host's start. */
const ANSWERS = { name: 'answers', priority: 1, test: /[\\/]shell[\\/]cli[\\/]read-here\.ts$/ };

/**
 * Three builds: the hosts and their workers (ESM, Node), the preload script (CJS: a sandboxed preload cannot be a module) and
 * the renderer.
 */
export default defineConfig({
  main: {
    plugins: [plainImports, bundledSqlite, asciiOnly],
    build: {
      target: 'node24',
      minify: true,
      sourcemap: false,
      // Native binaries stay outside. zod and undici are bundled: as one file each they load in half the time (zod is
      // 90 files), undici still only when the first workspace starts.
      externalizeDeps: { include: ['keytar'], exclude: ['zod', 'undici', 'better-sqlite3'] },
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          web: 'electron/web.ts',
          cli: 'electron/cli.ts',
          'core-worker': 'electron/core-worker.ts',
          'reader-worker': 'electron/reader-worker.ts',
          'simulator-worker': 'electron/simulator-worker.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: { groups: [COMMON, ANSWERS] },
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react(), preloadConsole()],
    build: {
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      // The policy forbids data: fonts and scripts, and small assets cache well as files.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: 'renderer/index.html',
        output: {
          codeSplitting: {
            groups: [
              chunkFrom('entry', 'main.tsx'),
              chunkFrom('react', 'react-dom.ts'),
              chunkFrom('console', 'boot.tsx'),
            ],
          },
        },
      },
    },
  },
});

/** What a chunk's module leads to without a dynamic import; the part of rolldown's context that this needs. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * One file of everything that a module needs, except what an earlier group took: the entry, React, the console. Left to itself
 * the bundler makes a file of every set of modules that two pages share, and each one delays the first paint by a request.
 */
function chunkFrom(name: string, module: string) {
  const root = fileURLToPath(new URL(`./renderer/src/${module}`, import.meta.url));
  return { debugName: name, name: (id: string, graph: Graph) => (reachable(root, graph).has(id) ? name : null) };
}

function reachable(from: string, graph: Graph): ReadonlySet<string> {
  const found = new Set([from]);
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

/**
 * Names the console's files in the page, so that they are fetched while the entry asks the first questions and the shell is
 * painted, instead of after it (renderer/src/main.tsx).
 */
function preloadConsole(): Plugin {
  return {
    name: 'preload-console',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
        const console = chunks.find(({ name }) => name === 'console');
        if (console === undefined) throw new Error('The page has no console to preload.');
        const needed = chunks.filter(
          (chunk) => chunk === console || (chunk.name !== 'entry' && console.imports.includes(chunk.fileName)),
        );
        return [
          ...needed.map(({ fileName }) => link({ rel: 'modulepreload', href: `./${fileName}` })),
          ...needed
            .flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
            .map((file) => link({ rel: 'preload', as: 'style', href: `./${file}` })),
        ];
      },
    },
  };
}

function link(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'link', attrs: { crossorigin: true, ...attrs }, injectTo: 'head' };
}
