/** Many nodes of a kind at once, in a grid, joined to a switch if wanted. Pure, as everything in edits.ts. */
import { applyDiff, type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import { perfectCable, type TopologyDocument } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { newId, newNode, type Point } from '../records/new-node';
import { freePorts, type Guests } from '../records/ports';

export interface ManyNodes {
  readonly kind: NodeKind;
  readonly count: number;
  /** Id of the switch that each is joined to; null for none. */
  readonly hub: string | null;
  /** Top left corner of the first. */
  readonly at: Point;
  /** From one to the next, to the right and downwards. */
  readonly step: Point;
}

/** How many stand in a row: about as many rows as there are in a row. */
export function columnsFor(count: number): number {
  return Math.ceil(Math.sqrt(count));
}

/**
 * Adds them with free names in a row; those for which the switch has no port are joined to nothing.
 *
 * @param guests who has ports without a cable
 */
export function addMany(
  document: TopologyDocument,
  { kind, count, hub, at, step }: ManyNodes,
  guests: Guests,
  random: () => number = Math.random,
): DocumentDiff {
  const diff = emptyDiff();
  const target = hub === null ? undefined : document.nodes[hub];
  const left = target === undefined ? [] : freePorts(document, target, guests);
  const columns = columnsFor(count);
  let grown = document;
  for (let index = 0; index < count; index++) {
    const x = at.x + (index % columns) * step.x;
    const y = at.y + Math.floor(index / columns) * step.y;
    const node = newNode(grown, kind, { x, y }, random);
    const one = emptyDiff();
    one.nodes.added.push(node);
    grown = applyDiff(grown, one);
    diff.nodes.added.push(node);
    const [own] = freePorts(grown, node, guests);
    const port = own === undefined ? undefined : left.shift();
    if (own === undefined || port === undefined || hub === null) continue;
    const [a, b] = [
      { node: node.id, port: own },
      { node: hub, port },
    ];
    diff.cables.added.push({ id: newId('cable', random), a, b, ...perfectCable });
  }
  return diff;
}
