import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three builds: the hosts and their workers (ESM, Node), the preload script (CJS: a sandboxed preload cannot be a module) and
 * the renderer.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      minify: true,
      sourcemap: false,
      // Native packages stay outside. zod and undici are bundled: as one file each they load in half the time (zod is
      // 90 files), undici still only when the first workspace starts.
      externalizeDeps: { include: ['keytar'], exclude: ['zod', 'undici'] },
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          web: 'electron/web.ts',
          cli: 'electron/cli.ts',
          'core-worker': 'electron/core-worker.ts',
          'reader-worker': 'electron/reader-worker.ts',
          'simulator-worker': 'electron/simulator-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
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
    plugins: [react()],
    build: {
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      // The policy forbids data: fonts and scripts, and small assets cache well as files.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
