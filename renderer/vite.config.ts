/** Bundles the page. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: resolve(root, '../dist/renderer'),
    emptyOutDir: true,
    // No data: URLs, so that the content policy need not allow them for scripts and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
});
