/**
 * Plays the app of a user without rights: starts a switch and a namespace host below the folder it is
 * given, prints what the host prints, and how many of its processes are left at the end.
 */
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openInstance } from '../../electron/instances/stale-instances';
import { hostFiles } from '../../electron/machines/host/host-args';
import { HostDriver } from '../../electron/machines/host/host-driver';
import { noteNow } from '../../electron/machines/host/host-notes';
import {
  membersOfNamespaces,
  parseNamespaces,
} from '../../electron/machines/host/namespace-members';
import { Supervisor } from '../../electron/supervisor/supervisor';
import { waitUntil } from '../../electron/system/processes/process-group';
import type { HostNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';

const [root = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(root, 'user-'));
const instance = openInstance(folder);
const supervisor = new Supervisor(instance);
const directory = join(instance.directory, 'sw');
const runtimeDirectory = join(instance.directory, 'h.m');

const node: HostNode = {
  id: 'h',
  kind: 'host',
  name: 'Mail server',
  x: 0,
  y: 0,
  command: ['/bin/sh', '-c', 'id; hostname; exec ping -c 1 10.9.0.1'],
  script: 'ip addr add 10.9.0.1/24 dev eth0\nsetsid --fork sleep 1004',
  resolvConf: 'nameserver 192.0.2.53',
  cpuLimit: 0,
  memoryLimit: 0,
  cards: [{ mac: '02:00:00:00:00:01' }],
  start: startAtOnce,
};

async function play(): Promise<void> {
  mkdirSync(runtimeDirectory);
  await supervisor.spawn({ program: 'vde_plug', args: ['null://', `switch://${directory}`] });
  if (!(await waitUntil(() => existsSync(join(directory, 'ctl')), 10_000))) {
    throw new Error('no switch');
  }
  const run = await new HostDriver().start(
    node,
    {
      cardDirectories: [directory],
      hostname: 'Mail-server',
      runtimeDirectory,
      dataDirectory: folder,
      supervisor,
      attachConsole: (_, source) => source.onOutput((text) => process.stdout.write(text)),
      report: () => {},
      attachScreen: () => {},
      startupFailed: () => {},
      tell: () => {},
      claimImages: async () => {},
      limitProcesses: () => null,
    },
    new AbortController().signal,
  );
  const namespaces = parseNamespaces(noteNow(runtimeDirectory, hostFiles.namespaces) ?? '');
  const { failure } = await run.exited;
  if (failure !== null) throw new Error(JSON.stringify(failure));
  console.log(`left: ${membersOfNamespaces(namespaces ?? []).length}`);
  await supervisor.stopAll();
  instance.close();
}

void play();
