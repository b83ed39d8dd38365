import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
const slow = {
  globalSetup: resolve(import.meta.dirname, 'harness/prepare-uml.ts'),
  testTimeout: 120_000,
  hookTimeout: 120_000,
  /**
   * Guests are other people's kernels: of two dozen runs with sid's for User-Mode Linux one stood still. A fault
   * of our own fails twice; `npm test` names at its end what passed at a second try only.
   */
  retry: 1,
};
/** The renderer's modules keep nothing that outlives a page, so that each test can have one. */
const pageEach = { setupFiles: [resolve(import.meta.dirname, 'harness/page-of-test.ts')] };
/** Files share a process and what they import: a process for each takes longer than most of its tests. */
const together = { isolate: false };

export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          root,
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // Their limit is for a computer that is busy with other things as well.
          testTimeout: 30_000,
          ...pageEach,
          ...together,
        },
      },
      {
        test: {
          name: 'property',
          root,
          include: ['test/property/**/*.test.ts'],
          testTimeout: 60_000,
          ...pageEach,
          ...together,
        },
      },
      {
        test: {
          name: 'interop',
          root,
          include: ['test/interop/**/*.test.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          ...together,
          ...slow,
        },
      },
    ],
  },
});
