/** Bundles the page. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** Puts the README beside the page, for the Help menu: DOCUMENTATION_FILE of shared/documentation.ts. */
const documentation: Plugin = {
  name: 'documentation',
  generateBundle() {
    const source = readFileSync(resolve(root, '../README.md'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'documentation.txt', source });
  },
};

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [react(), documentation],
  build: {
    target: 'chrome130',
    outDir: resolve(root, '../dist/renderer'),
    emptyOutDir: true,
    // No data: URLs, so that the content policy need not allow them for scripts and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
});
