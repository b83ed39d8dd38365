/**
 * The commands of the documentation, run as they are written there. A comment right before a block changes what
 * is done with it; everything else is run to its end and has to succeed:
 *
 *     <!-- not run: WHY -->              it cannot be run here
 *     <!-- needs root: WHY -->           it is run for root only
 *     <!-- status N: WHY -->             it ends with that status
 *     <!-- until: COMMAND -->            it goes on; Ctrl-C ends it once that command succeeds
 *     <!-- until output: TEXT -->        likewise, once it has printed that
 *
 * Paths below /tmp are those of a folder of the test's own, with a lab in it that runs meanwhile: First ping with a
 * switch at /tmp/mysw, whose console is /tmp/mysw.mgmt.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TopologyDocument } from '../../shared/document/topology';
import { blocksOf, type CodeBlock, docPages, readPage, root } from '../harness/doc-pages';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';
import { type RunningProgram, startProgram } from '../harness/programs';
import { cli } from '../harness/switch-stage';
import { eventually } from '../harness/vde-client';

const MARKS = /^(not run|needs root|status \d+|until|until output): ./;
const LIMIT_MS = 60_000;

/** Short, because sockets are made in it. */
const folder = mkdtempSync('/tmp/vdd-');
const environment = {
  // It finds what a block has left in the background.
  VDELAB_TEST_DOCS: folder,
  ...ownFolders(folder),
  PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
  // The editor opens in the browser, and no browser is opened.
  DISPLAY: '',
  WAYLAND_DISPLAY: '',
};

function markOf({ marks }: CodeBlock, name: string): string | undefined {
  return marks.find((mark) => mark.startsWith(`${name}: `))?.slice(name.length + 2);
}

const here = (text: string) => text.replaceAll('/tmp/', `${folder}/`);
const shell = (text: string) => ['-eu', '-c', `cd '${root}'\n${here(text)}`];

function startedHere(pid: string): boolean {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
    return variables.includes(`VDELAB_TEST_DOCS=${folder}`);
  } catch {
    // It has ended.
    return false;
  }
}

function endAllBut(spared: ReadonlySet<string>): void {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const pid of pids.filter((one) => !spared.has(one) && startedHere(one))) {
    spawnSync('kill', ['-KILL', pid]);
  }
}

/** vdens stays where its program has ended too early for it: what takes so long is tried again. */
function succeeds(command: string): boolean {
  const env = { ...process.env, ...environment };
  return (
    spawnSync('bash', shell(command), { env, timeout: 5000, killSignal: 'SIGKILL' }).status === 0
  );
}

async function isReady(block: CodeBlock, program: RunningProgram): Promise<void> {
  const output = markOf(block, 'until output');
  const command = markOf(block, 'until');
  await eventually(
    `${output ?? command}; it printed:\n${program.output()}`,
    () => (output === undefined ? succeeds(command!) : program.output().includes(output)),
    LIMIT_MS,
  );
}

async function runBlock(block: CodeBlock): Promise<void> {
  const program = startProgram('bash', shell(block.text), environment);
  try {
    if (block.marks.some((mark) => mark.startsWith('until'))) {
      await isReady(block, program);
      process.kill(-program.pid, 'SIGINT');
      await program.ended;
      return;
    }
    const wanted = block.marks.map((mark) => /^status (\d+):/.exec(mark)?.[1]).find(Boolean) ?? '0';
    const status = await program.ended;
    expect(`status ${status}; it printed:\n${program.output()}`).toContain(`status ${wanted};`);
  } finally {
    await program.stop();
  }
}

function labOfTheGuide(): string {
  const text = readFileSync(join(root, 'assets/examples/first-ping.vdelab'), 'utf8');
  const lab = JSON.parse(text) as TopologyDocument;
  const drawn = Object.values(lab.nodes).find(({ kind }) => kind === 'switch');
  Object.assign(drawn!, { directory: here('/tmp/mysw'), management: here('/tmp/mysw.mgmt') });
  const file = join(folder, 'guide.vdelab');
  writeFileSync(file, JSON.stringify(lab));
  return file;
}

const shells = docPages()
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'sh');

describe('blocks of commands', () => {
  it('have marks that mean something, with a reason', () => {
    const unknown = shells.flatMap((block) => block.marks.filter((mark) => !MARKS.test(mark)));
    expect(unknown).toEqual([]);
    expect(shells.length).toBeGreaterThan(10);
  });
});

describe('options', () => {
  const optionsIn = (text: string) =>
    new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([word]) => word));

  it.each([
    ['docs/reference/command-line.md', ['--help']],
    ['docs/reference/switch.md', ['switch', '--help']],
  ])('in %s are those that the command knows', (page, args) => {
    const { stdout } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
    const missing = [...optionsIn(stdout)].filter(
      (option) => !readPage(page).lines.some((line) => line.includes(option)),
    );
    expect(missing).toEqual([]);
  });
});

describeWith(
  ['vde_switch', 'vde_plug', 'vdens', 'qemu-system-x86_64', 'ip', 'ping'],
  'commands of the documentation',
  () => {
    let lab: RunningProgram;
    let labOnly = new Set<string>();

    beforeAll(async () => {
      const args = [cli, 'up', '--allow', 'all', labOfTheGuide()];
      lab = startProgram(process.execPath, args, environment);
      await lab.printed(/Everything runs/);
      labOnly = new Set(readdirSync('/proc').filter(startedHere));
    });

    afterAll(async () => {
      lab.interrupt();
      await lab.ended;
      endAllBut(new Set());
      rmSync(folder, { recursive: true, force: true });
    });

    const isRoot = process.getuid?.() === 0;
    const canRun = (block: CodeBlock) =>
      markOf(block, 'not run') === undefined &&
      (isRoot || markOf(block, 'needs root') === undefined);
    // What several pages say is run once.
    const once = new Map(shells.filter(canRun).map((block) => [block.text, block])).values();
    for (const block of once) {
      it(`${block.page}:${block.line} ${block.text.split('\n')[0]}`, async () => {
        try {
          await runBlock(block);
        } finally {
          endAllBut(labOnly);
        }
      });
    }
  },
);
