/** Lining up, spacing out and nudging as edits of the drawing. Pure. */

import type { DocumentDiff } from '../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../shared/document/topology';
import { nodeBox } from '../geometry/geometry';
import { hasOwnBox } from '../records/drawn-nodes';
import type { Point } from '../records/new-node';
import { type Axis, alignedPlaces, distributedPlaces, type Placed, type Side } from './align';
import { moveNodes } from './edits';

type Nodes = Pick<TopologyDocument, 'nodes'>;

/** The boxes of those of the records that have one. */
export function placedOf(document: Nodes, ids: Iterable<string>): Placed[] {
  return [...ids].flatMap((id) => {
    const node = document.nodes[id];
    if (node === undefined || !hasOwnBox(document, node)) return [];
    return [{ id, box: nodeBox(node), locked: node.locked === true }];
  });
}

export function alignNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  side: Side,
): DocumentDiff {
  return moveNodes(document, alignedPlaces(placedOf(document, ids), side));
}

export function distributeNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  axis: Axis,
): DocumentDiff {
  return moveNodes(document, distributedPlaces(placedOf(document, ids), axis));
}

/** Moves nodes by so many pixels; locked ones stay. */
export function shiftNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  { x, y }: Point,
): DocumentDiff {
  const places = [...ids].flatMap((id) => {
    const node = document.nodes[id];
    if (node === undefined || node.locked) return [];
    return [[id, { x: node.x + x, y: node.y + y }] as const];
  });
  return moveNodes(document, places);
}
