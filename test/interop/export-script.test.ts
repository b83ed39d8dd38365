/** The exported script rebuilds a drawing with the real programs, and takes all of it down again. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { exportShellScript } from '../../electron/export/shell-script';
import { perfectConditions } from '../../shared/document/cable-conditions';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { unmanaged } from '../../shared/kinds/switch-places';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { numberIn } from '../harness/processes';

const place = { x: 0, y: 0 };
const switchFields = { ...place, ports: 4, directory: '', mode: '0700', group: '' };
const pc = (id: string, last: number): TopologyNode => ({
  id,
  kind: 'pc',
  start: startAtOnce,
  name: id,
  ...place,
  cards: [{ mac: `02:5a:40:00:00:0${last}` }],
  setup: [`ip addr add 10.77.0.${last}/24 dev eth0`],
});
/** Frames to pc3 take a quarter of a second. */
const slowCable = { ...perfectCable, aToB: { ...perfectConditions, delay: 250 } };
const drawing: TopologyDocument = {
  ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607', 'Exported'),
  nodes: {
    s1: { id: 's1', kind: 'switch', name: 's1', ...switchFields, ...plainSwitch },
    h1: { id: 'h1', kind: 'hub', name: 'h1', ...switchFields, ...unmanaged },
    pc1: pc('pc1', 1),
    pc2: pc('pc2', 2),
    pc3: pc('pc3', 3),
  },
  cables: {
    c1: { id: 'c1', a: { node: 'pc1', port: 0 }, b: { node: 's1', port: 1 }, ...perfectCable },
    c2: { id: 'c2', a: { node: 'pc2', port: 0 }, b: { node: 's1', port: 3 }, ...perfectCable },
    c3: { id: 'c3', a: { node: 's1', port: 4 }, b: { node: 'h1', port: 4 }, ...perfectCable },
    c4: { id: 'c4', a: { node: 'h1', port: 2 }, b: { node: 'pc3', port: 0 }, ...slowCable },
  },
};

/** Takes the place of the shell in each machine: pings all, says so, and stays. */
const prober = `#!/bin/sh
for last in 1 2 3; do
  until ping -c 1 -W 1 10.77.0.$last; do sleep 0.1; done
done
echo "$$" >"$PROBES/$(ip -o -4 addr show dev eth0 | tr -s ' ' | cut -d ' ' -f 4 | cut -d / -f 1)"
exec sleep 600
`;

describeWith(['vde_plug', 'vde_switch', 'vdens', 'ip', 'ping'], 'the exported script', () => {
  let folder: string;
  let script: ChildProcess | undefined;

  function program(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vdelab-export-'));
  });

  afterEach(async () => {
    if (script !== undefined && script.exitCode === null && script.signalCode === null) {
      script.kill('SIGTERM');
      await once(script, 'exit');
    }
    rmSync(folder, { recursive: true });
  });

  it('lets three PCs ping each other over a switch, a hub and a slow cable, and leaves nothing behind', async () => {
    const probes = mkdtempSync(join(folder, 'probes-'));
    const terminal = program(
      'terminal',
      '#!/bin/sh\nshift\nexec "$@" </dev/null >>"$0.log" 2>&1\n',
    );
    const shell = program('prober', prober);
    const file = program('lab.sh', exportShellScript(drawing));
    script = spawn('sh', [file], {
      stdio: 'ignore',
      env: { ...process.env, TERMINAL: terminal, SHELL: shell, PROBES: probes },
    });
    const ended = once(script, 'exit');
    const addresses = ['10.77.0.1', '10.77.0.2', '10.77.0.3'];
    const started = () => addresses.map((name) => numberIn(join(probes, name)));
    await vi.waitFor(() => expect(started()).not.toContain(null), {
      timeout: 30_000,
      interval: 100,
    });
    const log = readFileSync(`${terminal}.log`, 'utf8');
    const times = [...log.matchAll(/from 10\.77\.0\.3: .*time=([\d.]+)/g)].map(([, time]) => time);
    // Two have asked it across the cable, and once it asked itself.
    expect(times.filter((time) => Number(time) >= 250).length).toBe(2);
    const pids = started().map((pid) => pid!);
    script.kill('SIGTERM');
    expect((await ended)[0]).toBe(143);
    const isAlive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  });

  it('gives a real vde_switch the drawn VLANs and spanning tree', async () => {
    const management = join(folder, 'mgmt');
    const managed: TopologyDocument = {
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607', 'Managed'),
      nodes: {
        s: {
          ...{ id: 's', kind: 'switch', name: 's', ...switchFields, ...plainSwitch, management },
          ...{ ports: 8, fstp: true, priority: 4096, setup: ['hash/setexpire 77'] },
          vlans: {
            '1': { untagged: 10, tagged: [] },
            '4': { untagged: null, tagged: [10, 20] },
            '5': { untagged: 0, tagged: 'all' },
          },
        },
      },
    };
    const file = program('lab.sh', exportShellScript(managed));
    script = spawn('sh', [file], { stdio: 'ignore' });
    const client = await ManagementClient.connect(management);
    // It answers while it goes through its start-up file, and not with all of so many VLANs at once.
    await vi.waitFor(
      async () => expect(await client.ask('vlan/allprint 4093')).toMatch(/Port 0005 tagged=1/),
      { timeout: 20_000, interval: 100 },
    );
    expect(await client.ask('vlan/allprint 10')).toMatch(
      /Port 0001 tagged=0.*\n.*Port 0004 tagged=1/,
    );
    expect(await client.ask('vlan/allprint 20')).toMatch(/Port 0004 tagged=1/);
    expect(await client.ask('fstp/showinfo')).toMatch(/Priority 4096 .*\nFSTP=true/);
    expect(await client.ask('hash/showinfo')).toMatch(/77/);
    client.close();
  });
});
