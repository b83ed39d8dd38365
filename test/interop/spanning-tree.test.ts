/**
 * A triangle of this engine's switch and two real vde_switch, all with the fast spanning tree on: they
 * agree on the root, exactly one link carries no frames, and the tree heals when a link is cut.
 */
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { VlanTree } from '../../shared/lab/switch-view';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, startProgram, withAddress } from '../harness/programs';
import { eventually } from '../harness/vde-client';

/** Three hellos, and one for each that heard it late: vde_switch says hello every 4 seconds. */
const PROTOCOL_TIME_MS = 20_000;

interface PortRole {
  readonly port: number;
  readonly role: string;
}

/** What a management console answers to one command. */
async function ask(socket: string, command: string): Promise<string> {
  const client = await ManagementClient.connect(socket);
  try {
    return await client.ask(command);
  } finally {
    client.close();
  }
}

/** Root and roles of a real switch. */
async function treeOfReal(socket: string): Promise<{ root: string; ports: PortRole[] }> {
  const text = await ask(socket, 'fstp/print 0');
  return {
    root: text.match(/\+\+ root ([0-9a-f:]+)/)?.[1] ?? '',
    ports: [...text.matchAll(/Port (\d+) tagged=\d portcost=\d+ role=(\S+)/g)].map(
      ([, port, role]) => ({ port: Number(port), role: role! }),
    ),
  };
}

describeWith(
  ['vde_switch', 'vde_plug', 'vdens', 'ping'],
  'a triangle with two real vde_switch',
  () => {
    let test: TestPlane;
    const programs: RunningProgram[] = [];

    afterEach(async () => {
      for (const program of programs.splice(0).reverse()) await program.stop();
      await test.close();
    });

    function run(program: string, args: string[]): RunningProgram {
      const started = startProgram(program, args);
      programs.push(started);
      return started;
    }

    /** Starts a real switch whose port 1 and 2 are for cables, as the locators `dir[1]`, `dir[2]` say. */
    async function realSwitch(
      name: string,
      mac: string,
    ): Promise<{ directory: string; mgmt: string }> {
      const directory = join(test.folder, name);
      const mgmt = join(test.folder, `${name}.mgmt`);
      run('vde_switch', ['-F', '-s', directory, '-M', mgmt, '--macaddr', mac, '-nostdin']);
      await ask(mgmt, 'ds/showinfo');
      return { directory, mgmt };
    }

    const cable = (a: string, b: string) => run('vde_plug', [`vde://${a}`, `vde://${b}`]);

    async function triangle(ownPriority: number) {
      test = openTestPlane();
      const own = await test.addSwitch('own', {
        mac: '00:ff:00:00:00:02',
        configuration: { vlans: {}, fstp: true, priority: ownPriority },
      });
      const one = await realSwitch('one', '00:ff:00:00:00:01');
      const three = await realSwitch('three', '00:ff:00:00:00:03');
      const cables = [
        cable(`${own}[1]`, `${one.directory}[1]`),
        cable(`${one.directory}[2]`, `${three.directory}[1]`),
        cable(`${three.directory}[2]`, `${own}[2]`),
      ];
      return { own, one, three, cables };
    }

    const ownTree = (): VlanTree | undefined => test.seen.trees.get('own')?.[0];

    /** The cables, by index, of which an end is blocked, once all three agree on the root. */
    async function settled({ one, three }: Awaited<ReturnType<typeof triangle>>, root: string) {
      const [treeOne, treeThree] = [await treeOfReal(one.mgmt), await treeOfReal(three.mgmt)];
      const own = ownTree();
      if ([own?.root, treeOne.root, treeThree.root].some((each) => each !== root)) return null;
      const blocked = new Set<number>();
      const isBlocked = (ports: PortRole[], port: number) =>
        ports.some((each) => each.port === port && each.role.startsWith('Alternate'));
      const isOwnBlocked = (port: number) =>
        own?.ports.some((each) => each.port === port && each.state === 'discarding') === true;
      if (isOwnBlocked(1) || isBlocked(treeOne.ports, 1)) blocked.add(0);
      if (isBlocked(treeOne.ports, 2) || isBlocked(treeThree.ports, 1)) blocked.add(1);
      if (isBlocked(treeThree.ports, 2) || isOwnBlocked(2)) blocked.add(2);
      return [...blocked];
    }

    async function expectOneBlocked(around: Awaited<ReturnType<typeof triangle>>, root: string) {
      const blocked = await eventually(
        'one blocked link',
        async () => {
          const found = await settled(around, root);
          return found?.length === 1 ? found : null;
        },
        PROTOCOL_TIME_MS,
      );
      expect(blocked).toHaveLength(1);
      return blocked[0]!;
    }

    /** Pings from a host on one switch to a host on another, after which no frame goes round. */
    async function expectPing(from: string, to: string, host: number): Promise<void> {
      const there = inVdens(
        `vde://${to}`,
        `${withAddress(`10.9.0.${host}/24`)} echo ready; sleep 60`,
      );
      programs.push(there);
      await there.printed(/ready/);
      const ping = inVdens(
        `vde://${from}`,
        `${withAddress(`10.9.0.${host + 1}/24`)} ping -c 5 -i 0.2 -W 2 10.9.0.${host}`,
      );
      programs.push(ping);
      await ping.printed(/ [0-4]% packet loss|(\d+)% packet loss/);
      expect(ping.output()).toMatch(/ 0% packet loss/);
      expect(ping.output()).not.toMatch(/DUP/);
    }

    it('has one root and one blocked link when a real switch is root, and heals', async () => {
      const around = await triangle(0x8000);
      const root = '80:00:00:ff:00:00:00:01';
      await expectOneBlocked(around, root);
      await expectPing(around.own, around.three.directory, 1);
      // The link by which this switch reaches the root is cut: the other way has to open.
      await around.cables[0]!.stop();
      await eventually(
        'the other way',
        () => ownTree()?.root === root && ownTree()?.rootPort === 2,
        PROTOCOL_TIME_MS,
      );
      await expectPing(around.own, around.one.directory, 3);
    }, 90_000);

    it('has one root and one blocked link when this switch is root, and heals', async () => {
      const around = await triangle(0x1000);
      const root = '10:00:00:ff:00:00:00:02';
      const blocked = await expectOneBlocked(around, root);
      expect(blocked).toBe(1);
      expect(ownTree()).toMatchObject({ isRoot: true, rootPort: null });
      await around.cables[0]!.stop();
      await eventually(
        'the other way',
        async () => {
          const { root: seen, ports } = await treeOfReal(around.one.mgmt);
          return seen === root && ports.some(({ port, role }) => port === 2 && role === 'Root');
        },
        PROTOCOL_TIME_MS,
      );
      await expectPing(around.own, around.one.directory, 5);
    }, 90_000);
  },
);
