/** Bundles the fuzz loop with its targets, and instruments the product's modules on the way. */
import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { MAX_BLOCKS } from './coverage';
import { instrument } from './instrument';

const root = resolve(import.meta.dirname, '../..');
const COVERAGE = join(import.meta.dirname, 'coverage.ts');
const PRODUCT = /^(electron|renderer|shared)\/.*\.tsx?$/;

/** The blocks of one module of the product, and the texts that stand in it. */
export interface ModuleBlocks {
  readonly file: string;
  readonly first: number;
  readonly blocks: number;
  readonly words: readonly string[];
}

export interface FuzzBundle {
  /** The module to run, in the worker. */
  readonly entry: string;
  readonly modules: readonly ModuleBlocks[];
  /** Changes with the code and with nothing else. */
  readonly digest: string;
}

function instrumentation(modules: ModuleBlocks[]): Plugin {
  let next = 0;
  return {
    name: 'fuzz-instrumentation',
    enforce: 'post',
    transform(code, id) {
      const file = relative(root, id.split('?', 1)[0]!);
      if (!PRODUCT.test(file)) return null;
      const first = next;
      const done = instrument(code, first, COVERAGE);
      next += done.blocks;
      if (next > MAX_BLOCKS) throw new RangeError(`more than ${MAX_BLOCKS} blocks`);
      modules.push({ file, first, blocks: done.blocks, words: done.words });
      return { code: done.code, map: null };
    },
  };
}

/** Bundles into `directory`, which must lie within the project so that its packages are found. */
export async function bundleFuzz(directory: string): Promise<FuzzBundle> {
  const modules: ModuleBlocks[] = [];
  const hash = createHash('sha256');
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [instrumentation(modules)],
    build: {
      ssr: join(import.meta.dirname, 'worker.ts'),
      outDir: directory,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  for (const one of Array.isArray(result) ? result : [result]) {
    if ('output' in one)
      for (const chunk of one.output) if ('code' in chunk) hash.update(chunk.code);
  }
  return { entry: join(directory, 'worker.mjs'), modules, digest: hash.digest('hex') };
}
