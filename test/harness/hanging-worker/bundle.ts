/** Bundles the worker that hangs on purpose, beside the built one, so that it finds the same packages. */
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/** Copies the built app, with the worker that hangs on purpose; returns its command. */
export async function bundleHangingApp(): Promise<string> {
  const worker = await bundleHangingWorker();
  const app = resolve(root, 'dist/hanging-app/electron');
  cpSync(resolve(root, 'dist/electron'), app, { recursive: true });
  cpSync(worker, resolve(app, 'dataplane-worker.js'));
  return resolve(app, 'cli.js');
}

/** Returns the bundle's path. */
export async function bundleHangingWorker(): Promise<string> {
  const outDir = resolve(root, 'dist/hanging-worker');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: { worker: resolve(import.meta.dirname, 'worker.ts') },
        output: { entryFileNames: '[name].js' },
        external: ['koffi', 'zod'],
      },
    },
  });
  return resolve(outDir, 'worker.js');
}
