/** A sandboxed preload must be one CommonJS file. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  publicDir: false,
  build: {
    target: 'chrome130',
    outDir: resolve(root, 'dist/electron'),
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: resolve(root, 'electron/desktop/preload.ts'),
      formats: ['cjs'],
      fileName: () => 'preload.cjs',
    },
    rollupOptions: { external: ['electron'] },
  },
});
