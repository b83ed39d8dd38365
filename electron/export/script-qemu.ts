/** The command lines of QEMU machines in an exported script, written as the VDE tutorial writes its own. */
import { architectureTraits, busesOf } from '../../shared/qemu-architectures';
import { printsOn } from '../../shared/qemu-rules';
import type { QemuNode } from '../../shared/topology';
import { kernelArgs } from '../machines/qemu/qemu-args';
import { cdromArgs, driveArgs, escapeCommas } from '../machines/qemu/qemu-disks';
import {
  boardArgs,
  type Firmware,
  findFirmware,
  graphicsArgs,
  programOf,
} from '../machines/qemu/qemu-machine';
import { type Drawing, locatorOf } from './script-network';
import { comment, inTerminal } from './shell-words';

const accelerators: Record<QemuNode['accel'], readonly string[]> = {
  kvm: ['-enable-kvm'],
  tcg: [],
  // QEMU takes the first of them that can be had.
  auto: ['-machine', 'accel=kvm:tcg'],
};

function card(drawing: Drawing, node: QemuNode, index: number): string[] {
  const { model, mac } = node.cards[index]!;
  const joint = drawing.jointOf(node.id, index);
  if (joint === null) return ['-device', `${model},mac=${mac}`];
  const port = joint.port === null ? '' : `,port=${joint.port}`;
  const sock = escapeCommas(locatorOf({ ...joint, port: null }));
  return [
    ...['-device', `${model},netdev=vde${index},mac=${mac}`],
    ...['-netdev', `vde,id=vde${index},sock=${sock}${port}`],
  ];
}

/** A PC's model is left to QEMU, as in the tutorial; ARM's default knows no 64 bits. */
function board({ architecture, accel }: QemuNode): string[] {
  const model = architecture === 'aarch64' || architecture === 'arm' ? ['-cpu', 'max'] : [];
  return [...boardArgs(architecture), ...accelerators[accel], ...model];
}

/** The settings are forgotten, because a script has no place to keep them. */
function uefi(firmware: Firmware | null): string[] {
  if (firmware === null) return [];
  const flash = (unit: number, more: string, file: string) => [
    '-drive',
    `if=pflash,unit=${unit},format=raw,${more},file=${escapeCommas(file)}`,
  ];
  return [
    ...flash(0, 'readonly=on', firmware.code),
    ...flash(1, 'snapshot=on', firmware.variables),
  ];
}

function disks(node: QemuNode): string[] {
  return busesOf(node).flatMap((bus, index) => {
    const { image, access } = node.disks[index]!;
    const drive = `file=${escapeCommas(image)}${access === 'direct' ? '' : ',snapshot=on'}`;
    return driveArgs(bus, drive, `disk${index}`);
  });
}

function hasTextConsole({ display, kernel, append, architecture }: QemuNode): boolean {
  const { serialPort } = architectureTraits[architecture];
  return display === 'none' || (kernel !== '' && printsOn(append, serialPort));
}

function screen(node: QemuNode): string[] {
  const { architecture, display } = node;
  if (display === 'none' || hasTextConsole(node)) return ['-nographic'];
  const usual = architectureTraits[architecture].hasIde;
  if (!usual) return ['-monitor', 'stdio', ...graphicsArgs(architecture, display)];
  return ['-monitor', 'stdio', ...(display === 'std' ? [] : ['-vga', display])];
}

function controllers(node: QemuNode): string[] {
  const buses = busesOf(node);
  const { hasIde } = architectureTraits[node.architecture];
  const keyboard = !hasIde && !hasTextConsole(node) && node.architecture !== 's390x';
  return [
    ...(buses.includes('usb') || keyboard ? ['-device', 'qemu-xhci'] : []),
    ...(buses.includes('scsi') || (!hasIde && node.cdrom !== '') ? ['-device', 'virtio-scsi'] : []),
  ];
}

/** What the script says of a machine beside its command. */
function remarks(node: QemuNode, firmware: Firmware | null): string[] {
  const writes = node.disks.some(({ access }) => access === 'direct');
  const lacking = node.firmware === 'uefi' && firmware === null;
  return [
    `QEMU machine ${node.name}; its disks are ${writes ? 'written to where it says no snapshot' : 'not written to'}`,
    ...(lacking ? ['(UEFI is left out: no firmware for it was found)'] : []),
    ...(node.cpuLimit === 0 ? [] : ['(the limit of its processor time is left out)']),
    // They can run programs, and a drawing may come from somebody else.
    ...(node.arguments.length === 0 ? [] : [`Left out: ${node.arguments.join(' ')}`]),
  ].map(comment);
}

/** QEMU takes what stands before a colon for a protocol: a drawing names files alone. */
const fileAt = (path: string) => (/^[^/]*:/.test(path) ? `./${path}` : path);

function withFilesAlone(node: QemuNode): QemuNode {
  const disks = node.disks.map((disk) => ({ ...disk, image: fileAt(disk.image) }));
  return { ...node, cdrom: fileAt(node.cdrom), disks };
}

/** @param find finds the UEFI firmware of an architecture on this computer */
export function qemuLines(drawing: Drawing, drawn: QemuNode, find = findFirmware): string[] {
  const node = withFilesAlone(drawn);
  const firmware = node.firmware === 'uefi' ? find(node.architecture) : null;
  return inTerminal(remarks(node, firmware), [
    programOf(node.architecture),
    ...board(node),
    ...['-m', `${node.memory}M`, '-smp', String(node.cpus)],
    ...uefi(firmware),
    ...controllers(node),
    ...cdromArgs(node),
    ...kernelArgs(node),
    ...disks(node),
    ...screen(node),
    ...node.cards.flatMap((_, index) => card(drawing, node, index)),
  ]);
}
