/** Images that a machine writes to while the drawing gives them to another one as well. */

import type { DeviceNode } from '../document/topology';
import type { Finding } from '../failure/finding';
import type { ImageUse } from '../kinds/definition';
import { traitsOf } from '../kinds/registry';

interface UseOfNode extends ImageUse {
  readonly node: DeviceNode;
}

function usesOf(node: DeviceNode): UseOfNode[] {
  return (traitsOf(node).images?.(node) ?? []).map((use) => ({ ...use, node }));
}

/** A finding for every other use of an image that is written to, naming both machines. */
export function imageFindings(devices: readonly DeviceNode[]): Finding[] {
  const images = new Map<string, UseOfNode[]>();
  for (const use of devices.flatMap(usesOf)) {
    images.set(use.image, [...(images.get(use.image) ?? []), use]);
  }
  return [...images.values()].flatMap((uses) => {
    const writer = uses.find(({ writes }) => writes);
    return writer === undefined ? [] : uses.filter((use) => use !== writer).map(sharedWith(writer));
  });
}

function sharedWith(writer: UseOfNode): (use: UseOfNode) => Finding {
  return ({ node, field, image }) => ({
    severity: 'error',
    record: node.id,
    field,
    message:
      node === writer.node
        ? `${node.name} has an image twice that it writes to: ${image}`
        : `${node.name} uses the image that ${writer.node.name} writes to: ${image}`,
    next: `Let ${writer.node.name} write to an overlay, or give one of them a copy of the image.`,
  });
}
