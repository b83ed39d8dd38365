/** Bundles the page. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** The pages of a folder that help who uses Vdelab, the folder's own README first. */
function pagesIn(folder: string): string[] {
  const names = readdirSync(resolve(root, '..', folder)).sort();
  return names
    .sort((one, other) => Number(other === 'README.md') - Number(one === 'README.md'))
    .map((name) => `${folder}/${name}`);
}

/** A page as text: without comments, and without pictures, which are not there. */
function pageText(path: string): string {
  const text = readFileSync(resolve(root, '..', path), 'utf8');
  return text
    .replace(/<!--.*?-->\n|<picture>.*?<\/picture>\n|^!\[[^\n]*\n/gms, '')
    .replace(/\n{3,}/g, '\n\n');
}

/** Puts the README, the guide and the reference beside the page: DOCUMENTATION_FILE of shared/contract/documentation.ts. */
const documentation: Plugin = {
  name: 'documentation',
  generateBundle() {
    const pages = ['README.md', ...pagesIn('docs/guide'), ...pagesIn('docs/reference')];
    const source = pages.map(pageText).join('\n\n');
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
