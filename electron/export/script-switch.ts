/**
 * How a drawn switch is started by hand: as vde_plug's simple switch where that will do, else as
 * vde_switch, with a start-up file for its VLANs and its owner's commands.
 */
import type { LearningSwitchNode, PortVlans, SwitchNode } from '../../shared/topology';
import { commandLine, LAB_FOLDER } from './shell-words';

/** What `port/setvlan` takes for "no VLAN" (port.c of vde-2). */
const NO_VLAN = 4095;

/** Whether vde_plug's simple switch will do. */
export function isPlainSwitch(node: SwitchNode): boolean {
  return (
    node.kind === 'switch' &&
    node.group === '' &&
    /^0?700$/.test(node.mode) &&
    node.management === '' &&
    !node.fstp &&
    startCommands(node).length === 0
  );
}

function vlanNumbers(vlans: readonly PortVlans[]): number[] {
  const all = vlans.flatMap(({ untagged, tagged }) => [untagged ?? 0, ...tagged]);
  return [...new Set(all)].filter((vlan) => vlan !== 0).sort((one, other) => one - other);
}

function vlanCommands({ vlans }: LearningSwitchNode): string[] {
  const ports = Object.entries(vlans);
  return [
    ...vlanNumbers(Object.values(vlans)).map((vlan) => `vlan/create ${vlan}`),
    ...ports.flatMap(([port, { untagged, tagged }]) => [
      `port/create ${port}`,
      ...(untagged === 0 ? [] : [`port/setvlan ${port} ${untagged ?? NO_VLAN}`]),
      ...tagged.map((vlan) => `vlan/addport ${vlan} ${port}`),
    ]),
  ];
}

function startCommands(node: SwitchNode): string[] {
  return [...(node.kind === 'switch' ? vlanCommands(node) : []), ...node.setup];
}

/** The command that starts vde_switch in a directory, and the line that writes its start-up file. */
export function vdeSwitch(
  node: SwitchNode,
  directory: string,
): { readonly preparation: readonly string[]; readonly command: readonly string[] } {
  const commands = startCommands(node);
  const file = `${LAB_FOLDER}/s-${node.id}.rc`;
  const tree =
    node.kind === 'switch' && node.fstp ? ['-F', '--priority', String(node.priority)] : [];
  return {
    preparation:
      commands.length === 0
        ? []
        : [`${commandLine('printf', '%s\\n', ...commands)} >${commandLine(file)}`],
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
