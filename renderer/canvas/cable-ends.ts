/** Where the ends of cables are: on the jack of a node, wherever that node stands now. Pure. */
import { type CableEnd, isDevice, portLabel, type TopologyNode } from '../../shared/topology';
import type { Point } from '../document/new-node';
import { type Box, jackCentre, nodeBox } from './geometry';

export interface PlacedEnd {
  /** What the end is in: the line is hidden beneath it. */
  box: Box;
  jack: Point;
  /** What the label at this end says. */
  label: string;
}

/** Places of nodes that differ from the document's while they are dragged. */
export type Places = ReadonlyMap<string, { at: Point }>;
type Nodes = Readonly<Record<string, TopologyNode>>;

/** The symbol that stands for a node and all others of its group; undefined for one that shows. */
function symbolOf(nodes: Nodes, node: TopologyNode): TopologyNode | undefined {
  const group = 'memberOf' in node ? nodes[node.memberOf ?? ''] : undefined;
  return group?.kind === 'group' && group.collapsed ? group : undefined;
}

/** Whether a node stands in the way of labels: what can be seen and is no mere background. */
export function isObstacle(nodes: Nodes, node: TopologyNode): boolean {
  if (node.kind === 'group') return node.collapsed;
  if (node.kind === 'shape' || node.kind === 'picture') return false;
  return symbolOf(nodes, node) === undefined;
}

/** The end of a cable: at its jack, or in the middle of a collapsed group. Null where none can be. */
export function placeEnd(
  nodes: Nodes,
  places: Places,
  { node: id, port }: CableEnd,
): PlacedEnd | null {
  const node = nodes[id];
  if (node === undefined || !isDevice(node)) return null;
  const label = portLabel(node, port);
  const symbol = symbolOf(nodes, node);
  if (symbol !== undefined) {
    const box = nodeBox(symbol, places.get(symbol.id)?.at);
    return { box, jack: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, label };
  }
  const at = places.get(id)?.at ?? node;
  const { x, y } = jackCentre(node, port);
  return { box: nodeBox(node, at), jack: { x: at.x + x, y: at.y + y }, label };
}

/** Whether both ends are in the same collapsed group, so that nothing of the cable shows. */
export function isHidden(nodes: Nodes, a: CableEnd, b: CableEnd): boolean {
  const [one, other] = [nodes[a.node], nodes[b.node]];
  if (one === undefined || other === undefined) return true;
  const symbol = symbolOf(nodes, one);
  return symbol !== undefined && symbol === symbolOf(nodes, other);
}
