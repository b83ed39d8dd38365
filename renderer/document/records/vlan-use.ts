/** Which VLANs a drawing uses, which a port or a cable carries, and the colour slot of each. Pure. */

import {
  type Cable,
  type CableEnd,
  type TopologyDocument,
  type TopologyNode,
  vlansOfPort,
} from '../../../shared/document/topology';
import type { PortVlans } from '../../../shared/kinds/switch';
import { cableOn } from './ports';

/** How many colours there are for VLANs: --vlan-1 and so on in renderer/ui/styles/tokens.css. */
export const VLAN_COLOURS = 12;

/** How a port or a cable is drawn when the drawing uses VLANs. */
export interface VlanLook {
  /** VLAN of frames without a tag; null for none. */
  readonly untagged: number | null;
  /** VLANs whose frames carry a tag, ascending; none on an access port. */
  readonly tagged: readonly number[] | 'all';
}

/** Colour slots from 1, by VLAN; VLAN 0 has none, it is neutral. Empty when no VLANs are in use. */
export type VlanSlots = ReadonlyMap<number, number>;

function usedVlans(nodes: TopologyDocument['nodes']): number[] {
  const used = new Set<number>();
  for (const node of Object.values(nodes)) {
    if (node.kind !== 'switch') continue;
    for (const { untagged, tagged } of Object.values(node.vlans)) {
      if (untagged !== null) used.add(untagged);
      if (tagged !== 'all') for (const vlan of tagged) used.add(vlan);
    }
  }
  used.delete(0);
  return [...used].sort((one, other) => one - other);
}

/** The slot that a VLAN would like: 1 for 1, 10 and 100, 2 for 2, 20 and 200, as people number them. */
function favouriteSlot(vlan: number): number {
  const significant = Number(String(vlan).replace(/0+$/, ''));
  return ((significant - 1) % VLAN_COLOURS) + 1;
}

function freeSlot(wanted: number, taken: ReadonlySet<number>): number {
  for (let step = 0; step < VLAN_COLOURS; step++) {
    const slot = ((wanted - 1 + step) % VLAN_COLOURS) + 1;
    if (!taken.has(slot)) return slot;
  }
  return wanted;
}

const knownSlots = new WeakMap<TopologyDocument['nodes'], VlanSlots>();

/**
 * The colours of all VLANs in use. A VLAN keeps its colour whatever others come, unless a lower one
 * wants the same; with more VLANs than colours some share one.
 */
export function vlanSlots(nodes: TopologyDocument['nodes']): VlanSlots {
  const known = knownSlots.get(nodes);
  if (known !== undefined) return known;
  const taken = new Set<number>();
  const slots = new Map<number, number>();
  for (const vlan of usedVlans(nodes)) {
    const slot = freeSlot(favouriteSlot(vlan), taken);
    taken.add(slot);
    slots.set(vlan, slot);
  }
  knownSlots.set(nodes, slots);
  return slots;
}

function lookOf(node: TopologyNode | undefined, port: number): PortVlans | null {
  return node?.kind === 'switch' ? vlansOfPort(node, port) : null;
}

/** What a port carries; null on whatever knows no VLANs. */
function portLook(document: TopologyDocument, end: CableEnd): VlanLook | null {
  return lookOf(document.nodes[end.node], end.port);
}

/**
 * What a cable carries: what its switch end says. Between two switches that differ, what both have: a
 * tag that only one end knows is dropped at the other.
 */
export function cableLook(document: TopologyDocument, { a, b }: Pick<Cable, 'a' | 'b'>) {
  const one = portLook(document, a);
  const other = portLook(document, b);
  if (one === null || other === null) return one ?? other;
  return {
    untagged: one.untagged === other.untagged ? one.untagged : null,
    tagged: common(one.tagged, other.tagged),
  };
}

function common(one: VlanLook['tagged'], other: VlanLook['tagged']): VlanLook['tagged'] {
  if (one === 'all') return other;
  return other === 'all' ? one : one.filter((vlan) => other.includes(vlan));
}

/** What is behind a jack: its own VLANs on a switch, those of its cable on a machine. */
export function jackLook(document: TopologyDocument, end: CableEnd): VlanLook | null {
  const own = portLook(document, end);
  if (own !== null) return own;
  const id = cableOn(document, end);
  const cable = id === undefined ? undefined : document.cables[id];
  return cable === undefined ? null : cableLook(document, cable);
}

/** Most stripes of a trunk; the legend and the inspector tell the rest. */
const MOST_STRIPES = 4;

/**
 * The colours of a line or a jack: one slot for an access port, several for a trunk's stripes. Slot 0 is
 * the neutral colour of VLAN 0.
 */
export function stripesOf({ untagged, tagged }: VlanLook, slots: VlanSlots): number[] {
  const tags = tagged === 'all' ? slots.keys() : tagged;
  const vlans = tagged.length === 0 ? [untagged ?? 0] : [untagged ?? -1, ...tags];
  const stripes = vlans.filter((vlan) => vlan >= 0).map((vlan) => slots.get(vlan) ?? 0);
  return [...new Set(stripes)].slice(0, MOST_STRIPES);
}

/** Whether it is drawn as a trunk. */
export function isTrunkLook({ untagged, tagged }: VlanLook): boolean {
  return untagged === null || tagged.length > 0;
}
