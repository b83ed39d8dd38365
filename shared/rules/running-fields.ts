/**
 * Which fields of a node something depends on that runs, and where a drawing differs from what runs. A field
 * that is not in the table is a mistake that the compiler finds.
 */
import type { DeviceNode } from '../document/topology';

type Fields<N> = { readonly [Field in keyof Required<N>]: boolean };
type Table = {
  readonly [Kind in DeviceNode['kind']]: Fields<Extract<DeviceNode, { kind: Kind }>>;
};

/** Where it is drawn, and what the drawing calls it. */
const drawn = {
  id: false,
  kind: false,
  name: false,
  x: false,
  y: false,
  locked: false,
  memberOf: false,
} as const;
/** When it starts counts only then. */
const machine = { ...drawn, start: false, cards: true } as const;
const joined = { ports: true, directory: true, mode: true, group: true } as const;
const managed = { ...drawn, ...joined, management: true, setup: true } as const;

/** True for what a running node was started with, or was changed to as it ran. */
export const runningFields: Table = {
  switch: { ...managed, vlans: true, fstp: true, priority: true },
  hub: managed,
  /** Its name is its host name. */
  pc: { ...machine, name: true, setup: true },
  /** The name is a label in QEMU's list of processes, and nothing that a guest could see. */
  qemu: {
    ...machine,
    architecture: true,
    firmware: true,
    memory: true,
    cpus: true,
    cpuLimit: true,
    cdrom: true,
    disks: true,
    kernel: true,
    initrd: true,
    append: true,
    accel: true,
    display: true,
    arguments: true,
  },
  uml: {
    ...machine,
    kernel: true,
    memory: true,
    cpuLimit: true,
    rootfs: true,
    access: true,
    initrd: true,
    append: true,
    modules: true,
  },
  vbox: { ...machine, machine: true, machineName: false },
  /** Its name is its host name. */
  host: {
    ...machine,
    name: true,
    command: true,
    script: true,
    resolvConf: true,
    cpuLimit: true,
    memoryLimit: true,
  },
  nat: {
    ...drawn,
    start: false,
    address: true,
    dhcpStart: true,
    dns: true,
    hostLoopback: true,
    forwards: true,
  },
  tap: { ...drawn, start: false, interface: true, address: true, up: true, bridge: true },
  plug: { ...drawn, start: false, locator: true },
};

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
