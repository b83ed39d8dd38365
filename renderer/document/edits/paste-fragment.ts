/** Putting a part of a drawing into a drawing: everything in it becomes new. Pure, as everything in edits.ts. */

import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  nameOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { byName } from '../../../shared/text/name-order';
import { newId, type Point } from '../records/new-node';
import { UniqueValues } from '../records/unique-values';

export interface Paste {
  readonly diff: DocumentDiff;
  /** id of each node in the fragment -> its id in the drawing. */
  readonly ids: ReadonlyMap<string, string>;
}

const MOST = 1e6;

function freshId(taken: Set<string>, prefix: string, random: () => number): string {
  let id = newId(prefix, random);
  while (taken.has(id)) id = newId(prefix, random);
  taken.add(id);
  return id;
}

/** Settled in the order of their names, so that `pc1` and `pc2` become `pc3` and `pc4`, not the reverse. */
function settledNodes(
  document: TopologyDocument,
  fragment: TopologyDocument,
  random: () => number,
): Map<string, TopologyNode> {
  const values = new UniqueValues(document, random);
  const inOrder = Object.values(fragment.nodes).sort((one, other) =>
    byName(nameOf(one), nameOf(other)),
  );
  return new Map(inOrder.map((node) => [node.id, values.settle(node)]));
}

/** Membership goes along only with the group itself, and a copy is not locked: it is to be put somewhere. */
function withoutTies(node: TopologyNode, ids: ReadonlyMap<string, string>): TopologyNode {
  const { locked: _locked, ...free } = node;
  if (!('memberOf' in free)) return free as TopologyNode;
  const { memberOf = '', ...alone } = free;
  const group = ids.get(memberOf);
  return (group === undefined ? alone : { ...alone, memberOf: group }) as TopologyNode;
}

function within(place: number): number {
  return Math.round(Math.min(MOST, Math.max(-MOST, place)));
}

/**
 * Adds a fragment, moved by an offset in whole pixels. Ids and Ethernet addresses are new; names and
 * what else only one may have are kept where nobody has them.
 *
 * @param random source of numbers in [0, 1)
 */
export function pasteFragment(
  document: TopologyDocument,
  fragment: TopologyDocument,
  offset: Point,
  random: () => number = Math.random,
): Paste {
  const diff = emptyDiff();
  const taken = new Set([...Object.keys(document.nodes), ...Object.keys(document.cables)]);
  const ids = new Map<string, string>();
  for (const { id, kind } of Object.values(fragment.nodes))
    ids.set(id, freshId(taken, kind, random));
  const settled = settledNodes(document, fragment, random);
  const moved = ({ x, y }: Point) => ({ x: within(x + offset.x), y: within(y + offset.y) });
  for (const [id, node] of Object.entries(fragment.nodes)) {
    const free = withoutTies(settled.get(id)!, ids);
    diff.nodes.added.push({ ...free, ...moved(node), id: ids.get(id)! });
  }
  for (const cable of Object.values(fragment.cables)) {
    const copy: Cable = {
      ...cable,
      id: freshId(taken, 'cable', random),
      a: { ...cable.a, node: ids.get(cable.a.node)! },
      b: { ...cable.b, node: ids.get(cable.b.node)! },
      points: cable.points.map(moved),
    };
    diff.cables.added.push(copy);
  }
  return { diff, ids };
}

/** How far a paste moves on when something lies in its place already. */
const SHIFT = 24;

/** The offset, moved on until no node of the fragment comes to lie exactly on another. */
export function clearOffset(
  document: TopologyDocument,
  fragment: TopologyDocument,
  offset: Point,
): Point {
  const key = (x: number, y: number) => `${Math.round(x)} ${Math.round(y)}`;
  const places = new Set(Object.values(document.nodes).map(({ x, y }) => key(x, y)));
  const nodes = Object.values(fragment.nodes);
  let { x, y } = offset;
  while (nodes.some((node) => places.has(key(node.x + x, node.y + y)))) {
    x += SHIFT;
    y += SHIFT;
  }
  return { x, y };
}
