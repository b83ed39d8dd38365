/** What a node of a drawing may not do on this computer until somebody who read it agreed. */
import { z } from 'zod';
import { nameOf, type TopologyNode } from '../document/topology';
import { idSchema } from '../kinds/fields/node-fields';
import {
  effects,
  type FieldRequest,
  type FieldTable,
  fieldRequests,
} from '../kinds/permissions/field-table';
import { kinds } from '../kinds/registry';

const known = new WeakMap<TopologyNode, readonly FieldRequest[]>();

/** All that a node asks for. Nodes are never changed, so that each is looked at once. */
export function requestsOfNode(node: TopologyNode): readonly FieldRequest[] {
  const found =
    known.get(node) ??
    fieldRequests(kinds[node.kind].permissions as FieldTable<TopologyNode>, node);
  known.set(node, found);
  return found;
}

export const permissionSchema = z.object({
  /** Names this permission in an answer; the same for nodes that ask for the same thing. */
  key: z.string().max(100),
  effect: z.enum(effects),
  what: z.string(),
  how: z.string(),
  kind: z.string(),
  field: z.string(),
  /** The nodes that ask for it, in the order of the drawing. */
  nodes: z.array(z.object({ id: idSchema, name: z.string() })),
});

export type Permission = z.infer<typeof permissionSchema>;

/** What an effect is called in front of what it is about. */
export const effectText = {
  runs: 'Runs',
  writes: 'Writes',
  reads: 'Reads',
  reaches: 'Opens a way',
} as const;

/** "host1", "host1 and host2", "host1, host2 and 18 more". */
export function formatNames(nodes: Permission['nodes']): string {
  const names = nodes.map(({ name }) => name);
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The node as it is named in a permission. */
export function nodeInPermission(node: TopologyNode): Permission['nodes'][number] {
  return { id: node.id, name: nameOf(node) };
}
