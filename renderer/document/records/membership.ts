/** Which nodes are in which group, looked up without walking all nodes. Pure. */
import {
  type GroupNode,
  isDevice,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';

type Nodes = TopologyDocument['nodes'];
/** Everything that can be in a group. */
export type Member = Exclude<TopologyNode, GroupNode>;

interface Index {
  members: ReadonlyMap<string, readonly Member[]>;
  /** By node: the collapsed group that stands for it. */
  symbols: ReadonlyMap<string, string>;
}

const indexes = new WeakMap<Nodes, Index>();
const NOBODY: readonly Member[] = [];

/** The group that a node is in; undefined for one that is loose, or names a group that is gone. */
export function groupOf(nodes: Nodes, node: TopologyNode | undefined): GroupNode | undefined {
  if (node === undefined || node.kind === 'group' || node.memberOf === undefined) return undefined;
  const group = nodes[node.memberOf];
  return group?.kind === 'group' ? group : undefined;
}

function buildIndex(nodes: Nodes): Index {
  const members = new Map<string, Member[]>();
  const symbols = new Map<string, string>();
  for (const node of Object.values(nodes)) {
    const group = groupOf(nodes, node);
    if (group === undefined || node.kind === 'group') continue;
    const known = members.get(group.id);
    if (known === undefined) members.set(group.id, [node]);
    else known.push(node);
    if (group.collapsed) symbols.set(node.id, group.id);
  }
  return { members, symbols };
}

function indexOf(nodes: Nodes): Index {
  const known = indexes.get(nodes);
  if (known !== undefined) return known;
  const index = buildIndex(nodes);
  indexes.set(nodes, index);
  return index;
}

/** The groups among nodes, and those that nodes among them are in. */
export function groupsAround(nodes: Nodes, ids: Iterable<string>): string[] {
  const groups = [...ids].map((id) =>
    nodes[id]?.kind === 'group' ? id : groupOf(nodes, nodes[id])?.id,
  );
  return [...new Set(groups.filter((id) => id !== undefined))];
}

/** Whether all these groups are drawn as symbols. */
export function allCollapsed(nodes: Nodes, groups: readonly string[]): boolean {
  return groups.every((id) => {
    const group = nodes[id];
    return group?.kind === 'group' && group.collapsed;
  });
}

/** The nodes of a group, in the order of the document. */
export function membersOf(nodes: Nodes, group: string): readonly Member[] {
  return indexOf(nodes).members.get(group) ?? NOBODY;
}

/** By node: the collapsed group that stands for it on the drawing. */
export function symbolsOf(nodes: Nodes): ReadonlyMap<string, string> {
  return indexOf(nodes).symbols;
}

/** The ids, and those of the members of every group among them; each once. */
export function withMembers(nodes: Nodes, ids: Iterable<string>): string[] {
  const all = new Set<string>();
  for (const id of ids) {
    all.add(id);
    for (const member of membersOf(nodes, id)) all.add(member.id);
  }
  return [...all];
}

/** The devices among the ids, with those of the groups among them. */
export function devicesAmong(nodes: Nodes, ids: Iterable<string>): string[] {
  return withMembers(nodes, ids).filter((id) => nodes[id] !== undefined && isDevice(nodes[id]));
}
