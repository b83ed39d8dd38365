/** Selections that follow from others. Pure. */
import type { TopologyDocument } from '../../../shared/document/topology';
import { cablesOf } from '../records/ports';

type Ids = ReadonlySet<string>;

/** Everything that is not selected. */
export function invertedSelection({ nodes, cables }: TopologyDocument, ids: Ids): string[] {
  return [...Object.keys(nodes), ...Object.keys(cables)].filter((id) => !ids.has(id));
}

/** All nodes of the kinds that are selected. */
export function sameKinds({ nodes }: TopologyDocument, ids: Ids): string[] {
  const kinds = new Set([...ids].map((id) => nodes[id]?.kind));
  return Object.values(nodes)
    .filter(({ kind }) => kinds.has(kind))
    .map(({ id }) => id);
}

/** The selection, what is one cable away from it, and the cables between; ends of selected cables. */
export function withNeighbours(document: TopologyDocument, ids: Ids): string[] {
  const all = new Set(ids);
  const cables = [...ids].flatMap((id) =>
    document.cables[id] === undefined ? cablesOf(document, id) : [id],
  );
  for (const id of cables) {
    const cable = document.cables[id];
    if (cable === undefined) continue;
    for (const one of [id, cable.a.node, cable.b.node]) all.add(one);
  }
  return [...all];
}

/** The cables both of whose ends are among the nodes. */
export function cablesBetween({ cables }: TopologyDocument, nodes: Ids): string[] {
  return Object.values(cables)
    .filter(({ a, b }) => nodes.has(a.node) && nodes.has(b.node))
    .map(({ id }) => id);
}
