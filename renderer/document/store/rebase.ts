/**
 * Fits a diff to a document that has gone on without it: another window edited, or the service
 * refused a step. What can still be done is kept, the rest is left out, so that undo always works.
 */
import type { Changes, DocumentDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  type CableEnd,
  portsOf,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { withSoundGroups } from './sound-groups';

type Fields = Record<string, unknown>;

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** `current` with only those fields changed that differ between `from` and `to`. */
function mergeFields<T>(current: T, from: T, to: T): T {
  if (same(current, from)) return to;
  const merged: Fields = { ...(current as Fields) };
  for (const [key, value] of Object.entries(to as Fields)) {
    if (!same(value, (from as Fields)[key])) merged[key] = value;
  }
  // Only some fields can be left out: what it belongs to, and whether it is locked.
  for (const key of Object.keys(from as Fields)) {
    if ((to as Fields)[key] === undefined) delete merged[key];
  }
  return merged as T;
}

function rebaseChanges<T extends { id: string }>(
  records: Record<string, T>,
  part: Changes<T>,
): Changes<T> {
  const fitted: Changes<T> = { added: [], updated: [], removed: [] };
  for (const record of part.removed) {
    const current = records[record.id];
    if (current !== undefined) fitted.removed.push(current);
  }
  for (const [from, to] of part.updated) {
    const current = records[from.id];
    if (current === undefined) continue;
    const merged = mergeFields(current, from, to);
    if (!same(current, merged)) fitted.updated.push([current, merged]);
  }
  for (const record of part.added) if (!records[record.id]) fitted.added.push(record);
  return fitted;
}

const keyOf = (end: CableEnd) => `${end.node} ${end.port}`;

interface Plan {
  nodes: TopologyDocument['nodes'];
  taken: Map<string, string>;
}

function planAfter(document: TopologyDocument, diff: DocumentDiff): Plan {
  const nodes = { ...document.nodes };
  for (const node of diff.nodes.removed) delete nodes[node.id];
  for (const [, node] of diff.nodes.updated) nodes[node.id] = node;
  for (const node of diff.nodes.added) nodes[node.id] = node;
  const touched = new Set([
    ...diff.cables.removed.map(({ id }) => id),
    ...diff.cables.updated.map(([, { id }]) => id),
  ]);
  const taken = new Map<string, string>();
  // Cables that only go need no port.
  if (diff.cables.added.length + diff.cables.updated.length === 0) return { nodes, taken };
  for (const cable of Object.values(document.cables)) {
    if (touched.has(cable.id)) continue;
    for (const end of [cable.a, cable.b]) taken.set(keyOf(end), cable.id);
  }
  return { nodes, taken };
}

function fits({ nodes, taken }: Plan, { id, a, b }: Cable): boolean {
  const free = (end: CableEnd) => {
    const node = nodes[end.node];
    if (node === undefined || !portsOf(node).includes(end.port)) return false;
    return (taken.get(keyOf(end)) ?? id) === id;
  };
  if (a.node === b.node || !free(a) || !free(b)) return false;
  taken.set(keyOf(a), id);
  taken.set(keyOf(b), id);
  return true;
}

/** The cables that lose an end with the nodes of the diff, beside those that the diff names. */
function orphans(document: TopologyDocument, plan: Plan, diff: DocumentDiff): Cable[] {
  const changed = new Set([
    ...diff.nodes.removed.map(({ id }) => id),
    ...diff.nodes.updated.map(([{ id }]) => id),
  ]);
  if (changed.size === 0) return [];
  const named = new Set(
    [...diff.cables.removed, ...diff.cables.updated.map(([from]) => from)].map(({ id }) => id),
  );
  const lost = ({ node, port }: CableEnd) => {
    if (!changed.has(node)) return false;
    const after = plan.nodes[node];
    return after === undefined || !portsOf(after).includes(port);
  };
  return Object.values(document.cables).filter(
    (cable) => !named.has(cable.id) && (lost(cable.a) || lost(cable.b)),
  );
}

/** The part of the diff that can be applied to this document, with the cascades it needs there. */
export function rebaseDiff(document: TopologyDocument, diff: DocumentDiff): DocumentDiff {
  const fitted: DocumentDiff = {
    nodes: rebaseChanges(document.nodes, diff.nodes),
    cables: rebaseChanges(document.cables, diff.cables),
  };
  if (diff.name !== undefined && diff.name[1] !== document.name) {
    fitted.name = [document.name, diff.name[1]];
  }
  fitted.nodes = withSoundGroups(document.nodes, fitted.nodes);
  const plan = planAfter(document, fitted);
  fitted.cables.removed.push(...orphans(document, plan, fitted));
  const kept = fitted.cables.updated.filter(([, cable]) => fits(plan, cable));
  const lost = fitted.cables.updated.filter((pair) => !kept.includes(pair));
  fitted.cables.updated = kept;
  // A cable that cannot go where it should stays, unless its node goes.
  fitted.cables.removed.push(...lost.map(([from]) => from).filter((cable) => !fits(plan, cable)));
  fitted.cables.added = fitted.cables.added.filter((cable) => fits(plan, cable));
  return fitted;
}
