/**
 * The command line of a QEMU machine, as a pure function. What the user drew stands in it in the
 * tutorial's own words (`-device e1000,netdev=vde0,mac=...`, `-drive file=...`). It differs from the
 * tutorial on purpose in this:
 *
 * - `sock=` is the card's private directory, not the switch: the cable is the engine's affair, so it
 *   can be moved while the guest runs.
 * - A disk is the machine's own overlay with its format named, so that the base image is never written
 *   and QEMU never guesses a format from what a guest wrote.
 * - The serial port, the monitor and QMP are on sockets instead of `-monitor stdio` and `-nographic`,
 *   because consoles live in tabs. We listen and QEMU connects.
 * - `-nodefaults` keeps out what was not drawn, above all QEMU's own network card with user-mode
 *   networking; `-vga std` gives back the screen that guests without serial console need to boot.
 * - `-cpu host` or `-cpu max`, because today's distributions do not boot on QEMU's default model.
 */
import type { QemuNode } from '../../../shared/topology';

export const QEMU_PROGRAM = 'qemu-system-x86_64';

export interface QemuPaths {
  /** VDE directories of the cards' private endpoints, in the order of the cards. */
  readonly cards: readonly string[];
  /** qcow2 overlays, in the order of the disks. */
  readonly overlays: readonly string[];
  readonly serialSocket: string;
  readonly monitorSocket: string;
  readonly qmpSocket: string;
}

export type Accelerator = 'kvm' | 'tcg';

/** A PC has two IDE channels of two devices each; `-cdrom` takes the third place. */
const IDE_PLACES = 4;

/** QEMU's name for what a card is joined to. */
export const netdevOf = (card: number) => `vde${card}`;

/** Doubles commas, which separate options within one QEMU argument. */
export function escapeCommas(value: string): string {
  return value.replaceAll(',', ',,');
}

/** The arguments after the program's name. */
export function qemuArgs(node: QemuNode, paths: QemuPaths, accelerator: Accelerator): string[] {
  return [
    '-name',
    `guest=${escapeCommas(node.name)}`,
    ...(accelerator === 'kvm' ? ['-enable-kvm', '-cpu', 'host'] : ['-accel', 'tcg', '-cpu', 'max']),
    '-smp',
    String(node.cpus),
    '-m',
    `${node.memory}M`,
    ...boot(node),
    ...drives(node, paths.overlays),
    ...cards(node, paths.cards),
    ...consoles(paths),
  ];
}

function boot(node: QemuNode): string[] {
  const args: string[] = [];
  if (node.cdrom !== '') args.push('-cdrom', node.cdrom);
  if (node.kernel !== '') {
    args.push('-kernel', node.kernel);
    if (node.initrd !== '') args.push('-initrd', node.initrd);
    if (node.append !== '') args.push('-append', node.append);
  }
  return args;
}

function drives(node: QemuNode, overlays: readonly string[]): string[] {
  const places = node.cdrom === '' ? IDE_PLACES : IDE_PLACES - 1;
  return overlays.flatMap((overlay, index) => {
    const bus = index < places ? '' : ',if=virtio';
    return ['-drive', `file=${escapeCommas(overlay)},format=qcow2${bus}`];
  });
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
    '-vga',
    'std',
    '-display',
    'none',
    ...socket('serial', paths.serialSocket),
    '-serial',
    'chardev:serial',
    ...socket('monitor', paths.monitorSocket),
    '-mon',
    'chardev=monitor,mode=readline',
    ...socket('qmp', paths.qmpSocket),
    '-mon',
    'chardev=qmp,mode=control',
  ];
}
