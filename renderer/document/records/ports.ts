/** Which port of which node is taken up, looked up without walking all cables. */
import type { CableEnd, TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { portsOf } from '../../../shared/document/topology';

/** node id -> port -> cable id. */
type PortIndex = ReadonlyMap<string, ReadonlyMap<number, string>>;

const indexes = new WeakMap<TopologyDocument['cables'], PortIndex>();

function buildIndex(cables: TopologyDocument['cables']): PortIndex {
  const index = new Map<string, Map<number, string>>();
  for (const { id, a, b } of Object.values(cables)) {
    for (const end of [a, b]) {
      const ports = index.get(end.node) ?? new Map<number, string>();
      ports.set(end.port, id);
      index.set(end.node, ports);
    }
  }
  return index;
}

/** The index of the document's cables, built once for each set of cables. */
function portIndex(document: TopologyDocument): PortIndex {
  const known = indexes.get(document.cables);
  if (known !== undefined) return known;
  const index = buildIndex(document.cables);
  indexes.set(document.cables, index);
  return index;
}

/** The cable on a port, or undefined when the port is free. */
export function cableOn(document: TopologyDocument, end: CableEnd): string | undefined {
  return portIndex(document).get(end.node)?.get(end.port);
}

/**
 * Who has a port although no cable of the drawing is there, as a client from outside has one of a running
 * switch; null for nobody.
 */
export type Guests = (end: CableEnd) => string | null;

/** The ports of a node that neither a cable nor a guest is on, ascending. */
export function freePorts(
  document: TopologyDocument,
  node: TopologyNode,
  guests: Guests,
): number[] {
  const taken = portIndex(document).get(node.id);
  return portsOf(node).filter(
    (port) => taken?.has(port) !== true && guests({ node: node.id, port }) === null,
  );
}

/** The ids of the cables that are on a node. */
export function cablesOf(document: TopologyDocument, node: string): string[] {
  return [...new Set(portIndex(document).get(node)?.values() ?? [])];
}
