/**
 * How a drawn switch is started by hand: as vde_plug's simple switch where that will do, else as
 * vde_switch, with a start-up file for its VLANs and its owner's commands.
 */
import type { LearningSwitchNode, SwitchNode } from '../../../shared/document/topology';
import type { PortVlans } from '../../../shared/kinds/switch';
import { MAX_VDE_DIRECTORY_BYTES } from '../../../shared/vde/vde-limits';
import { directoryOf, simpleSwitch, startPlace } from '../../export/script/script-network';
import { lackLine, type ScriptPart, VDE_PLUG } from '../../export/script/script-part';
import { commandLine, comment, LAB_FOLDER } from '../../export/script/shell-words';

/** What `port/setvlan` takes for "no VLAN" (port.c of vde-2). */
const NO_VLAN = 4095;
/** vde_switch has the VLANs 1 to this, and not the 4094 that 802.1Q has (port.c of vde-2). */
const LAST_VLAN = 4093;

/** Whether vde_plug's simple switch will do. */
function isPlainSwitch(node: SwitchNode): boolean {
  return (
    node.kind === 'switch' &&
    node.group === '' &&
    /^0?700$/.test(node.mode) &&
    node.management === '' &&
    !node.fstp &&
    startCommands(node).length === 0
  );
}

/** Commands of a start-up file, or with `all` one for each VLAN but one, as `seq` and `sed` make them. */
type Commands = string | { readonly all: string; readonly but: number | null };

function vlanNumbers(vlans: readonly PortVlans[]): number[] {
  const all = vlans.flatMap(({ untagged, tagged }) => [
    untagged ?? 0,
    ...(tagged === 'all' ? [] : tagged),
  ]);
  const known = [...new Set(all)].filter((vlan) => vlan !== 0 && vlan <= LAST_VLAN);
  return known.sort((one, other) => one - other);
}

function portCommands(port: string, { untagged, tagged }: PortVlans): Commands[] {
  return [
    `port/create ${port}`,
    ...(untagged === 0 ? [] : [`port/setvlan ${port} ${untagged ?? NO_VLAN}`]),
    ...(tagged === 'all'
      ? [{ all: `vlan/addport & ${port}`, but: untagged === 0 ? null : untagged }]
      : tagged.filter((vlan) => vlan <= LAST_VLAN).map((vlan) => `vlan/addport ${vlan} ${port}`)),
  ];
}

function vlanCommands({ vlans }: LearningSwitchNode): Commands[] {
  const ports = Object.entries(vlans);
  const made: Commands[] = ports.some(([, { tagged }]) => tagged === 'all')
    ? [{ all: 'vlan/create &', but: null }]
    : vlanNumbers(Object.values(vlans)).map((vlan) => `vlan/create ${vlan}`);
  return [...made, ...ports.flatMap(([port, its]) => portCommands(port, its))];
}

function startCommands(node: SwitchNode): Commands[] {
  return [...(node.kind === 'switch' ? vlanCommands(node) : []), ...node.setup];
}

/** The shell's commands that print those of a start-up file, in their order. */
function printing(commands: readonly Commands[]): string[] {
  const lines: string[] = [];
  let plain: string[] = [];
  const say = () => {
    if (plain.length > 0) lines.push(commandLine('printf', '%s\\n', ...plain));
    plain = [];
  };
  for (const command of commands) {
    if (typeof command === 'string') {
      plain.push(command);
      continue;
    }
    say();
    const numbers = command.but === null ? '' : ` | grep -vx ${command.but}`;
    lines.push(`seq ${LAST_VLAN}${numbers} | ${commandLine('sed', `s|.*|${command.all}|`)}`);
  }
  say();
  return lines;
}

function preparationOf(commands: readonly Commands[], file: string): string[] {
  const lines = printing(commands);
  if (lines.length === 0) return [];
  const [only = ''] = lines;
  const all = lines.length === 1 ? only : `{ ${lines.join('; ')}; }`;
  return [`${all} >${commandLine(file)}`];
}

/** The command that starts vde_switch in a directory, and the line that writes its start-up file. */
function vdeSwitch(
  node: SwitchNode,
  directory: string,
): { readonly preparation: readonly string[]; readonly command: readonly string[] } {
  const commands = startCommands(node);
  const file = `${LAB_FOLDER}/s-${node.id}.rc`;
  const tree =
    node.kind === 'switch' && node.fstp ? ['-F', '--priority', String(node.priority)] : [];
  return {
    preparation: preparationOf(commands, file),
    command: [
      'vde_switch',
      ...(node.kind === 'hub' ? ['-x'] : []),
      // Debian's vde_switch has one usable port fewer than it is told.
      ...['-n', String(node.ports + 1), '-s', directory, '-m', node.mode],
      ...(node.group === '' ? [] : ['-g', node.group]),
      ...tree,
      ...(node.management === '' ? [] : ['-M', node.management]),
      ...(commands.length === 0 ? [] : ['-f', file]),
    ],
  };
}

/** A drawn switch, started as the tutorial does it. */
function switchLines(node: SwitchNode): string[] {
  const directory = directoryOf(node);
  const heading = comment(`${node.kind === 'hub' ? 'Hub' : 'Switch'} ${node.name}`);
  const free = node.directory === '' ? [] : [commandLine('free_directory', node.directory)];
  if (isPlainSwitch(node)) {
    return [heading, ...free, ...startPlace(node.name, directory, simpleSwitch(directory))];
  }
  const { preparation, command } = vdeSwitch(node, directory);
  return [heading, ...free, ...preparation, ...startPlace(node.name, directory, command)];
}

function directoryLines(node: SwitchNode): string[] {
  const bytes = Buffer.byteLength(node.directory);
  if (bytes <= MAX_VDE_DIRECTORY_BYTES) return [];
  const limit = `at most ${MAX_VDE_DIRECTORY_BYTES} fit`;
  return [lackLine(node, `its directory ${node.directory} is ${bytes} bytes long, and ${limit}`)];
}

export const switchExport: ScriptPart<SwitchNode> = {
  needs: (node) =>
    isPlainSwitch(node) ? [VDE_PLUG] : [{ program: 'vde_switch', package: 'vde2' }],
  lookups: (node) => (node.directory === '' ? [] : directoryLines(node)),
  lines: (_, node) => switchLines(node),
};
