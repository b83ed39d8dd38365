/**
 * The command line of a QEMU machine, as a pure function. What the user drew stands in it in the
 * tutorial's own words (`-device e1000,netdev=vde0,mac=...`, `-drive file=...`). It differs from the
 * tutorial on purpose in this:
 *
 * - `sock=` is the card's private directory, not the switch: the cable is the engine's affair, so it
 *   can be moved while the guest runs.
 * - A disk is the machine's own overlay unless it is to be written to, with its format named, so that
 *   QEMU never guesses a format from what a guest wrote.
 * - The serial port, the monitor, QMP and the screen are on sockets instead of `-monitor stdio` and
 *   `-nographic`, because consoles live in tabs. We listen and QEMU connects; for the screen QEMU listens.
 * - `-nodefaults` keeps out what was not drawn, above all QEMU's own network card with user-mode
 *   networking; `-vga std` gives back the screen that guests without serial console need to boot.
 * - `-cpu host` or `-cpu max`, because today's distributions do not boot on QEMU's default model.
 *
 * The user's own arguments come last, so that they count more than what is said here.
 */
import type { QemuNode } from '../../../shared/document/topology';
import { visibleLine } from '../../../shared/text/visible-text';
import {
  cdromArgs,
  controllerArgs,
  type DiskFile,
  diskArgs,
  escapeCommas,
  type FirmwareFiles,
  firmwareArgs,
} from './qemu-disks';
import { type Accelerator, boardArgs, graphicsArgs, processorArgs } from './qemu-machine';

export interface QemuPaths {
  /** VDE directories of the cards' private endpoints, in the order of the cards. */
  readonly cards: readonly string[];
  /** In the order of the disks. */
  readonly disks: readonly DiskFile[];
  /** UEFI; null for what the board has. */
  readonly firmware: FirmwareFiles | null;
  readonly serialSocket: string;
  readonly monitorSocket: string;
  readonly qmpSocket: string;
  readonly screenSocket: string;
}

/** QEMU's name for what a card is joined to. */
export const netdevOf = (card: number) => `vde${card}`;

/**
 * Takes from QEMU, and so from a guest that breaks into it, what a machine never needs: starting programs,
 * more rights, and the priorities of other processes (`-sandbox` in qemu(1)).
 */
export const SANDBOX = [
  '-sandbox',
  'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny',
];

/** The arguments after the program's name. @param isSandboxed whether this QEMU has a sandbox */
export function qemuArgs(
  node: QemuNode,
  paths: QemuPaths,
  accelerator: Accelerator,
  isSandboxed = false,
): string[] {
  return [
    ...(isSandboxed ? SANDBOX : []),
    ...['-name', `guest=${escapeCommas(visibleLine(node.name))}`],
    ...boardArgs(node.architecture),
    ...processorArgs(node.architecture, accelerator),
    ...['-smp', String(node.cpus), '-m', `${node.memory}M`],
    ...firmwareArgs(paths.firmware),
    ...controllerArgs(node),
    ...cdromArgs(node),
    ...kernelArgs(node),
    ...diskArgs(node, paths.disks),
    ...cards(node, paths.cards),
    ...consoles(paths),
    ...screen(node, paths),
    ...node.arguments,
  ];
}

export function kernelArgs({ kernel, initrd, append }: QemuNode): string[] {
  if (kernel === '') return [];
  const option = (name: string, value: string) => (value === '' ? [] : [name, value]);
  return ['-kernel', kernel, ...option('-initrd', initrd), ...option('-append', append)];
}

function cards(node: QemuNode, directories: readonly string[]): string[] {
  return node.cards.flatMap(({ model, mac }, index) => [
    '-device',
    `${model},netdev=${netdevOf(index)},mac=${mac}`,
    '-netdev',
    `vde,id=${netdevOf(index)},sock=${escapeCommas(directories[index]!)}`,
  ]);
}

function socket(id: string, path: string): string[] {
  return ['-chardev', `socket,id=${id},path=${escapeCommas(path)}`];
}

function consoles(paths: QemuPaths): string[] {
  return [
    '-nodefaults',
    ...socket('serial', paths.serialSocket),
    ...['-serial', 'chardev:serial'],
    ...socket('monitor', paths.monitorSocket),
    ...['-mon', 'chardev=monitor,mode=readline'],
    ...socket('qmp', paths.qmpSocket),
    ...['-mon', 'chardev=qmp,mode=control'],
  ];
}

function screen({ architecture, display }: QemuNode, { screenSocket }: QemuPaths): string[] {
  if (display === 'none') return ['-display', 'none'];
  return [
    ...graphicsArgs(architecture, display),
    ...['-display', 'none', '-vnc', `unix:${escapeCommas(screenSocket)}`],
  ];
}
