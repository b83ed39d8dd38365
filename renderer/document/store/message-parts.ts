/**
 * A change as messages that the service takes. Pictures make it large: a change names each before and
 * after, so moving a few of them at once would pass the limit of a message.
 */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { TopologyNode } from '../../../shared/document/topology';

/** Characters of pictures that go into one message; the service takes 16 MiB of text. */
const MOST = 10 * 1024 * 1024;

function weight(...nodes: TopologyNode[]): number {
  return nodes.reduce((sum, node) => sum + (node.kind === 'picture' ? node.source.length : 0), 0);
}

/** One record of a change. */
interface Piece {
  weight: number;
  put: (diff: DocumentDiff) => unknown;
}

function pieces({ nodes }: DocumentDiff): Piece[] {
  const removed = nodes.removed.map((node) => ({
    weight: weight(node),
    put: (diff: DocumentDiff) => diff.nodes.removed.push(node),
  }));
  const updated = nodes.updated.map((pair) => ({
    weight: weight(...pair),
    put: (diff: DocumentDiff) => diff.nodes.updated.push(pair),
  }));
  const added = nodes.added.map((node) => ({
    weight: weight(node),
    put: (diff: DocumentDiff) => diff.nodes.added.push(node),
  }));
  return [...removed, ...updated, ...added];
}

/** The diff in parts that do the same one after the other; the diff itself when it is small. */
export function messageParts(diff: DocumentDiff): DocumentDiff[] {
  const all = pieces(diff);
  if (all.reduce((sum, piece) => sum + piece.weight, 0) <= MOST) return [diff];
  // Cables need their nodes, so all that is no picture stays together.
  const first: DocumentDiff = { ...diff, nodes: emptyDiff().nodes };
  for (const piece of all) if (piece.weight === 0) piece.put(first);
  const parts = [first];
  let room = MOST;
  for (const piece of all.filter((one) => one.weight > 0)) {
    if (piece.weight > room || parts.length === 1) {
      parts.push(emptyDiff());
      room = MOST;
    }
    piece.put(parts.at(-1)!);
    room -= piece.weight;
  }
  return parts;
}
