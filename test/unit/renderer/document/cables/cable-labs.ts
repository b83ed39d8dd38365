/** Drawings with cables for tests of how those run, and words about them. */

import { boxOfLabel, pillBox } from '../../../../../renderer/document/cables/cable-labels';
import {
  type CableDrawing,
  emptyLayout,
  layOutCables,
} from '../../../../../renderer/document/cables/cable-layout';
import { addCable } from '../../../../../renderer/document/edits/cable-edits';
import type { Box } from '../../../../../renderer/document/geometry/geometry';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { applyDiff } from '../../../../../shared/document/document-diff';
import {
  type Cable,
  type CableEnd,
  emptyDocument,
  type TopologyDocument,
} from '../../../../../shared/document/topology';

const EMPTY = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');

export interface DrawnNode {
  kind: 'switch' | 'pc';
  x: number;
  y: number;
  ports?: number;
}

/** Nodes with the ids `n0`, `n1`, ... */
export function drawNodes(drawn: readonly DrawnNode[]): TopologyDocument {
  let document = EMPTY;
  for (const [index, { kind, x, y, ports = 8 }] of drawn.entries()) {
    const node = { ...newNode(document, kind, { x, y }, Math.random), id: `n${index}` };
    const nodes = {
      ...document.nodes,
      [node.id]: node.kind === 'switch' ? { ...node, ports } : node,
    };
    document = { ...document, nodes };
  }
  return document;
}

/** Joins two ports; the cables are called `c0`, `c1`, ... */
export function join(
  document: TopologyDocument,
  a: CableEnd,
  b: CableEnd,
  looks: Partial<Cable> = {},
): TopologyDocument {
  const { diff } = addCable(document, a, b);
  const [cable] = diff.cables.added;
  if (cable === undefined) return document;
  const id = `c${Object.keys(document.cables).length}`;
  diff.cables.added = [{ ...cable, ...looks, id }];
  return applyDiff(document, diff);
}

export const end = (node: number, port: number): CableEnd => ({ node: `n${node}`, port });

export const still = { places: new Map(), draft: null, labels: true };

export function layOut(document: TopologyDocument, before = emptyLayout) {
  const { nodes, cables } = document;
  return layOutCables({ nodes, cables, ...still }, before);
}

/** What the labels of a cable cover. */
export function labelBoxes({ pills, label }: CableDrawing): Box[] {
  const boxes = [pills.a, pills.b].filter((pill) => pill !== null).map(pillBox);
  return label === null ? boxes : [...boxes, boxOfLabel(label)];
}
