/** The app ends within seconds, and leaves nothing, when its data plane hangs. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDocument, type TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { bundleHangingApp } from '../harness/hanging-worker/bundle';
import { ownFolders } from '../harness/own-folders';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

/** A second to notice, a second to give up, a few for a computer with much else to do. */
const SECONDS_MS = 12_000;

let cli: string;
let folder: string;
let running: RunningProgram[];

beforeAll(async () => {
  cli = await bundleHangingApp();
});

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdh-');
  running = [];
});

afterEach(async () => {
  for (const program of running) await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

function vdelab(...args: string[]): RunningProgram {
  const program = startProgram(process.execPath, [cli, ...args], ownFolders(folder));
  running.push(program);
  return program;
}

function lab(setup: string[] = []): TopologyDocument {
  const document = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f001', 'Hang');
  const at = { x: 0, y: 0 };
  document.nodes = {
    s: {
      id: 's',
      kind: 'switch',
      name: 'sw1',
      ...at,
      ports: 8,
      directory: join(folder, 'sw'),
      mode: '0600',
      group: '',
      ...plainSwitch,
      management: join(folder, 'mgmt'),
      setup,
    },
    p: {
      id: 'p',
      kind: 'pc',
      start: startAtOnce,
      name: 'pc1',
      ...at,
      cards: [{ mac: '02:00:00:00:00:01' }],
      setup: [],
    },
  };
  return document;
}

function labFile(setup: string[] = []): string {
  const file = join(folder, 'lab.vdelab');
  writeFileSync(file, JSON.stringify(lab(setup)));
  return file;
}

/** Types a command at the management socket and waits until it is there. */
async function manage(command: string): Promise<void> {
  const socket = connect(join(folder, 'mgmt'));
  socket.on('error', () => {});
  const greeted = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  await greeted;
  await new Promise<void>((resolve) => socket.write(`${command}\n`, () => resolve()));
}

async function expectEnd(program: RunningProgram, code: number): Promise<void> {
  const before = performance.now();
  expect(await program.ended).toBe(code);
  expect(performance.now() - before).toBeLessThan(SECONDS_MS);
  expect(existsSync(join(folder, 'sw'))).toBe(false);
  expect(existsSync(join(folder, 'mgmt'))).toBe(false);
}

function fifo(): string {
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  return join(folder, 'fifo');
}

const hangs = [
  ['in a loop', () => 'hang/loop'],
  ['in a system call', () => `hang/read ${fifo()}`],
] as const;

for (const [how, command] of hangs) {
  describe(`a data plane that hangs ${how}`, () => {
    it('does not keep `vdelab up` from ending, and leaves nothing', async () => {
      const up = vdelab('up', '--allow', 'all', labFile());
      await up.printed(/Everything runs/);
      await manage(command());
      up.interrupt();
      await expectEnd(up, 0);
      expect(readdirSync(join(folder, 'run/vdelab'))).toEqual([]);
    });

    it('is told of, and `vdelab up` ends later as well', async () => {
      const up = vdelab('up', '--allow', 'all', labFile());
      await up.printed(/Everything runs/);
      await manage(command());
      await up.printed(/The switch engine stopped and was started again/, SECONDS_MS);
      up.interrupt();
      await expectEnd(up, 0);
      expect(readdirSync(join(folder, 'run/vdelab'))).toEqual([]);
    });

    it('does not keep `vdelab switch` from ending', async () => {
      const args = ['--sock', join(folder, 'sw'), '--mgmt', join(folder, 'mgmt'), '--nostdin'];
      const one = vdelab('switch', ...args);
      await eventually('the switch', () => existsSync(join(folder, 'mgmt')), SECONDS_MS);
      await manage(command());
      one.interrupt();
      await expectEnd(one, 130);
    });
  });
}

describe('a node that hangs the data plane each time', () => {
  it('fails with its name and what to do, and the rest of the lab runs', async () => {
    const up = vdelab('up', '--allow', 'all', labFile(['hang/loop']));
    await up.printed(/sw1 stopped the switch engine three times/, 3 * SECONDS_MS);
    await up.printed(/pc1: running/, SECONDS_MS);
    await up.printed(/Look at its startup commands/, SECONDS_MS);
    up.interrupt();
    await expectEnd(up, 1);
  });
});
