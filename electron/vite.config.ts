/** Bundles everything that runs outside the page: the desktop shell, the command, the worker. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: resolve(root, 'dist/electron'),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rollupOptions: {
      input: {
        main: resolve(root, 'electron/desktop/main.ts'),
        cli: resolve(root, 'electron/cli/cli.ts'),
        'dataplane-worker': resolve(root, 'electron/dataplane/worker/worker.ts'),
      },
      // One flat folder, so that `new URL('./x.js', import.meta.url)` means the same in every chunk.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: ['electron', 'koffi', '@lydell/node-pty', 'ws', 'zod'],
    },
  },
});
