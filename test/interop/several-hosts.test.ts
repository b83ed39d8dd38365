/**
 * Two instances of the app, each with half of a drawing, joined as on two computers. They run in a
 * network namespace of the test's own, in which multicast goes over the loopback.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument, perfectCable, type TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { buildLocator } from '../../shared/vde/locator-form';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, startProgram, withAddress } from '../harness/programs';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
const at = { x: 0, y: 0 };

let folder: string;
let network: RunningProgram;
let apps: RunningProgram[];
let guests: RunningProgram[];

beforeEach(async () => {
  folder = mkdtempSync('/tmp/vdh-');
  apps = [];
  guests = [];
  const setUp = 'ip link set lo up multicast on && ip route add 239.0.0.0/8 dev lo && echo ready';
  network = startProgram('unshare', ['-n', 'sh', '-c', `${setUp} && exec sleep 1000`]);
  await network.printed(/ready/);
});

afterEach(async () => {
  for (const program of guests) await program.stop();
  for (const app of apps) app.interrupt();
  await Promise.all(apps.map(({ ended }) => ended));
  await network.stop();
  rmSync(folder, { recursive: true, force: true });
});

const directoryOf = (host: string) => join(folder, host, 'sw');

/** A switch, with a plug on its first port if there is a locator. */
function drawing(host: string, locator: string | null): TopologyDocument {
  const fields = { ports: 4, directory: directoryOf(host), mode: '0700', group: '' };
  const lab = emptyDocument('0d1d8e9a-2f3b-4c55-9d2e-3f6a7b8c9d01', host);
  lab.nodes.sw = { id: 'sw', kind: 'switch', name: 'sw1', ...at, ...fields, ...plainSwitch };
  if (locator === null) return lab;
  lab.nodes.p = { id: 'p', kind: 'plug', name: 'plug1', ...at, locator, start: startAtOnce };
  const [a, b] = [
    { node: 'sw', port: 1 },
    { node: 'p', port: 0 },
  ];
  lab.cables.c = { id: 'c', a, b, ...perfectCable };
  return lab;
}

/** ssh for a computer that is this one: what follows the host goes to a shell, as sshd does. */
function sshStandIn(): string {
  const path = join(folder, 'bin');
  mkdirSync(path);
  const script = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift 2; done
echo "asked for $1" >&2
shift
exec sh -c "$*"
`;
  writeFileSync(join(path, 'ssh'), script, { mode: 0o755 });
  return path;
}

/** Starts the app on a drawing, with a runtime folder of its own. */
async function startApp(host: string, locator: string | null): Promise<void> {
  const root = join(folder, host);
  mkdirSync(root);
  const file = join(root, 'lab.vdelab');
  writeFileSync(file, JSON.stringify(drawing(host, locator)));
  const environment = {
    ...ownFolders(root),
    PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
  };
  const inside = ['-t', String(network.pid), '-n', process.execPath, cli];
  const app = startProgram('nsenter', [...inside, 'up', '--run-commands', file], environment);
  apps.push(app);
  await app.printed(/Everything runs/);
}

/** Pings from a guest on one host's switch to a guest on the other's. */
async function pingAcross(): Promise<void> {
  const [there, here] = ['host2', 'host1'].map((host) => `vde://${directoryOf(host)}`);
  const peer = inVdens(there!, `${withAddress('10.6.0.2/24')} echo up; exec sleep 1000`);
  guests.push(peer);
  await peer.printed(/up/);
  const ping = inVdens(here!, `${withAddress('10.6.0.1/24')} ping -c 3 -i 0.2 -w 20 10.6.0.2`);
  guests.push(ping);
  await ping.printed(/3 received/);
}

describeWith(['vde_plug', 'vdens', 'ip', 'ping', 'root'], 'A drawing on several hosts', () => {
  it.each([
    ['udp', 'udp://5001->127.0.0.1:5002', 'udp://5002->127.0.0.1:5001'],
    ['vxvde', 'vxvde://239.1.2.3', 'vxvde://239.1.2.3'],
  ])(
    'is joined by %s',
    async (_, first, second) => {
      await startApp('host1', first);
      await startApp('host2', second);
      await pingAcross();
    },
    90_000,
  );

  it('is joined over ssh', async () => {
    sshStandIn();
    await startApp('host2', null);
    const directory = directoryOf('host2');
    await startApp('host1', buildLocator({ type: 'ssh', host: 'user@host2', directory }));
    await pingAcross();
    expect(guests).toHaveLength(2);
  }, 90_000);
});
