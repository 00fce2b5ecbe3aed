/** The arrows of docs: who may import whom, read from the imports themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = dirname(import.meta.dirname);
const SOURCE_FOLDERS = ['shared', 'electron', 'renderer', 'test', 'scripts'];
const SOURCE_FILE = /\.(?:ts|tsx|mjs)$/;
const LONGEST_FILE = 500;

interface Source {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** For relative imports the path from the root, else the package as written. */
  readonly target: string;
  /** type: disappears at run time; lazy: `import()` or `require`; worker: the entry of a thread. */
  readonly kind: 'static' | 'type' | 'lazy' | 'worker';
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`; group 1 is `type` when the whole clause is erased. */
const STATIC = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const LAZY = /\b(?:import|require|require\.resolve)\(\s*['"]([^'"]+)['"]/g;
const WORKER = /new URL\(\s*['"](\.[^'"]+\.(?:ts|js))['"]/g;

/** Reads the imports of a source text without a parser: the forms above are the only ones that this code uses. */
function importsOf(path: string, text: string): Import[] {
  // Comments may quote imports.
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const resolve = (specifier: string): string =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
  return [
    ...Array.from(code.matchAll(STATIC), ([, type, to]) => ({
      target: resolve(to ?? ''),
      kind: type === undefined ? ('static' as const) : ('type' as const),
    })),
    ...Array.from(code.matchAll(LAZY), ([, to]) => ({ target: resolve(to ?? ''), kind: 'lazy' as const })),
    ...Array.from(code.matchAll(WORKER), ([, to]) => ({ target: resolve(to ?? ''), kind: 'worker' as const })),
  ];
}

function readSources(): Source[] {
  return SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && SOURCE_FILE.test(entry.name))
      .map((entry) => {
        const path = posix.join(entry.parentPath.slice(ROOT.length + 1).replaceAll('\\', '/'), entry.name);
        const text = readFileSync(join(ROOT, path), 'utf8');
        return { path, text, imports: importsOf(path, text) };
      }),
  );
}

const sources = readSources();
const inFolder = (folder: string): Source[] => sources.filter(({ path }) => path.startsWith(folder));
const isPackage = (target: string, name: string): boolean => target === name || target.startsWith(`${name}/`);
const isNode = (target: string): boolean => target.startsWith('node:');

/** Imports of `files` that `forbidden` objects to, as `file → target`. */
function offences(files: readonly Source[], forbidden: (target: string, entry: Import) => boolean): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter((entry) => forbidden(entry.target, entry)).map(({ target }) => `${path} → ${target}`),
  );
}

/** How `start` reaches one of the packages through static imports, each as `file → file → package`. */
function staticPaths(start: string, packages: readonly string[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reachedBy = new Map<string, string | null>([[start, null]]);
  // A map keeps its order of insertion and sees what is added while it is walked: a queue.
  for (const [path] of reachedBy)
    for (const { target, kind } of byPath.get(path)?.imports ?? [])
      if (kind === 'static' && !reachedBy.has(target)) reachedBy.set(target, path);
  return packages.flatMap((name) => {
    const chain: string[] = [];
    for (let at: string | null | undefined = reachedBy.has(name) ? name : null; at; at = reachedBy.get(at))
      chain.unshift(at);
    return chain.length > 0 ? [chain.join(' → ')] : [];
  });
}

describe('the reading of imports', () => {
  it('sees static, type-only, re-exporting, side-effect, dynamic and worker imports, and no comments', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "export * from 'zod';",
      "import 'side';",
      "/* import x from 'commented'; */",
      "// import y from 'commented';",
      "const c = await import('./c.ts');",
      "new Worker(new URL('./w.js', import.meta.url));",
      'import {\n  d,\n} from "node:fs";',
    ].join('\n');
    expect(importsOf('electron/core/x.ts', text)).toEqual([
      { target: 'electron/core/a.ts', kind: 'static' },
      { target: 'electron/b.ts', kind: 'type' },
      { target: 'zod', kind: 'static' },
      { target: 'side', kind: 'static' },
      { target: 'node:fs', kind: 'static' },
      { target: 'electron/core/c.ts', kind: 'lazy' },
      { target: 'electron/core/w.js', kind: 'worker' },
    ]);
  });

  it('finds the sources of every folder', () => {
    expect(SOURCE_FOLDERS.filter((folder) => inFolder(`${folder}/`).length === 0)).toEqual([]);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });
});

describe('the arrows', () => {
  it('shared imports only itself and zod: nothing of Node, Electron or the other folders', () => {
    const allowed = (target: string): boolean => target.startsWith('shared/') || isPackage(target, 'zod');
    expect(offences(inFolder('shared/'), (target) => !allowed(target))).toEqual([]);
  });

  it('the renderer imports shared and browser packages only', () => {
    const forbidden = (target: string): boolean =>
      /^(?:electron|test|scripts)(?:\/|$)/.test(target) ||
      isNode(target) ||
      ['better-sqlite3', 'undici', 'keytar', 'zod'].some((name) => isPackage(target, name));
    expect(offences(inFolder('renderer/'), forbidden)).toEqual([]);
  });

  it('what the renderer takes from schema files disappears at run time or is plain data', () => {
    // The contract itself builds zod objects when it is loaded, so it may only lend its types.
    const forbidden = (target: string, { kind }: Import): boolean =>
      /^shared\/(?:contract|entities|filters)\.ts$/.test(target) && kind !== 'type';
    expect(offences(inFolder('renderer/'), forbidden)).toEqual([]);
  });

  it('the core imports neither hosts, nor the simulator, nor Electron, nor the renderer', () => {
    const forbidden = (target: string): boolean =>
      isPackage(target, 'electron')
        ? !target.startsWith('electron/core/')
        : /^(?:renderer|test|scripts)\//.test(target) || isPackage(target, 'keytar');
    expect(offences(inFolder('electron/core/'), forbidden)).toEqual([]);
  });

  it('the simulator imports shared and the types of the core only', () => {
    const forbidden = (target: string, { kind }: Import): boolean =>
      isPackage(target, 'electron')
        ? !(target.startsWith('electron/simulator/') || (target.startsWith('electron/core/') && kind === 'type'))
        : /^(?:renderer|test|scripts)\//.test(target);
    expect(offences(inFolder('electron/simulator/'), forbidden)).toEqual([]);
  });

  it('hosts and shell import neither the renderer nor tests', () => {
    expect(offences(inFolder('electron/'), (target) => /^(?:renderer|test|scripts)\//.test(target))).toEqual([]);
  });

  it('only main, preload and the shell import electron', () => {
    const allowed = (path: string): boolean =>
      path === 'electron/main.ts' || path === 'electron/preload.ts' || path.startsWith('electron/shell/');
    const others = sources.filter(({ path }) => /^(?:electron|shared|renderer)\//.test(path) && !allowed(path));
    expect(
      offences(others, (target) => target === 'electron' || /^electron\/(?:main|common|renderer)$/.test(target)),
    ).toEqual([]);
  });

  it('only shell/ipc.ts listens to windows', () => {
    const listeners = inFolder('electron/').filter(({ text }) => /\bipcMain\b/.test(text));
    expect(listeners.map(({ path }) => path).filter((path) => path !== 'electron/shell/ipc.ts')).toEqual([]);
  });

  it('nothing in production code imports a test', () => {
    const production = sources.filter(({ path }) => !path.startsWith('test/'));
    expect(offences(production, (target) => target.startsWith('test/'))).toEqual([]);
  });

  it('zod and undici stay off the path to the first list: the reader loads neither before it needs them', () => {
    // zod/mini is allowed: its import costs 7 ms where zod costs 25 (shared/entities.ts).
    expect(staticPaths('electron/reader-worker.ts', ['zod', 'undici'])).toEqual([]);
  });

  it('zod, undici and SQLite stay off the host thread at its start', () => {
    for (const host of ['electron/main.ts', 'electron/web.ts'])
      expect(staticPaths(host, ['zod', 'zod/mini', 'undici', 'better-sqlite3'])).toEqual([]);
  });
});

describe('the house rules', () => {
  it(`no source file is longer than ${LONGEST_FILE} lines`, () => {
    const long = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > LONGEST_FILE)).toEqual([]);
  });

  it('no file names a folder of the machine that it was written on', () => {
    // Spelled apart, so that this file does not find itself.
    const homes = new RegExp(`(?:^|[\\s'"\`(=])/(?:${['work', 'home', 'root', 'Users'].join('|')})/[\\w.-]`, 'm');
    const example = /\/(?:home|Users)\/(?:you|me|someone|user|anna)\b/;
    const naming = sources.filter(({ text }) =>
      text.split('\n').some((line) => homes.test(line) && !example.test(line)),
    );
    expect(naming.map(({ path }) => path)).toEqual([]);
  });

  it('no test is focused', () => {
    const focused = inFolder('test/').filter(({ text }) => /\b(?:it|test|describe)\.only\(/.test(text));
    expect(focused.map(({ path }) => path)).toEqual([]);
  });
});
