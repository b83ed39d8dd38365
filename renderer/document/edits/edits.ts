/**
 * Every edit of the drawing as a pure function from a document and arguments to a diff, cascades
 * included. Nothing here writes; the document store applies and remembers the diffs.
 */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  portsOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { withMembers } from '../records/membership';
import { newNode, type Point } from '../records/new-node';
import { cablesOf } from '../records/ports';
import { movePoints } from './cable-route-edits';
import { emptiedGroups } from './group-edits';
import { movedMembers } from './moved-members';

function present<T>(records: (T | undefined)[]): T[] {
  return records.filter((record) => record !== undefined);
}

/** Adds a node of the kind with its defaults, a free name and random Ethernet addresses. */
export function addNode(
  document: TopologyDocument,
  kind: NodeKind,
  at: Point,
  random: () => number = Math.random,
): { diff: DocumentDiff; id: string } {
  const node = newNode(document, kind, at, random);
  const diff = emptyDiff();
  diff.nodes.added.push(node);
  return { diff, id: node.id };
}

/**
 * Removes nodes and cables. The cables of a removed node go with it, so do the members of a removed
 * group, and a group whose last member goes. Unknown ids are ignored.
 */
export function removeRecords(document: TopologyDocument, ids: Iterable<string>): DocumentDiff {
  const listed = new Set(withMembers(document.nodes, ids));
  const emptied = emptiedGroups(document.nodes, listed).map(({ id }) => id);
  const wanted = [...new Set([...listed, ...emptied])];
  const nodes = present(wanted.map((id) => document.nodes[id]));
  const cables = new Set(wanted.filter((id) => document.cables[id] !== undefined));
  for (const node of nodes) for (const id of cablesOf(document, node.id)) cables.add(id);
  const diff = emptyDiff();
  diff.nodes.removed = nodes;
  diff.cables.removed = present([...cables].map((id) => document.cables[id]));
  return diff;
}

/**
 * Puts nodes at new places; whole pixels, so that a saved file does not change by rounding. The members
 * of a group go with it, unless they have places of their own.
 */
export function moveNodes(
  document: TopologyDocument,
  places: Iterable<readonly [id: string, place: Point]>,
): DocumentDiff {
  const diff = emptyDiff();
  for (const [id, place] of movedMembers(document.nodes, places)) {
    const node = document.nodes[id];
    const x = Math.round(place.x);
    const y = Math.round(place.y);
    if (node === undefined || (node.x === x && node.y === y)) continue;
    diff.nodes.updated.push([node, { ...node, x, y }]);
  }
  diff.cables.updated = movePoints(document, diff.nodes.updated);
  return diff;
}

function onMissingPort(document: TopologyDocument, node: TopologyNode): Cable[] {
  const ports = new Set(portsOf(node));
  const cables = present(cablesOf(document, node.id).map((id) => document.cables[id]));
  const misses = (end: Cable['a']) => end.node === node.id && !ports.has(end.port);
  return cables.filter(({ a, b }) => misses(a) || misses(b));
}

/** A switch without settings of ports that it does not have any more; any other node as it is. */
function withoutLostPorts(node: TopologyNode): TopologyNode {
  if (node.kind !== 'switch') return node;
  const kept = Object.entries(node.vlans).filter(([port]) => Number(port) <= node.ports);
  if (kept.length === Object.keys(node.vlans).length) return node;
  return { ...node, vlans: Object.fromEntries(kept) };
}

/** Replaces a node by a changed one with the same id; cables and VLANs of ports that it lost go too. */
export function changeNode(document: TopologyDocument, changed: TopologyNode): DocumentDiff {
  const diff = emptyDiff();
  const before = document.nodes[changed.id];
  const after = withoutLostPorts(changed);
  if (before === undefined || JSON.stringify(before) === JSON.stringify(after)) return diff;
  diff.nodes.updated.push([before, after]);
  diff.cables.removed = onMissingPort(document, after);
  return diff;
}

/** Gives a node another name. A blank name, or one for what has none, changes nothing. */
export function renameNode(document: TopologyDocument, id: string, name: string): DocumentDiff {
  const node = document.nodes[id];
  const trimmed = name.trim().slice(0, 40);
  if (node === undefined || !('name' in node) || trimmed === '') return emptyDiff();
  return changeNode(document, { ...node, name: trimmed });
}

/** Gives the whole lab another name. A blank name changes nothing. */
export function renameDocument(document: TopologyDocument, name: string): DocumentDiff {
  const diff = emptyDiff();
  const trimmed = name.trim().slice(0, 100);
  if (trimmed !== '' && trimmed !== document.name) diff.name = [document.name, trimmed];
  return diff;
}

function withoutCard(node: TopologyNode, index: number): TopologyNode {
  if (!('cards' in node)) return node;
  return { ...node, cards: node.cards.filter((_, at) => at !== index) } as TopologyNode;
}

/**
 * Takes a card out of a machine. Its cable goes too, and cables on the cards after it keep their card,
 * which now has the number before.
 */
export function removeCard(document: TopologyDocument, id: string, index: number): DocumentDiff {
  const node = document.nodes[id];
  const diff = emptyDiff();
  if (node === undefined || !('cards' in node) || node.cards[index] === undefined) return diff;
  // A built-in PC is nothing without a card.
  if (node.kind === 'pc' && node.cards.length === 1) return diff;
  diff.nodes.updated.push([node, withoutCard(node, index)]);
  const shifted = (end: Cable['a']) =>
    end.node === id && end.port > index ? { ...end, port: end.port - 1 } : end;
  for (const cable of present(cablesOf(document, id).map((cableId) => document.cables[cableId]))) {
    const isOn = (end: Cable['a']) => end.node === id && end.port === index;
    if (isOn(cable.a) || isOn(cable.b)) diff.cables.removed.push(cable);
    else if (shifted(cable.a) !== cable.a || shifted(cable.b) !== cable.b) {
      diff.cables.updated.push([cable, { ...cable, a: shifted(cable.a), b: shifted(cable.b) }]);
    }
  }
  return diff;
}
