/** One change of several records as one step. Pure, as everything in edits.ts. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { Cable, TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { nodeSchema } from '../../../shared/kinds/registry';
import { issueSentence } from '../../../shared/rules/schema-messages';
import { changeNode } from './edits';

/** What all of several records have in a field; `several` when they differ. */
export type SharedValue = { readonly several: boolean; readonly value: unknown };

/** @param values at least one */
export function sharedValue(values: readonly unknown[]): SharedValue {
  const [first, ...others] = values;
  const text = JSON.stringify(first);
  const several = others.some((value) => value !== first && JSON.stringify(value) !== text);
  return { several, value: first };
}

/** The diff of all nodes, or the first node that cannot be so. */
export type ManyChange =
  | { readonly diff: DocumentDiff }
  | { readonly refused: TopologyNode; readonly path: string; readonly why: string };

/**
 * Changes several nodes in the same way; none of them if the schema refuses one.
 *
 * @param change gives the node as it is to be
 */
export function changeNodes(
  document: TopologyDocument,
  ids: Iterable<string>,
  change: (node: TopologyNode) => unknown,
): ManyChange {
  const diffs: DocumentDiff[] = [];
  for (const id of ids) {
    const node = document.nodes[id];
    if (node === undefined) continue;
    const parsed = nodeSchema.safeParse(change(node));
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      return { refused: node, path: issue.path.join('.'), why: issueSentence(issue) };
    }
    diffs.push(changeNode(document, parsed.data));
  }
  return { diff: together(diffs) };
}

/** Changes several cables, each by an edit of one. */
export function changeCables(
  document: TopologyDocument,
  ids: Iterable<string>,
  change: (cable: Cable) => DocumentDiff,
): DocumentDiff {
  const cables = [...ids].flatMap((id) => document.cables[id] ?? []);
  return together(cables.map(change));
}

/** Diffs of different records as one. Two switches that lose ports may lose the same cable. */
function together(diffs: readonly DocumentDiff[]): DocumentDiff {
  const diff = emptyDiff();
  const removed = new Map<string, Cable>();
  for (const { nodes, cables } of diffs) {
    diff.nodes.updated.push(...nodes.updated);
    diff.cables.updated.push(...cables.updated);
    for (const cable of cables.removed) removed.set(cable.id, cable);
  }
  diff.cables.removed = [...removed.values()];
  return diff;
}
