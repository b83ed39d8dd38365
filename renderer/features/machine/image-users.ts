/** Which other machines of a drawing write to overlays of an image. Pure. */
import {
  nameOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';

function writesOver(node: TopologyNode, image: string): boolean {
  if (node.kind === 'qemu') return node.disks.some((disk) => disk.image === image);
  return node.kind === 'uml' && node.rootfs === image;
}

/** Names of the nodes beside this one that have the image as a disk. */
export function otherUsers({ nodes }: TopologyDocument, id: string, image: string): string[] {
  return Object.values(nodes)
    .filter((node) => node.id !== id && writesOver(node, image))
    .map((node) => nameOf(node));
}
