/** Which nodes of a drawing use which files, and how. Pure. */
import {
  isDevice,
  nameOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';

/** The paths that a node names. */
function pathsOf(node: TopologyNode): string[] {
  if (node.kind === 'qemu') {
    const disks = node.disks.map(({ image }) => image);
    return [node.cdrom, node.kernel, node.initrd, ...disks].filter((path) => path !== '');
  }
  if (node.kind === 'uml') {
    return [node.kernel, node.rootfs, node.initrd].filter((path) => path !== '');
  }
  return [];
}

/** The names of the nodes by the path that they use. */
export function usersByPath(document: TopologyDocument): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const node of Object.values(document.nodes)) {
    if (!isDevice(node)) continue;
    for (const path of new Set(pathsOf(node))) {
      const known = users.get(path);
      if (known === undefined) users.set(path, [nameOf(node)]);
      else known.push(nameOf(node));
    }
  }
  return users;
}
