/** A new node that is joined by a cable at once, as one edit. Pure. */
import type { DocumentDiff } from '../../../shared/document/document-diff';
import { applyDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  type CableEnd,
  isDevice,
  portsOf,
  type TopologyDocument,
} from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { newNode } from '../records/new-node';
import { addCable } from './cable-edits';

/** Whether a new node of the kind has a port to put a cable into. */
export function takesCable(document: TopologyDocument, kind: NodeKind): boolean {
  const node = newNode(document, kind, { x: 0, y: 0 }, Math.random);
  return isDevice(node) && portsOf(node).length > 0;
}

/**
 * The edit that adds a node, and joins its first port where it is to be joined.
 *
 * @param added the edit that adds the node alone
 * @param route how the cable is drawn
 */
export function joinAdded(
  document: TopologyDocument,
  added: DocumentDiff,
  from: CableEnd,
  route: Cable['route'],
): DocumentDiff {
  const [node] = added.nodes.added;
  if (node === undefined || !isDevice(node)) return added;
  const [port] = portsOf(node);
  if (port === undefined) return added;
  const end = { node: node.id, port };
  const { diff } = addCable(applyDiff(document, added), from, end, Math.random, route);
  return { ...added, cables: { ...added.cables, added: diff.cables.added } };
}
