/** Internet access for guests: addresses by DHCP, this computer's loopback, forwards, all by slirp. */
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  emptyDocument,
  type NatNode,
  perfectCable,
  type TopologyDocument,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import type { PortForward } from '../../shared/kinds/nat';
import { plainSwitch } from '../../shared/kinds/switch';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

const at = { x: 0, y: 0 };
const answer = 'hello from this computer';

let folder: string;
let lab: LabSession | null;
let running: RunningProgram[];
let closing: (() => void)[];

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdi-');
  lab = null;
  running = [];
  closing = [];
});

afterEach(async () => {
  for (const program of running) await program.stop();
  for (const close of closing) close();
  await lab?.close();
  rmSync(folder, { recursive: true, force: true });
});

const nat = (change: Partial<NatNode> = {}): NatNode => ({
  id: 'nat',
  kind: 'nat',
  name: 'internet',
  ...at,
  address: '10.0.2.2/24',
  dhcpStart: '10.0.2.15',
  dns: '10.0.2.3',
  hostLoopback: true,
  forwards: [],
  start: startAtOnce,
  ...change,
});

/** A switch at `DIR/sw` with the node on its first port. */
function drawing(node: NatNode): TopologyDocument {
  const id = '6e0e1b5e-6c9d-4a34-9a0e-6f1b6f3c9a01';
  const fields = { ports: 8, directory: join(folder, 'sw'), mode: '0700', group: '' };
  return {
    ...emptyDocument(id, 'Internet'),
    nodes: {
      sw: { id: 'sw', kind: 'switch', name: 'sw1', ...at, ...fields, ...plainSwitch },
      nat: node,
    },
    cables: {
      c: { id: 'c', a: { node: 'sw', port: 1 }, b: { node: 'nat', port: 0 }, ...perfectCable },
    },
  };
}

async function start(node: NatNode): Promise<LabSession> {
  lab = await LabSession.open(drawing(node));
  expect(await lab.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
  return lab;
}

/** What busybox's DHCP client runs: gives the card what it was offered, and tells it. */
function dhcpScript(): string {
  const path = join(folder, 'dhcp');
  const script = `#!/bin/sh
[ "$1" = bound ] || exit 0
ip addr add "$ip/$mask" dev "$interface"
ip route add default via "$router"
echo "bound $ip/$mask router $router dns $dns"
`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

/** A guest on the switch that asks for an address, and then runs a script. */
function guest(script: string): RunningProgram {
  const dhcp = `busybox udhcpc -q -n -f -t 10 -i vde0 -s ${dhcpScript()}`;
  const up = 'ip link set lo up; ip link set vde0 up';
  const program = inVdens(`vde://${join(folder, 'sw')}`, `${up}; ${dhcp} && { ${script}; }`);
  running.push(program);
  return program;
}

/** A web server on this computer's loopback. */
async function webServer(): Promise<number> {
  const server = createWebServer((_, response) => response.end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A port that nobody listens at just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const forwardTo = (hostPort: number): PortForward => ({
  protocol: 'tcp',
  hostAddress: '127.0.0.1',
  hostPort,
  guestAddress: '10.0.2.15',
  guestPort: 80,
});

/** A server in a guest that answers each datagram. */
const udpServer = `
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (_, { port, address }) => socket.send('pong', port, address));
socket.bind(5353, () => console.log('listening'));
`;

describeWith(['vde_plug', 'vdens', 'busybox', 'ip', 'root'], 'Internet access', () => {
  it('gives a guest an address, a DNS server and a connection to this computer', async () => {
    const port = await webServer();
    await start(nat());
    const one = guest(`busybox wget -q -O - http://10.0.2.2:${port}/`);
    await one.printed(
      /bound 10\.0\.2\.15\/(24|255\.255\.255\.0) router 10\.0\.2\.2 dns 10\.0\.2\.3/,
    );
    await one.printed(new RegExp(answer));
  }, 60_000);

  it('follows its settings: another network, and no way to servers on the loopback', async () => {
    const port = await webServer();
    const network = { address: '192.168.77.1/26', dhcpStart: '192.168.77.20', dns: '192.168.77.3' };
    await start(nat({ ...network, hostLoopback: false }));
    const one = guest(
      `timeout 20 busybox wget -q -O - http://192.168.77.1:${port}/ || echo cannot connect`,
    );
    await one.printed(/bound 192\.168\.77\.20\/\S+ router 192\.168\.77\.1 dns 192\.168\.77\.3/);
    await one.printed(/cannot connect/);
    expect(one.output()).not.toContain(answer);
  }, 60_000);

  it('forwards a port of this computer to a guest, another one once it was restarted to apply', async () => {
    const [first, second] = [await freePort(), await freePort()];
    const session = await start(nat({ forwards: [forwardTo(first)] }));
    writeFileSync(join(folder, 'index.html'), answer);
    const one = guest(`exec busybox httpd -f -p 80 -h ${folder}`);
    await one.printed(/bound/);
    const get = async (port: number) =>
      fetch(`http://127.0.0.1:${port}/index.html`)
        .then((response) => response.text())
        .catch(() => '');
    await eventually('the first answer', async () => (await get(first)) === answer, 20_000);
    await session.change((document) => ({
      ...document,
      nodes: { ...document.nodes, nat: nat({ forwards: [forwardTo(second)] }) },
    }));
    const drift = async () => (await session.status()).nodes.nat!.drift;
    await eventually('the mark', async () => (await drift())?.fields.includes('forwards'));
    // Who uses the first one is not cut off by an edit.
    expect(await get(first)).toBe(answer);
    expect(await session.call('lab.restart', { nodes: ['nat'] })).toEqual({ failures: [] });
    expect(await drift()).toBeNull();
    await eventually('the second answer', async () => (await get(second)) === answer, 20_000);
    expect(await get(first)).toBe('');
  }, 90_000);

  it('forwards a UDP port to a guest', async () => {
    const port = await freePort();
    await start(nat({ forwards: [{ ...forwardTo(port), protocol: 'udp', guestPort: 5353 }] }));
    const server = join(folder, 'server.cjs');
    writeFileSync(server, udpServer);
    const one = guest(`exec ${process.execPath} ${server}`);
    await one.printed(/listening/);
    const client = createSocket('udp4');
    closing.push(() => client.close());
    let heard = '';
    client.on('message', (message) => {
      heard += message;
    });
    await eventually(
      'the answer',
      async () => {
        client.send('ping', port, '127.0.0.1');
        return heard.startsWith('pong');
      },
      20_000,
    );
  }, 60_000);

  it('says which port is in use when it cannot have it', async () => {
    const port = await webServer();
    lab = await LabSession.open(drawing(nat({ forwards: [forwardTo(port)] })));
    const { failures } = await lab.call('lab.start', { nodes: 'all' });
    expect(failures).toMatchObject([
      {
        code: 'address-in-use',
        record: 'nat',
        message: `internet cannot listen at TCP port ${port} of 127.0.0.1: another program listens there.`,
      },
    ]);
  }, 60_000);
});
