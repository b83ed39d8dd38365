/** Which records stand on the drawing as a box of their own. Pure. */
import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { symbolsOf } from './membership';

type Nodes = Pick<TopologyDocument, 'nodes'>;

/** Frames have no box of their own, and members of a collapsed group do not show. */
export function hasOwnBox({ nodes }: Nodes, node: TopologyNode): boolean {
  return node.kind === 'group' ? node.collapsed : !symbolsOf(nodes).has(node.id);
}

/** Whether a node must not be covered: what can be seen and is no mere background. */
export function isObstacle(document: Nodes, node: TopologyNode): boolean {
  return node.kind !== 'shape' && node.kind !== 'picture' && hasOwnBox(document, node);
}
