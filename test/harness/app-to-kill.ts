/**
 * Plays the app for the test that kills it: opens an instance below the folder it is given, starts a
 * QEMU and a UML machine, their switch and one at a user's path, says so on its output, and waits for its end.
 * Its arguments: the folder, and the guests' nodes as JSON.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openInstance } from '../../electron/instances/stale-instances';
import type { MachineContext } from '../../electron/machines/common/machine-driver';
import { QemuDriver } from '../../electron/machines/qemu/qemu-driver';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import { ProcessLimits } from '../../electron/supervisor/process-limits';
import { Supervisor } from '../../electron/supervisor/supervisor';
import { waitUntil } from '../../electron/system/processes/process-group';
import type { QemuNode, UmlNode } from '../../shared/document/topology';

const [root = '', nodes = ''] = process.argv.slice(2);
const { qemu, uml } = JSON.parse(nodes) as { qemu: QemuNode; uml: UmlNode };
const never = new AbortController().signal;

const instance = openInstance(root);
const supervisor = new Supervisor(instance);
const limits = new ProcessLimits(basename(instance.directory), supervisor);
const directory = join(instance.directory, 'sw');

function contextOf(id: string): MachineContext {
  const runtimeDirectory = join(instance.directory, `${id}.m`);
  const dataDirectory = join(root, '..', 'data', id);
  mkdirSync(runtimeDirectory, { recursive: true });
  mkdirSync(dataDirectory, { recursive: true });
  return {
    cardDirectories: [directory],
    hostname: 'host',
    runtimeDirectory,
    dataDirectory,
    supervisor,
    attachConsole: () => {},
    report: () => {},
    attachScreen: () => {},
    startupFailed: () => {},
    tell: () => {},
    claimImages: async () => {},
    limitProcesses: (child, wanted) => limits.limit({ id, name: id }, child, wanted),
  };
}

async function startSwitch(path: string): Promise<void> {
  const args = ['null://', `switch://${path}`];
  const child = await supervisor.spawn({ program: 'vde_plug', args });
  const ended = child.exited.then(({ lastOutput }) => {
    throw new Error(lastOutput);
  });
  const there = waitUntil(() => existsSync(join(path, 'ctl')), 10_000);
  if (!(await Promise.race([there, ended]))) throw new Error(`no switch at ${path}`);
}

async function play(): Promise<void> {
  await startSwitch(directory);
  await new QemuDriver(async () => ({ works: false, reason: '', detail: '' })).start(
    qemu,
    contextOf('q'),
    never,
  );
  await new UmlDriver().start(uml, contextOf('u'), never);
  const mysw = join(root, '..', 'mysw');
  supervisor.recordDirectory(mysw, true);
  await startSwitch(mysw);
  console.log('running');
}

void play();
