/** `fstp`: the fast spanning tree (fstp.c). */
import type { TreePort, VlanTree } from '../../engine/switch/vlan-tree';
import { PORT_COST, withColons } from '../../engine/switch/vlan-tree';
import { type CommandContext, heading, type ManagementCommand, type Outcome } from '../command';
import { leadingIntegers, leadingNumber, zeroPadded } from '../numbers';
import { eachVlan } from './vlan-argument';

const PRIORITY_DIGITS = 4;
const MS_PER_SECOND = 1000;
const HIGHEST_TAG = 4095;

function showInfo(_argument: string, { switch: { tree }, facts, print }: CommandContext) {
  const priority = Number.parseInt(tree.self.slice(0, PRIORITY_DIGITS), 16);
  print(`MAC ${facts.mac} Priority ${priority} (0x${priority.toString(16)})`);
  print(`FSTP=${tree.isEnabled}`);
  return null;
}

function setProtocol(argument: string, around: CommandContext): Outcome {
  if (around.switch.isHub) around.print("Can't use fstp in hub mode");
  else around.switch.tree.enable(leadingNumber(argument) !== 0);
  return null;
}

function roleWord(tree: VlanTree, port: TreePort): string {
  if (tree.edges.has(port.number)) return 'Edge';
  const words = { root: 'Root', alternate: 'Alternate/Backup', designated: 'Designated' };
  return words[tree.roleOf(port)];
}

function printTree(vlan: number, around: CommandContext): void {
  const { switch: managed, facts, print } = around;
  const tree = managed.tree.of(vlan);
  if (tree === undefined) return;
  const isRoot = tree.best.root === managed.tree.self;
  const sinceRoot = Math.floor(managed.tree.silenceOf(tree) / MS_PER_SECOND);
  const disabled = managed.tree.isEnabled ? '' : 'FSTP IS DISABLED';
  print(`FST DATA VLAN ${zeroPadded(vlan, 4)} ${isRoot ? 'ROOTSWITCH' : ''} ${disabled}`);
  print(` ++ root ${withColons(tree.best.root)}`);
  print(` ++ designated ${withColons(tree.best.bridge)}`);
  print(
    ` ++ rootport ${zeroPadded(tree.rootPort, 4)} cost ${tree.best.cost} age ${isRoot ? facts.uptime() : sinceRoot} bonusport ${zeroPadded(tree.bonusPort, 4)} bonuscost ${tree.bonusCost}`,
  );
  const ports = [...tree.ports.values()].sort(
    (one, other) => Number(one.tagged) - Number(other.tagged) || one.number - other.number,
  );
  for (const port of ports) {
    print(
      ` -- Port ${zeroPadded(port.number, 4)} tagged=${Number(port.tagged)} portcost=${PORT_COST} role=${roleWord(tree, port)}`,
    );
  }
}

/** The VLAN, the port and the value that a command names; the port need not be in use. */
function vlanAndPort(
  argument: string,
  { switch: { membership } }: CommandContext,
): [vlan: number, port: number, value: number] | 'EINVAL' | 'ENXIO' {
  const numbers = leadingIntegers(argument, 3);
  if (numbers === null) return 'EINVAL';
  const [vlan, port, value] = numbers as [number, number, number];
  if (vlan < 0 || vlan > HIGHEST_TAG || membership.port(port) === undefined) return 'EINVAL';
  return membership.vlans.get(vlan) === undefined ? 'ENXIO' : [vlan, port, value];
}

export const fstpCommands: readonly ManagementCommand[] = [
  heading('fstp', 'FAST SPANNING TREE MENU'),
  {
    path: 'fstp/showinfo',
    syntax: '',
    description: 'show fstp info',
    hasData: true,
    run: showInfo,
  },
  {
    path: 'fstp/setfstp',
    syntax: '0/1',
    description: 'Fast spanning tree protocol 1=ON 0=OFF',
    hasData: true,
    run: setProtocol,
  },
  {
    path: 'fstp/setedge',
    syntax: 'VLAN PORT 1/0',
    description: 'Define an edge port for a vlan 1=Y 0=N',
    run: (argument, around) => {
      const found = vlanAndPort(argument, around);
      if (typeof found === 'string') return found;
      around.switch.tree.setEdge(found[0], found[1], found[2] !== 0);
      return null;
    },
  },
  {
    path: 'fstp/bonus',
    syntax: 'VLAN PORT COST',
    description: 'set the port bonus for a vlan',
    run: (argument, around) => {
      const found = vlanAndPort(argument, around);
      if (typeof found === 'string') return found;
      around.switch.tree.setBonus(...found);
      return null;
    },
  },
  {
    path: 'fstp/print',
    syntax: '[N]',
    description: 'print fst data for the defined vlan',
    hasData: true,
    run: (argument, around) =>
      eachVlan(argument, 0, around, (vlan) => printTree(vlan.number, around)),
  },
];
