/** Values that no node of a drawing has yet. */
import type { TopologyDocument } from '../../shared/document/topology';
import { traitsOf } from '../../shared/kinds/registry';

/** The command that gives a new machine the first address that no other one gives itself. */
export function addFreeAddress(document: TopologyDocument): string {
  const texts = Object.values(document.nodes).flatMap(
    (node) => traitsOf(node).addressTexts?.(node) ?? [],
  );
  let host = 1;
  while (texts.some((text) => text.includes(`10.0.0.${host}/`))) host++;
  return `ip addr add 10.0.0.${Math.min(host, 254)}/24 dev eth0`;
}
