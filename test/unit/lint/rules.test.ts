/** The lint rules of this repository, tried with planted faults in a tree of their own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const KEPT = ['.oxlintrc.json', 'tsconfig.json', 'test/lint/rules.mjs'];

let tree = '';
let findings: string[] = [];

/** A function of so many lines, from its name to its last bracket. */
function functionOf(lines: number, name: string): string {
  const body = Array.from({ length: lines - 2 }, (_, line) => `  console.log(${line});`);
  return [`export function ${name}() {`, ...body, '}', ''].join('\n');
}

const planted: Record<string, string> = {
  'electron/promise.ts':
    "import { rm } from 'node:fs/promises';\nexport function f() {\n  rm('x');\n}\n",
  'electron/handler.ts': "process.on('exit', async () => {});\nexport {};\n",
  'electron/hidden.ts':
    "import { rm } from 'node:fs/promises';\n// eslint-disable-next-line\nrm('x');\n",
  'electron/long.ts': functionOf(41, 'long'),
  'electron/short.ts': functionOf(40, 'short'),
  'electron/long-file.ts': 'export const x = 1;\n'.padEnd(20 + 350, '\n'),
  'electron/short-file.ts': 'export const x = 1;\n'.padEnd(20 + 349, '\n'),
  'shared/barrel.ts': "export * from './default';\nexport { x } from './default';\n",
  'shared/default.ts': 'export const x = 1;\nexport default x;\n',
  'renderer/memory.ts':
    'let one = 1;\nexport let two = one;\nexport function f() {\n  let three = 3;\n  one += three++;\n}\n',
  'electron/memory.ts': 'export let two = 2;\n',
  'test/long.test.ts': `describe('x', () => {\n${functionOf(41, 'long').replace('export ', '')}});\n`,
};

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'vdelab-lint-'));
  for (const file of KEPT) cpSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const args = ['--format=unix', 'electron', 'renderer', 'shared', 'test'];
  const { stdout, stderr } = spawnSync(oxlint, args, { cwd: tree, encoding: 'utf8' });
  expect(stderr).toBe('');
  findings = stdout.split('\n');
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** Rule and line of what is found in a planted file. */
function foundIn(file: string): string[] {
  return findings
    .filter((finding) => finding.startsWith(`${file}:`))
    .map((finding) => finding.replace(/^[^:]*:(\d+):.*\((\S+)\)\]$/, '$1 $2'))
    .sort();
}

it.each([
  ['electron/promise.ts', ['3 no-floating-promises']],
  ['electron/handler.ts', ['1 no-misused-promises']],
  ['electron/hidden.ts', ['3 no-floating-promises']],
  ['electron/long.ts', ['1 max-lines-per-function']],
  ['electron/short.ts', []],
  ['electron/long-file.ts', [expect.stringMatching(/max-lines$/)]],
  ['electron/short-file.ts', []],
  ['shared/barrel.ts', ['1 no-re-export', '2 no-re-export']],
  ['shared/default.ts', ['2 no-default-export']],
  ['renderer/memory.ts', ['1 no-module-let', '2 no-module-let']],
  ['electron/memory.ts', []],
  ['test/long.test.ts', ['2 max-lines-per-function']],
])('%s', (file, expected) => {
  expect(foundIn(file)).toEqual(expected);
});

it('no file of the product switches a rule or the compiler off', () => {
  const words = /(eslint|oxlint)-(disable|enable)|@ts-(ignore|nocheck|expect-error)/.source;
  const grep = ['grep', '-lE', words, '--', 'electron', 'renderer', 'shared'];
  const { stdout } = spawnSync('git', grep, { cwd: root, encoding: 'utf8' });
  expect(stdout).toBe('');
});
