/** A lab of one QEMU machine with a disk, which no guest is on. */
import { newNode } from '../../renderer/document/records/new-node';
import {
  emptyDocument,
  type QemuNode,
  type TopologyDocument,
} from '../../shared/document/topology';

/** @param image of some bytes; it is the base of an overlay */
export function labWithDisk(image: string): TopologyDocument {
  const document = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f002', 'With a disk');
  const drawn = newNode(document, 'qemu', { x: 200, y: 100 }, Math.random) as QemuNode;
  const disks: QemuNode['disks'] = [{ image, interface: 'ide', access: 'overlay' }];
  document.nodes.v = { ...drawn, id: 'v', name: 'vm1', memory: 32, accel: 'tcg', cards: [], disks };
  return document;
}
