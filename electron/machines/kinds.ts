/** All kinds of nodes that can run. A kind that is missing here does not compile. */
import type { DeviceNode } from '../../shared/document/topology';
import type { ScriptPart } from '../export/script/script-part';
import type { DeviceKind } from './common/device-kind';
import type { OverlayDisks } from './common/overlay-disks';
import { hostKind } from './host/host-kind';
import { natKind } from './nat/nat-kind';
import { pcKind } from './pc/pc-kind';
import { plugKind } from './plug/plug-kind';
import { qemuKind } from './qemu/qemu-kind';
import { switchKind } from './switch/switch-kind';
import { tapKind } from './tap/tap-kind';
import { umlKind } from './uml/uml-kind';
import { vboxKind } from './vbox/vbox-kind';

type DeviceKinds = {
  readonly [K in DeviceNode['kind']]: DeviceKind<Extract<DeviceNode, { kind: K }>>;
};

const deviceKinds: DeviceKinds = {
  switch: switchKind,
  hub: switchKind,
  tap: tapKind,
  pc: pcKind,
  host: hostKind,
  qemu: qemuKind,
  uml: umlKind,
  vbox: vboxKind,
  nat: natKind,
  plug: plugKind,
};

export function kindOf<N extends DeviceNode>(node: N): DeviceKind<N> {
  // The compiler does not follow that a node's kind names the kind of the same node.
  return deviceKinds[node.kind] as unknown as DeviceKind<N>;
}

export const scriptOf = <N extends DeviceNode>(node: N): ScriptPart<N> => kindOf(node).script;

/** What the kinds contribute to an exported script, in the order in which the script has it. */
export const scripts = [...new Set(Object.values(deviceKinds).map(({ script }) => script))];

/** Whether a machine keeps disks between its starts. */
export const keepsDisks = (node: DeviceNode): boolean => kindOf(node).disks !== undefined;

/** Throws for a node that keeps no disks; see {@link keepsDisks}. */
export function overlaysOf<N extends DeviceNode>(node: N): OverlayDisks<N> {
  const { disks } = kindOf(node);
  if (disks === undefined) throw new Error(`${node.kind} keeps no disks`);
  return disks;
}

/** How the overlays of all kinds are read. */
export const overlayKinds = Object.values(deviceKinds).flatMap(({ disks }) => disks ?? []);
