/** Where the ends of cables are: on the jack of a node, wherever that node stands now. Pure. */
import {
  type Cable,
  type CableEnd,
  isDevice,
  portLabel,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { symbolsOf } from '../records/membership';
import type { Point } from '../records/new-node';
import { type Box, jackCentre, nodeBox } from './geometry';

export interface PlacedEnd {
  /** What the end is in: the line is hidden beneath it. */
  box: Box;
  jack: Point;
  /** What the label at this end says. */
  label: string;
}

/** A cable as it is drawn, with both of its ends. */
export interface CableEnds {
  record: Cable;
  a: PlacedEnd;
  b: PlacedEnd;
}

/** Places of nodes that differ from the document's while they are dragged. */
export type Places = ReadonlyMap<string, { at: Point }>;
type Nodes = TopologyDocument['nodes'];

/** The end of a cable: at its jack, or in the middle of a collapsed group. Null where none can be. */
export function placeEnd(
  nodes: Nodes,
  places: Places,
  { node: id, port }: CableEnd,
): PlacedEnd | null {
  const node = nodes[id];
  if (node === undefined || !isDevice(node)) return null;
  const label = portLabel(node, port);
  const symbol = nodes[symbolsOf(nodes).get(id) ?? ''];
  if (symbol !== undefined) {
    const box = nodeBox(symbol, places.get(symbol.id)?.at);
    return { box, jack: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, label };
  }
  const at = places.get(id)?.at ?? node;
  const { x, y } = jackCentre(node, port);
  return { box: nodeBox(node, at), jack: { x: at.x + x, y: at.y + y }, label };
}
