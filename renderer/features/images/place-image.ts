/** Where an image belongs in a machine. Pure. */

import type { Guest, Image } from '../../../shared/contract/service-images';
import type { QemuNode, TopologyNode, UmlNode } from '../../../shared/document/topology';
import { MAX_DISKS, overlayOf } from '../../../shared/kinds/qemu';
import type { ImageQuestion } from '../../ui/dialogs';

/** Whether an image answers a question for one: its kind and, where that matters, its format. */
export function fitsQuestion(
  { kind, format }: Image,
  { kinds, formats }: Pick<ImageQuestion, 'kinds' | 'formats'>,
): boolean {
  return kinds.includes(kind) && (formats.length === 0 || formats.includes(format));
}

/** The kind of machine that is drawn for an image. */
export function machineFor({ guest, kind, format }: Image): 'qemu' | 'uml' {
  if (guest !== null) return guest.machine;
  // User-Mode Linux boots file systems without a partition table, and its kernel is a program.
  return kind === 'rootfs' || (kind === 'kernel' && format === 'elf') ? 'uml' : 'qemu';
}

/**
 * The machine with the image in its place.
 *
 * @returns null when such a node has no place for it
 */
export function withImage(node: TopologyNode, image: Image): TopologyNode | null {
  const { guest } = image;
  if (node.kind === 'qemu') {
    return guest?.machine === 'qemu' ? qemuGuest(node, guest) : withQemuImage(node, image);
  }
  if (node.kind !== 'uml') return null;
  return guest?.machine === 'uml' ? umlGuest(node, guest) : withUmlImage(node, image);
}

function qemuGuest(node: QemuNode, { kernel, initrd, append, memory, card }: Guest): QemuNode {
  const cards = card === '' ? node.cards : node.cards.map(({ mac }) => ({ mac, model: card }));
  return { ...node, kernel, initrd, append, memory, cards };
}

function umlGuest(node: UmlNode, { kernel, initrd, append, memory }: Guest): UmlNode {
  return { ...node, kernel, initrd, append, memory };
}

function withQemuImage(node: QemuNode, { kind, path }: Image): QemuNode | null {
  switch (kind) {
    case 'cd':
      return { ...node, cdrom: path };
    case 'kernel':
      return { ...node, kernel: path };
    case 'initrd':
      return { ...node, initrd: path };
    default:
      return node.disks.length < MAX_DISKS
        ? { ...node, disks: [...node.disks, overlayOf(path)] }
        : null;
  }
}

function withUmlImage(node: UmlNode, { kind, path }: Image): UmlNode | null {
  switch (kind) {
    case 'cd':
      return null;
    case 'kernel':
      return { ...node, kernel: path };
    case 'initrd':
      return { ...node, initrd: path };
    default:
      return { ...node, rootfs: path };
  }
}
