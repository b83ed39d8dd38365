/** What an exported script looks for before it starts anything: programs, files, ports. */

import type { DeviceNode, QemuNode, SwitchNode, UmlNode } from '../../shared/document/topology';
import { architectureTraits } from '../../shared/kinds/qemu-architectures';
import { MAX_VDE_DIRECTORY_BYTES } from '../../shared/vde/vde-limits';
import { findFirmware, programOf } from '../machines/qemu/qemu-machine';
import { UML_PROGRAM } from '../machines/uml/uml-args';
import { hasConditions } from './script-conditions';
import type { Drawing } from './script-network';
import { setupSteps } from './script-pc';
import { isPlainSwitch } from './script-switch';
import { commandLine, comment } from './shell-words';

/** Most names that are spelt out in one line. */
const MAX_NAMES = 4;

interface Need {
  readonly program: string;
  /** Name of Debian's package; empty where none is known. */
  readonly package: string;
}

const VDE_PLUG: Need = { program: 'vde_plug', package: 'vdeplug' };
const VDENS: Need = { program: 'vdens', package: 'vdens' };
const IP: Need = { program: 'ip', package: 'iproute2' };
const namespaceNeeds: readonly Need[] = [
  VDENS,
  IP,
  { program: 'unshare', package: 'util-linux' },
  { program: 'hostname', package: 'hostname' },
];

function needsOf(node: DeviceNode): readonly Need[] {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return isPlainSwitch(node) ? [VDE_PLUG] : [{ program: 'vde_switch', package: 'vde2' }];
    case 'qemu': {
      const { debianPackage } = architectureTraits[node.architecture];
      const disks = node.disks.length === 0 ? [] : [{ program: 'qemu-img', package: 'qemu-utils' }];
      return [{ program: programOf(node.architecture), package: debianPackage }, ...disks];
    }
    case 'uml':
      return node.kernel === ''
        ? [{ program: UML_PROGRAM, package: 'user-mode-linux' }]
        : [{ program: node.kernel, package: '' }];
    case 'pc': {
      const steps = node.setup.flatMap(setupSteps);
      const sysctl = steps.some((words) => words?.[0] === 'sysctl');
      return [...namespaceNeeds, ...(sysctl ? [{ program: 'sysctl', package: 'procps' }] : [])];
    }
    case 'host': {
      const [program] = node.command;
      return [...namespaceNeeds, ...(program === undefined ? [] : [{ program, package: '' }])];
    }
    case 'tap':
      return [VDE_PLUG, IP];
    case 'nat':
    case 'plug':
      return [VDE_PLUG];
    case 'vbox':
      return [];
  }
}

function listed(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
}

function programLines({ devices, cables }: Drawing): string[] {
  const wanted = new Map<string, { need: Need; names: string[] }>();
  const want = (need: Need, name: string) => {
    const found = wanted.get(need.program);
    if (found === undefined) wanted.set(need.program, { need, names: [name] });
    else found.names.push(name);
  };
  for (const node of devices) for (const need of needsOf(node)) want(need, node.name);
  if (cables.some(({ up }) => up)) want(VDE_PLUG, 'Cables');
  if (cables.some((cable) => cable.up && hasConditions(cable))) {
    want({ program: 'wirefilter', package: 'vde2' }, 'Cables with conditions');
  }
  const tunned = devices.filter(({ kind }) => kind === 'pc' || kind === 'host' || kind === 'tap');
  return [
    ...[...wanted.values()].map(({ need, names }) =>
      commandLine('need', need.program, need.package, listed(names)),
    ),
    ...(tunned.length === 0
      ? []
      : [commandLine('need_tun', listed(tunned.map(({ name }) => name)))]),
  ];
}

function qemuFiles(node: QemuNode): string[] {
  const files: [what: string, path: string][] = [
    ['CD image', node.cdrom],
    ['kernel', node.kernel],
    ['initrd', node.kernel === '' ? '' : node.initrd],
    ...node.disks.map(({ image }): [string, string] => ['disk image', image]),
  ];
  const isBare = files.every(([, path]) => path === '') && node.arguments.length === 0;
  const lacksFirmware = node.firmware === 'uefi' && findFirmware(node.architecture) === null;
  return [
    ...(isBare && node.firmware === 'bios' ? [lack(node, 'it has nothing to boot from')] : []),
    ...(lacksFirmware ? [lack(node, 'no UEFI firmware for it was found')] : []),
    ...fileLines(node, files),
  ];
}

function umlFiles(node: UmlNode): string[] {
  const isBare = node.rootfs === '' && node.initrd === '';
  return [
    ...(isBare ? [lack(node, 'it has neither a root file system nor an initrd')] : []),
    ...fileLines(node, [
      ['root file system', node.rootfs],
      ['initrd', node.initrd],
      ['folder of modules', node.modules],
    ]),
  ];
}

const lack = ({ name }: DeviceNode, what: string) => commandLine('lack', `${name}: ${what}.`);

function fileLines({ name }: DeviceNode, files: readonly [what: string, path: string][]): string[] {
  return files
    .filter(([, path]) => path !== '')
    .map(([what, path]) => commandLine('need_file', name, what, path));
}

function ownLines(node: DeviceNode): string[] {
  switch (node.kind) {
    case 'qemu':
      return qemuFiles(node);
    case 'uml':
      return umlFiles(node);
    case 'switch':
    case 'hub':
      return node.directory === '' ? [] : directoryLines(node);
    case 'nat':
      return node.forwards.map(({ protocol, hostAddress, hostPort }) =>
        commandLine('need_port', protocol, hostAddress, String(hostPort), node.name),
      );
    default:
      return [];
  }
}

function directoryLines(node: SwitchNode): string[] {
  const bytes = Buffer.byteLength(node.directory);
  if (bytes <= MAX_VDE_DIRECTORY_BYTES) return [];
  const limit = `at most ${MAX_VDE_DIRECTORY_BYTES} fit`;
  return [lack(node, `its directory ${node.directory} is ${bytes} bytes long, and ${limit}`)];
}

const hasTerminal = ({ kind }: DeviceNode) =>
  kind === 'pc' || kind === 'host' || kind === 'qemu' || kind === 'uml';

/** Lines that look for all of it, and end the script with what is missing, each with who needs it. */
export function needLines(drawing: Drawing): string[] {
  const { devices } = drawing;
  return [
    comment('What is missing is told before anything is started.'),
    ...programLines(drawing),
    ...(devices.some(hasTerminal) ? ['need_terminal'] : []),
    ...devices.flatMap(ownLines),
    'all_there',
  ];
}
