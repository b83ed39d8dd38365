/** How steps of the history call what they are about. Pure. */
import { nameOf, type TopologyDocument } from '../../shared/topology';

/** `pc1` for one node, `cable` for one cable, `3 nodes`, `2 cables`, `5 things` for both. */
export function recordsInWords(
  document: Pick<TopologyDocument, 'nodes'>,
  ids: readonly string[],
): string {
  const nodes = ids.filter((id) => document.nodes[id] !== undefined);
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    const node = document.nodes[only];
    return node === undefined ? 'cable' : nameOf(node);
  }
  if (nodes.length === ids.length) return `${ids.length} nodes`;
  return nodes.length === 0 ? `${ids.length} cables` : `${ids.length} things`;
}
