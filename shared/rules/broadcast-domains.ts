/**
 * Which cards hear each other's broadcasts, as drawn: through cables that are up, switches with their VLANs,
 * hubs, and plugs into a drawn switch. Pure; takes time nearly linear in the size of the document.
 *
 * A place is where broadcasts go everywhere: a VLAN of a switch, what a hub carries with one tag, a card.
 */

import {
  type CableEnd,
  type DeviceNode,
  isDevice,
  isSwitch,
  type SwitchNode,
  type TopologyDocument,
  vlansOfPort,
} from '../document/topology';
import { normalPath } from '../vde/normal-path';
import { parseLocator } from '../vde/vnl';

/** Frames without a tag on a cable. */
const UNTAGGED = 0;

/** The name of what a card hears; equal for cards that hear each other. */
export type DomainOf = (end: CableEnd) => string;

class Places {
  readonly #above = new Map<string, string>();

  rootOf(place: string): string {
    let root = place;
    for (let up = this.#above.get(root); up !== undefined; up = this.#above.get(root)) root = up;
    for (let at = place; at !== root; ) {
      const next = this.#above.get(at)!;
      this.#above.set(at, root);
      at = next;
    }
    return root;
  }

  join(one: string, other: string): void {
    const [low, high] = [this.rootOf(one), this.rootOf(other)];
    if (low !== high) this.#above.set(low, high);
  }
}

const cardPlace = ({ node, port }: CableEnd) => `${node} card ${port}`;
const switchPlace = (node: SwitchNode, vlan: number) => `${node.id} vlan ${vlan}`;

/** Commands by which a switch gets VLANs that are not drawn: what it joins is not known then. */
const CHANGES_VLANS = /^\s*(vlan\/(create|remove|addport|delport)|port\/(setvlan|sethub))/;

function isKnown(node: SwitchNode): boolean {
  return !node.setup.some((line) => CHANGES_VLANS.test(line));
}

/** The place that frames with a tag on a cable come from and go to at one of its ends; null for none. */
function placeAt(node: DeviceNode, end: CableEnd, tag: number): string | null {
  if (!isSwitch(node)) return tag === UNTAGGED ? cardPlace(end) : null;
  if (!isKnown(node)) return null;
  if (node.kind === 'hub') return switchPlace(node, tag);
  const { untagged, tagged } = vlansOfPort(node, end.port);
  if (tag === UNTAGGED) return untagged === null ? null : switchPlace(node, untagged);
  const carries = tagged === 'all' ? tag !== untagged : tagged.includes(tag);
  return carries ? switchPlace(node, tag) : null;
}

/** Every tag that a switch of the drawing may send, and none: trunks of all carry what others know. */
function tagsOf(document: TopologyDocument): number[] {
  const tags = new Set([UNTAGGED]);
  for (const node of Object.values(document.nodes)) {
    if (node.kind !== 'switch') continue;
    for (const { untagged, tagged } of Object.values(node.vlans)) {
      if (untagged !== null) tags.add(untagged);
      if (tagged !== 'all') for (const tag of tagged) tags.add(tag);
    }
  }
  return [...tags];
}

function tagsAt(node: DeviceNode, { port }: CableEnd, all: readonly number[]): readonly number[] {
  if (node.kind === 'hub') return all;
  if (node.kind !== 'switch') return [UNTAGGED];
  const { tagged } = vlansOfPort(node, port);
  return tagged === 'all' ? all : [UNTAGGED, ...tagged];
}

/** Plugs into the directory of a switch of the same drawing. */
function joinPlugs(devices: readonly DeviceNode[], places: Places): void {
  const byDirectory = new Map(
    devices
      .filter(isSwitch)
      .filter(({ directory }) => directory !== '')
      .map((node) => [normalPath(node.directory), node]),
  );
  for (const node of devices) {
    if (node.kind !== 'plug') continue;
    const parsed = parseLocator(node.locator);
    if (!parsed.ok || parsed.locator.module !== 'vde') continue;
    const onto = byDirectory.get(normalPath(parsed.locator.address));
    if (onto === undefined || !isKnown(onto)) continue;
    places.join(cardPlace({ node: node.id, port: 0 }), switchPlace(onto, UNTAGGED));
  }
}

/** Finds out once for a document; the answers are for its machines' cards and ways out. */
export function broadcastDomains(document: TopologyDocument): DomainOf {
  const places = new Places();
  const all = tagsOf(document);
  for (const { a, b, up } of Object.values(document.cables)) {
    const [one, other] = [document.nodes[a.node], document.nodes[b.node]];
    if (!up || !isDevice(one) || !isDevice(other)) continue;
    const [here, there] = [tagsAt(one, a, all), new Set(tagsAt(other, b, all))];
    for (const tag of here) {
      if (!there.has(tag)) continue;
      const [from, to] = [placeAt(one, a, tag), placeAt(other, b, tag)];
      if (from !== null && to !== null) places.join(from, to);
    }
  }
  joinPlugs(Object.values(document.nodes).filter(isDevice), places);
  return (end) => places.rootOf(cardPlace(end));
}
