/** The machines of an exported script, in the tutorial's own words: one terminal for each. */
import type { DeviceNode, HostNode, PcNode, UmlNode, VboxNode } from '../../shared/topology';
import { isPathForUml } from '../../shared/uml-rules';
import { UML_PROGRAM, umlCard, umlWords } from '../machines/uml/uml-args';
import { type Drawing, locatorOf } from './script-network';
import { qemuLines } from './script-qemu';
import { commandLine, comment, inTerminal, LAB_FOLDER } from './shell-words';

function umlCards(drawing: Drawing, node: UmlNode): string[] {
  return node.cards.flatMap(({ mac }, index) => {
    const joint = drawing.jointOf(node.id, index);
    if (joint === null) return [];
    const port = joint.port === null ? '' : `,${joint.port}`;
    return [`${umlCard(index, joint.directory, mac, 'path')}${port}`];
  });
}

function umlDisk({ access }: UmlNode): string {
  return access === 'direct' ? 'it writes to its image' : 'it writes to a file of its own';
}

function umlRoot({ id, rootfs, access }: UmlNode): string[] {
  if (rootfs === '') return [];
  return [access === 'direct' ? `ubd0d=${rootfs}` : `ubd0=${LAB_FOLDER}/${id}.cow,${rootfs}`];
}

function umlLines(drawing: Drawing, node: UmlNode): string[] {
  const odd = [node.rootfs, node.initrd, node.modules].find((path) => !isPathForUml(path));
  if (odd !== undefined) {
    return [
      comment(
        `Left out: User-Mode Linux machine ${node.name}, whose kernel cannot take the path ${odd}`,
      ),
    ];
  }
  return inTerminal(
    [
      comment(`User-Mode Linux machine ${node.name}; ${umlDisk(node)}`),
      ...(node.cpuLimit === 0 ? [] : [comment('(the limit of its processor time is left out)')]),
      comment(
        '(kernels from 6.16 want vec0:transport=vde,vnl=vde://DIRECTORY instead of eth0=vde,...)',
      ),
    ],
    [
      node.kernel === '' ? UML_PROGRAM : node.kernel,
      ...umlRoot(node),
      `mem=${node.memory}M`,
      ...(node.initrd === '' ? [] : [`initrd=${node.initrd}`]),
      ...umlCards(drawing, node),
      `uml_dir=${LAB_FOLDER}/`,
      'con0=fd:0,fd:1',
      'con=null',
      'ssl=null',
      ...umlWords(node.append, node.modules),
    ],
  );
}

/**
 * The words of a set-up command that a real system understands as well, or null. Only what sets the
 * network up: a drawing that came from somebody else must not run programs of its choice.
 */
function setupWords(command: string): string[] | null {
  const words = command.trim().split(/\s+/);
  const [program, subject = ''] = words;
  if (program === 'ip' && /^(a|addr|address|r|route|l|link|n|neigh)$/.test(subject)) return words;
  if (program !== 'sysctl' || words.length > 3) return null;
  const setting = subject === '-w' ? words[2] : subject;
  return /^net\.[a-z0-9_.]+=\d+$/.test(setting ?? '') ? words : null;
}

const EXEC_SHELL = `exec "\${SHELL:-/bin/sh}"`;

function pcScript(node: PcNode | HostNode, lines: readonly string[]): string {
  const cards = node.cards.map(
    ({ mac }, index) => `${commandLine('ip', 'link', 'set', `eth${index}`, 'address', mac, 'up')}`,
  );
  const setup = lines.map((command) => {
    const words = setupWords(command);
    return words === null ? comment(`left out: ${command}`) : commandLine(...words);
  });
  return ['ip link set lo up', ...cards, ...setup, EXEC_SHELL].join('\n');
}

/** A shell in a network of its own, with the cards and addresses of the node. */
function vdensWords(drawing: Drawing, node: PcNode | HostNode, lines: readonly string[]): string[] {
  const locators = node.cards.map((_, index) => {
    const joint = drawing.jointOf(node.id, index);
    return joint === null ? 'null://' : locatorOf(joint);
  });
  const script = pcScript(node, lines);
  return ['vdens', '-m', '-i', 'eth', ...locators, '--', '/bin/sh', '-c', script];
}

function pcLines(drawing: Drawing, node: PcNode): string[] {
  return inTerminal(
    [
      comment(`Built-in PC ${node.name}: a shell in a network of its own instead, set up by`),
      comment('the same commands as in the drawing'),
    ],
    vdensWords(drawing, node, node.setup),
  );
}

function hostLines(drawing: Drawing, node: HostNode): string[] {
  const program = node.command.length === 0 ? [] : [comment(`Left out: ${node.command.join(' ')}`)];
  const lines = node.script.split('\n').filter((line) => line.trim() !== '');
  return inTerminal(
    [
      comment(`Namespace host ${node.name}: a shell; of its start script what sets the network up`),
      ...program,
    ],
    vdensWords(drawing, node, lines),
  );
}

function vboxLines({ name, machineName, machine, cards }: VboxNode): string[] {
  const adapters = cards.map(({ adapter }) => adapter).join(', ');
  return [
    comment(`Left out: the VirtualBox machine ${name}, which is "${machineName}" (${machine}).`),
    comment(
      `Its adapters ${adapters || '(none)'} want the generic driver VDE, with network= set to`,
    ),
    comment('the directory of a switch above. They would have to be put back afterwards.'),
  ];
}

/** One section for each machine; none for what is no machine. */
export function machineSections(drawing: Drawing): string[][] {
  const lines = (node: DeviceNode): string[] => {
    switch (node.kind) {
      case 'qemu':
        return qemuLines(drawing, node);
      case 'uml':
        return umlLines(drawing, node);
      case 'vbox':
        return vboxLines(node);
      case 'pc':
        return pcLines(drawing, node);
      case 'host':
        return hostLines(drawing, node);
      default:
        return [];
    }
  };
  return drawing.devices.map(lines).filter((section) => section.length > 0);
}
