/** What a node is when it comes from the palette: its defaults, a free name, an id of its own. */

import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { randomMac } from '../../../shared/net/mac-address';
import { viewOf } from '../../kinds/registry';

export interface Point {
  x: number;
  y: number;
}

const ID_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const ID_LENGTH = 8;

/**
 * A new id, `pc-k3m9x2ab`. It is random because a machine's overlay is kept under it: a machine drawn
 * later must not find the disk of a deleted one.
 */
export function newId(prefix: string, random: () => number): string {
  let id = `${prefix}-`;
  for (let index = 0; index < ID_LENGTH; index++) {
    id += ID_ALPHABET[Math.floor(random() * ID_ALPHABET.length)];
  }
  return id;
}

/** The first of `pc1`, `pc2`, ... that no node bears. */
function freeName(document: TopologyDocument, prefix: string): string {
  const taken = new Set(
    Object.values(document.nodes).map((node) => ('name' in node ? node.name : '')),
  );
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/** A node of the kind at a place, as it comes from the palette. */
export function newNode(
  document: TopologyDocument,
  kind: NodeKind,
  at: Point,
  random: () => number,
): TopologyNode {
  const view = viewOf({ kind });
  const place = { id: newId(kind, random), x: Math.round(at.x), y: Math.round(at.y), kind };
  const { namePrefix } = view;
  const name = namePrefix === undefined ? {} : { name: freeName(document, namePrefix) };
  const fields = view.fresh({ document, mac: () => randomMac(random) });
  return { ...place, ...name, ...fields } as TopologyNode;
}
