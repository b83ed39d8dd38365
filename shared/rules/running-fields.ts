/** Which fields of a node something depends on that runs, and where a drawing differs from what runs. */
import type { DeviceNode } from '../document/topology';
import { kinds } from '../kinds/registry';

/** True for what a running node was started with, or was changed to as it ran. */
type RunningFields = Readonly<Record<string, boolean>>;

/** By kind; a field counts for what runs unless its kind says otherwise. */
export const runningFields = Object.fromEntries(
  Object.entries(kinds)
    .filter(([, { role }]) => role !== 'drawing')
    .map(([kind, { schema, notRunning }]) => {
      const fields = Object.keys(schema.shape);
      return [kind, Object.fromEntries(fields.map((one) => [one, !notRunning.includes(one)]))];
    }),
) as Readonly<Record<DeviceNode['kind'], RunningFields>>;

/** Values of the document are plain data in a fixed order of fields. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The value of a field that the node's kind has. */
export function runningValue(node: DeviceNode, field: string): unknown {
  return (node as Record<string, unknown>)[field];
}

/** The fields in which a drawn node differs from how it runs; none for nodes of different kinds. */
export function differingFields(runs: DeviceNode, drawnNode: DeviceNode): string[] {
  if (runs === drawnNode || runs.kind !== drawnNode.kind) return [];
  return Object.entries(runningFields[runs.kind]).flatMap(([field, matters]) =>
    matters && !isSameValue(runningValue(runs, field), runningValue(drawnNode, field))
      ? [field]
      : [],
  );
}

/** The node with some of its fields as another of its kind has them. */
export function withFields(
  node: DeviceNode,
  fields: readonly string[],
  from: DeviceNode,
): DeviceNode {
  const taken = fields.map((field) => [field, runningValue(from, field)]);
  return { ...node, ...Object.fromEntries(taken) } as DeviceNode;
}
