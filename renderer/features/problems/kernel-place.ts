/** Where another kernel belongs in machines of User-Mode Linux. Pure. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { TopologyDocument, UmlNode } from '../../../shared/document/topology';

/** The machine with a kernel that the library has fetched; the modules that it had are of the former one. */
function withKernel(node: UmlNode, path: string): UmlNode {
  return { ...node, kernel: path, modules: node.modules === '' ? '' : `${path}.d/modules` };
}

/** Gives a kernel of the library to a machine, and to all that have the same unfit kernel. */
export function placeKernel(document: TopologyDocument, record: string, path: string) {
  const diff: DocumentDiff = emptyDiff();
  const one = document.nodes[record];
  if (one?.kind !== 'uml' || one.kernel === path) return diff;
  for (const node of Object.values(document.nodes)) {
    if (node.kind !== 'uml' || node.kernel !== one.kernel) continue;
    diff.nodes.updated.push([node, withKernel(node, path)]);
  }
  return diff;
}
