/** Turning the spanning tree on where a loop is. Pure, as everything in edits.ts. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  isSwitch,
  type SwitchNode,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { switchLoops } from '../../../shared/rules/switch-loops';

/** The switches that are in a loop with a node; only the node if the drawing shows no loop there. */
export function switchesInLoopWith(document: TopologyDocument, id: string): readonly SwitchNode[] {
  const loop = switchLoops(document).find(({ switches }) => switches.some((one) => one.id === id));
  if (loop !== undefined) return loop.switches;
  const node = document.nodes[id];
  return node !== undefined && isSwitch(node) ? [node] : [];
}

/** Turns the spanning tree on for every switch that is in a loop with the node. */
export function tameLoop(document: TopologyDocument, id: string): DocumentDiff {
  const diff = emptyDiff();
  for (const node of switchesInLoopWith(document, id)) {
    if (node.kind === 'switch' && !node.fstp) {
      diff.nodes.updated.push([node, { ...node, fstp: true }]);
    }
  }
  return diff;
}
