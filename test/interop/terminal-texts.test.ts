/** No text of a document, of a file's name, of a client or of a program reaches the terminal as it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument, type TopologyNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { ownFolders } from '../harness/own-folders';
import { startProgram } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
/** The window's title, a cleared line, C1's start of a sequence, a carriage return, a turned direction. */
const EVIL = 'x\u001b]0;T\u0007\u001b[2K\u009b31m\u202ey\u2028z';
/** In names of files no NUL and no slash, but line breaks. */
const EVIL_NAME = `${EVIL}\rand\nmore`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync('/tmp/vdt-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = () => ({ ...process.env, ...ownFolders(folder) });

function vdelab(args: string[], input = ''): string {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    ...{ encoding: 'utf8', input, env: environment(), timeout: 60_000 },
  });
  return stdout + stderr;
}

function expectPlain(text: string): void {
  expect(text).not.toBe('');
  // Lines may end, and be indented by tabs.
  expect(text.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
}

function labFile(name: string, nodes: readonly TopologyNode[]): string {
  const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f001', EVIL);
  for (const node of nodes) lab.nodes[node.id] = node;
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(lab));
  return file;
}

const at = { x: 0, y: 0, start: startAtOnce };
const strangeNodes: TopologyNode[] = [
  { ...at, id: 'p', kind: 'plug', name: EVIL, locator: `vde:///${EVIL}` },
  {
    ...at,
    id: 't',
    kind: 'tap',
    name: EVIL,
    interface: 'tap0',
    address: EVIL,
    up: true,
    bridge: '',
  },
  {
    ...{ ...at, id: 's', kind: 'switch', name: EVIL, ports: 4, directory: `/nowhere/${EVIL}` },
    ...{ mode: '0700', group: EVIL.slice(0, 9), ...plainSwitch },
  },
];

it.each([
  ['check', 'of a lab', () => ['check', labFile('lab.vdelab', strangeNodes)]],
  ['up', 'of a lab that is asked about', () => ['up', labFile('lab.vdelab', strangeNodes)]],
  [
    'up',
    'of a lab that fails',
    () => ['up', '--allow', 'all', labFile('lab.vdelab', strangeNodes)],
  ],
  ['check', 'of a file with such a name', () => ['check', labFile(EVIL_NAME, strangeNodes)]],
  ['up', 'of a file that is not there', () => ['up', join(folder, EVIL_NAME)]],
  ['serve', 'of a port', () => ['serve', '--port', EVIL]],
  ['serve', 'of an option', () => ['serve', `--${EVIL}`]],
  ['up', 'of an option', () => ['up', `--${EVIL}`, 'x']],
  ['switch', 'of an option', () => ['switch', `--${EVIL}`]],
  ['switch', 'of a directory', () => ['switch', '-s', `/nowhere/${EVIL_NAME}`]],
  ['switch', 'of a group', () => ['switch', '-s', join(folder, 'sw'), '-g', EVIL]],
  ['switch', 'of a tap', () => ['switch', '-s', join(folder, 'sw'), '-t', EVIL]],
  [
    'switch',
    'of a start-up file',
    () => ['switch', '-s', join(folder, 'sw'), '-f', join(folder, EVIL)],
  ],
  ['switch', 'in the background', () => ['switch', '-d', '-s', `/nowhere/${EVIL}`]],
])('vdelab %s prints nothing as it is %s', (_command, _what, args) => {
  expectPlain(vdelab(args()));
});

it('prints nothing of a broken file as it is', () => {
  const file = join(folder, 'broken.vdelab');
  writeFileSync(file, `{"format": "${EVIL}`);
  expectPlain(vdelab(['up', file]));
  writeFileSync(
    file,
    JSON.stringify({ ...emptyDocument('x'), [EVIL]: EVIL, nodes: { [EVIL]: 1 } }),
  );
  expectPlain(vdelab(['check', file]));
});

it('shows the commands and clients of a switch on standard output as they are seen', async () => {
  const directory = join(folder, 'sw');
  const program = startProgram(
    process.execPath,
    [cli, 'switch', '-s', directory],
    environment() as never,
  );
  try {
    await eventually('the switch', () => existsSync(join(directory, 'ctl')), 20_000);
    const client = await VdeTestClient.join(directory, { description: EVIL.slice(0, 7) });
    program.type(`${EVIL}\nport/print\n`);
    await eventually('the ports', () => /Port 0001/.test(program.output()), 10_000);
    expectPlain(program.output());
    client.leave();
  } finally {
    await program.stop();
  }
});

it('shows where the editor is, in a folder with such a name', async () => {
  const home = join(folder, EVIL);
  mkdirSync(home);
  const more = { ...environment(), XDG_DATA_HOME: join(home, 'data') };
  const program = startProgram(process.execPath, [cli, 'serve'], more as never);
  try {
    await eventually('its address', () => program.output().includes('Vdelab is at'), 30_000);
    expectPlain(program.output());
  } finally {
    await program.stop();
  }
});
