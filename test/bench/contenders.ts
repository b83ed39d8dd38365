/** The three switches that are compared, and how each is started in the shapes that are measured. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyDocument, perfectCable, type TopologyDocument } from '../../shared/document/topology';
import { plainSwitch } from '../../shared/kinds/switch';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';
import { OWN } from './samples';

export interface Shape {
  /** Switches in a row; clients join the first and the last. */
  readonly switches: number;
  /** Ports for clients of each switch. */
  readonly ports: number;
  /** Whether the ports from 1 to 4 are untagged members of VLAN 10. */
  readonly vlans: boolean;
}

export const onePlainSwitch: Shape = { switches: 1, ports: 32, vlans: false };

export interface Network {
  /** Locators of the first switch and the last one. */
  readonly first: string;
  readonly last: string;
  /** The processes that forward frames. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

export interface Contender {
  readonly name: string;
  /** Whether it can be had in this shape at all. */
  has(shape: Shape): boolean;
  /** Starts it below the folder; resolves when clients can join. */
  start(folder: string, shape: Shape): Promise<Network>;
}

const VLAN = 10;
const VLAN_PORTS = ['1', '2', '3', '4'];
const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

function labOf(folder: string, { switches, ports, vlans }: Shape): TopologyDocument {
  const lab = emptyDocument('00000000-0000-4000-8000-00000000bec4', 'bench');
  const member = { untagged: VLAN, tagged: [] };
  for (let index = 0; index < switches; index++) {
    const id = `sw${index}`;
    lab.nodes[id] = {
      id,
      kind: 'switch',
      name: id,
      x: index * 200,
      y: 0,
      ports: ports + 2,
      directory: join(folder, id),
      mode: '0600',
      group: '',
      ...plainSwitch,
      vlans: vlans ? Object.fromEntries(VLAN_PORTS.map((port) => [port, member])) : {},
    };
    if (index === 0) continue;
    const cable = `c${index}`;
    const a = { node: `sw${index - 1}`, port: ports + 1 };
    const b = { node: id, port: ports + 2 };
    lab.cables[cable] = { id: cable, a, b, ...perfectCable };
  }
  return lab;
}

function networkOf(folder: string, switches: number, programs: readonly RunningProgram[]): Network {
  return {
    first: `vde://${join(folder, 'sw0')}`,
    last: `vde://${join(folder, `sw${switches - 1}`)}`,
    pids: programs.map(({ pid }) => pid),
    stop: async () => {
      for (const program of programs) await program.stop();
    },
  };
}

const isUp = (directory: string) =>
  eventually(directory, () => existsSync(join(directory, 'ctl')), 20_000);

export interface OwnBuild {
  readonly name: string;
  /** The built command. */
  readonly cli: string;
  /** For profiles. */
  readonly nodeOptions: readonly string[];
}

export const thisBuild: OwnBuild = { name: OWN, cli, nodeOptions: [] };

export const vdelab = ({ name, cli: command, nodeOptions }: OwnBuild): Contender => ({
  name,
  has: () => true,
  start: async (folder, shape) => {
    const file = join(folder, 'bench.vdelab');
    writeFileSync(file, JSON.stringify(labOf(folder, shape)));
    const allowed = asksFirst(command) ? ['--allow', 'all'] : [];
    const args = [...nodeOptions, command, 'up', file, ...allowed];
    const program = startProgram(process.execPath, args);
    await program.printed(/Everything runs/);
    return networkOf(folder, shape.switches, [program]);
  },
});

/** Whether a build asks before it starts a lab that was not made here; earlier ones did not. */
function asksFirst(command: string): boolean {
  const help = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });
  return help.stdout.includes('--allow');
}

/** Starts a row of switches that are processes of their own, joined by vde_plug. */
async function startRow(
  folder: string,
  { switches }: Shape,
  startOne: (directory: string) => RunningProgram,
): Promise<Network> {
  const programs: RunningProgram[] = [];
  for (let index = 0; index < switches; index++) {
    const directory = join(folder, `sw${index}`);
    programs.push(startOne(directory));
    await isUp(directory);
  }
  for (let index = 1; index < switches; index++) {
    const [a, b] = [index - 1, index].map((each) => `vde://${join(folder, `sw${each}`)}`);
    programs.push(startProgram('vde_plug', [a!, b!]));
  }
  return networkOf(folder, switches, programs);
}

const vdeSwitch: Contender = {
  name: 'vde_switch',
  has: () => true,
  start: (folder, shape) => {
    const setup = join(folder, 'vde_switch.rc');
    mkdirSync(folder, { recursive: true });
    const perPort = VLAN_PORTS.flatMap((port) => [
      `port/create ${port}`,
      `port/setvlan ${port} ${VLAN}`,
    ]);
    const commands = shape.vlans ? [`vlan/create ${VLAN}`, ...perPort] : [];
    writeFileSync(setup, `${commands.join('\n')}\n`);
    const numports = String(shape.ports + 3);
    return startRow(folder, shape, (directory) =>
      startProgram('vde_switch', ['-s', directory, '-n', numports, '-f', setup, '-nostdin']),
    );
  },
};

const vdePlugSwitch: Contender = {
  name: 'vde_plug switch://',
  has: ({ vlans }) => !vlans,
  start: (folder, shape) =>
    startRow(folder, shape, (directory) =>
      startProgram('vde_plug', ['null://', `switch://${directory}`]),
    ),
};

/**
 * Those that take part.
 *
 * @param against the command of another build of this app, or null
 * @param own whether other programs' switches stay away
 */
export function contendersWith(against: string | null, own: boolean): readonly Contender[] {
  const other = { ...thisBuild, name: 'other build', cli: against ?? '' };
  const builds = [vdelab(thisBuild), ...(against === null ? [] : [vdelab(other)])];
  return own ? builds : [...builds, vdeSwitch, vdePlugSwitch];
}
