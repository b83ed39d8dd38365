/**
 * A learning switch, or a hub: numbered ports, each with any number of endpoints, VLANs, a spanning
 * tree per VLAN, and the table that says where addresses live. It does what vde_switch does (port.c,
 * hash.c, fstp.c of vde-2). Pure: no I/O, and time comes from the fabric.
 */

import { dropSlot, type PortCounters } from '../core/counters';
import type { Device } from '../core/device';
import { UNITS_PER_LOOK } from '../core/limits';
import { isBpduAddress, parseBpdu } from '../frames/bpdu';
import { HEADER_BYTES, isGroupAddress } from '../frames/ethernet';
import type { FrameSink } from '../frames/frame-sink';
import { isTagged, TAG_BYTES, TAGGED_HEADER_BYTES, vlanInTag } from '../frames/retag';
import { deliver, flood, transmitAll } from './delivery';
import type { Fabric } from './fabric';
import { PROBE_GROUP } from './loop-probe';
import { COLLECTION_INTERVAL_MS, type MacEntry, MacTable } from './mac-table';
import { Membership } from './membership';
import { SpanningTree } from './spanning-tree';
import { deaf, type SwitchListener } from './switch-listener';
import { cableInfo, type EndpointInfo, type PortOwner, SwitchPort } from './switch-port';
import { SwitchWatch, type WatchedSwitch } from './switch-watch';
import { Passing, type Vlan } from './vlan';

const RUNT = dropSlot('runt');
const HOP_LIMIT = dropSlot('hop-limit');
const STORM = dropSlot('storm');
const HAIRPIN = dropSlot('hairpin');
const WRONG_VLAN = dropSlot('wrong-vlan');
const BLOCKED = dropSlot('blocked');

/** Where the two octets stand that say what is in a frame without a tag. */
const TYPE = 12;
const SOURCE = 6;
const IPV4 = 0x00;
const ARP = 0x06;

export interface SwitchSettings {
  /** Ports 1 to this, beside port 0. */
  readonly ports: number;
  /** A hub learns nothing and repeats everything, but never on port 0 (vde_switch's port.c). */
  readonly hub: boolean;
  /** The switch's own address as 12 hexadecimal digits; only the spanning tree uses it. */
  readonly mac?: string;
  /** Bridge priority, 0 to 65535. */
  readonly priority?: number;
  /** Gives numbers from 0 to below 1, by which the switch knows its own probes. */
  readonly chance?: () => number;
}

export class Switch implements Device, PortOwner {
  readonly table: MacTable;
  readonly tree: SpanningTree;
  readonly membership: Membership;
  readonly #fabric: Fabric;
  readonly #listener: SwitchListener;
  readonly #watch: SwitchWatch;
  /** Where a hub sees addresses: only to notice what goes round. */
  readonly #sightings = new MacTable();
  readonly #passing = new Passing();
  #hub: boolean;
  #nextCollection = 0;
  /** Ports that have endpoints: a hub repeats to no others. */
  #active: readonly SwitchPort[] = [];

  constructor(
    fabric: Fabric,
    settings: SwitchSettings,
    countersOf: (port: number) => PortCounters,
    listener: SwitchListener = deaf,
  ) {
    this.#fabric = fabric;
    this.#hub = settings.hub;
    this.#listener = listener;
    this.table = new MacTable(listener);
    const { mac = '00ff00000000', priority = 0x8000, chance = Math.random } = settings;
    this.#watch = new SwitchWatch(this.#watched(mac), chance);
    this.tree = new SpanningTree(this.#treeHost(), mac, priority);
    this.membership = new Membership(settings.ports, {
      tree: this.tree,
      makePort: (number) => new SwitchPort(this, number, countersOf(number)),
      portCreated: (number) => listener.portCreated(number),
      addPorts: (count) => fabric.addPorts(count),
      forget: (port, vlan) =>
        vlan === undefined ? this.table.forgetPort(port) : this.table.forgetVlan(vlan, port),
    });
  }

  get isHub(): boolean {
    return this.#hub;
  }

  /** The port of a number from 0 to the switch's number of ports; undefined outside of that. */
  port(number: number): SwitchPort | undefined {
    return this.membership.port(number);
  }

  inlet(port: number): FrameSink | undefined {
    return port === 0 ? undefined : this.port(port);
  }

  plug(port: number, outlet: FrameSink): void {
    this.port(port)!.attach(outlet, cableInfo());
  }

  unplug(port: number, outlet: FrameSink): void {
    this.port(port)!.detach(outlet);
  }

  /** The table of addresses, for showing it. */
  addresses(): MacEntry[] {
    return this.table.entries(this.#fabric.now);
  }

  /** Forgets what is too old and says hello; to be called each second. */
  expire(): void {
    const { now } = this.#fabric;
    if (now >= this.#nextCollection) {
      this.#nextCollection = now + COLLECTION_INTERVAL_MS;
      this.table.expire(now);
      this.membership.expire((vlan) => this.table.knows(vlan));
      this.#sightings.expire(now);
    }
    this.#watch.tick(now);
    this.tree.tick();
  }

  /** To be called when the switch goes away. */
  close(): void {
    this.#watch.close();
    this.membership.close();
    this.#fabric.trees.remove(this.tree);
  }

  /** Turns a switch into a hub or back. A hub takes no part in spanning trees. */
  setHub(hub: boolean): void {
    if (hub) this.tree.enable(false);
    this.#sightings.clear();
    this.#hub = hub;
  }

  attached(port: SwitchPort, info: EndpointInfo): void {
    this.membership.createPort(port.number);
    this.#listener.endpointJoined(port.number, info.id, info.description);
    if (port.endpoints.length > 1) return;
    this.#refreshActive();
    this.membership.activated(port);
  }

  /** Only an emptied port loses what was learned on it. */
  detached(port: SwitchPort, info: EndpointInfo): void {
    this.#listener.endpointLeft(port.number, info.id);
    if (port.isActive) return;
    this.#listener.portEmptied(port.number);
    this.#forget(port.number);
    this.#refreshActive();
    this.membership.deactivated(port);
    this.#watch.emptied(port.number);
  }

  /** Takes a frame that came in by a port to where it belongs. */
  forward(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    from.counters.countIn(length);
    if (length < HEADER_BYTES) {
      from.counters.countDrop(RUNT);
      return;
    }
    if (!this.#fabric.copy()) {
      from.counters.countDrop(STORM);
      return;
    }
    if (!this.#fabric.enter()) {
      from.counters.countDrop(HOP_LIMIT);
      return;
    }
    if (this.#hub) this.#repeat(from, bytes, start, length);
    else this.#classify(from, bytes, start, length);
    this.#fabric.leave();
  }

  /** Finds the frame's VLAN, and whether the port may carry it. */
  #classify(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    const tagged = isTagged(bytes, start);
    if (tagged && length < TAGGED_HEADER_BYTES) {
      from.counters.countDrop(RUNT);
      return;
    }
    let vlan = tagged ? this.membership.vlans.get(vlanInTag(bytes, start)) : from.untagged;
    if (vlan === undefined) vlan = this.#begin(from, vlanInTag(bytes, start), bytes, start);
    if (vlan === undefined || vlan === null || vlan.members[from.number] === 0) {
      from.counters.countDrop(WRONG_VLAN);
      if (tagged) this.#watch.mistagged(from.number, vlanInTag(bytes, start));
    } else if (this.tree.isEnabled && isBpduAddress(bytes, start)) {
      // A change of topology makes it go through the whole table.
      this.#fabric.budget.spend(UNITS_PER_LOOK);
      this.tree.receive(vlan.number, from.number, parseBpdu(bytes, start, length, tagged));
    } else if (vlan.blocked[from.number] === 1) {
      from.counters.countDrop(BLOCKED);
    } else {
      this.#switch(from, vlan, tagged, bytes, start, length);
    }
  }

  /**
   * A frame of a VLAN that nobody has used until now, on a trunk of all VLANs. Where there is a spanning
   * tree the first one ends here: the VLAN's tree has not spoken yet, and knows of no loop.
   */
  #begin(from: SwitchPort, number: number, bytes: Uint8Array, start: number): Vlan | undefined {
    const made = this.membership.vlanByTag(number, from.number);
    return this.tree.isEnabled && !isBpduAddress(bytes, start) ? undefined : made;
  }

  #switch(
    from: SwitchPort,
    vlan: Vlan,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): void {
    const { passing, number } = vlan;
    if (this.#cameRound(passing, number, from)) return;
    const isToGroup = isGroupAddress(bytes, start);
    if (
      this.#watch.guard.isOn &&
      (isToGroup || this.table.lookup(bytes, start, number) === -1) &&
      this.#isCopy(from, number, tagged, bytes, start, length)
    ) {
      return;
    }
    const tagBytes = tagged ? TAG_BYTES : 0;
    if (bytes[start + tagBytes + TYPE] === 0x08) {
      const type = bytes[start + tagBytes + TYPE + 1];
      if (type === ARP || (type === IPV4 && this.#watch.doubles.claims.isWatching)) {
        this.#watch.saw(type === ARP, number, from.number, bytes, start, length, tagBytes);
      }
    }
    this.#see(this.table, from, number, bytes, start);
    const known = isToGroup ? -1 : this.table.lookup(bytes, start, number);
    if (known === from.number) {
      from.counters.countDrop(HAIRPIN);
    } else if (known !== -1) {
      const to = this.membership.port(known)!;
      deliver(this.#fabric, to, vlan, tagged, bytes, start, length);
    } else if (
      bytes[start] !== PROBE_GROUP ||
      !this.#watch.isOwnProbe(number, from.number, tagged, bytes, start, length)
    ) {
      flood(this.#fabric, from, vlan, tagged, bytes, start, length);
    }
  }

  /** Whether the current frame has passed already: then it ends here. */
  #cameRound(passing: Passing, vlan: number, from: SwitchPort): boolean {
    const { frame } = this.#fabric;
    // A cable that doubles frames brings both by the same port.
    if (passing.frame === frame && passing.port !== from.number) {
      from.counters.countDrop(STORM);
      this.#watch.cameRound(passing, vlan, from.number);
      return true;
    }
    passing.frame = frame;
    passing.port = from.number;
    return false;
  }

  #isCopy(
    from: SwitchPort,
    vlan: number,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): boolean {
    const { now } = this.#fabric;
    const { guard } = this.#watch;
    if (!guard.isCopy(vlan, from.number, tagged, bytes, start, length, now)) return false;
    from.counters.countDrop(STORM);
    return true;
  }

  /** Learns where the sender of a frame is. */
  #see(table: MacTable, from: SwitchPort, vlan: number, bytes: Uint8Array, start: number): void {
    const source = start + SOURCE;
    if (isGroupAddress(bytes, source)) return;
    const home = table.learn(bytes, source, vlan, from.number, this.#fabric.now);
    if (home !== from.number) this.#watch.moved(bytes, source, vlan, home, from.number);
  }

  #repeat(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    if (this.#cameRound(this.#passing, 0, from)) return;
    const { guard } = this.#watch;
    if (guard.isOn && this.#isCopy(from, 0, false, bytes, start, length)) return;
    this.#see(this.#sightings, from, 0, bytes, start);
    if (
      bytes[start] === PROBE_GROUP &&
      this.#watch.isOwnProbe(0, from.number, false, bytes, start, length)
    ) {
      return;
    }
    this.#fabric.deliver(this.#active.length);
    transmitAll(this.#active, from, this.#passing, bytes, start, length);
  }

  #forget(port: number): void {
    this.table.forgetPort(port);
    this.#sightings.forgetPort(port);
  }

  #refreshActive(): void {
    this.#active = this.membership.ports.filter(({ isActive, number }) => isActive && number !== 0);
  }

  #watched(mac: string): WatchedSwitch {
    return {
      fabric: this.#fabric,
      listener: this.#listener,
      mac,
      waysOf: (vlan) =>
        this.#hub ? { plain: this.#active, tagged: [] } : this.membership.vlans.get(vlan),
      isMember: (port, vlan) => this.membership.vlans.get(vlan)?.members[port] === 1,
      forget: (port) => this.#forget(port),
    };
  }

  #treeHost() {
    const listener = this.#listener;
    const fabric = this.#fabric;
    return {
      get now() {
        return fabric.now;
      },
      send: (port: number, frame: Uint8Array) => {
        fabric.admit();
        this.port(port)?.transmit(frame, 0, frame.length);
      },
      later: () => fabric.trees.add(this.tree),
      setBlocked: (vlan: number, port: number, blocked: boolean) => {
        this.membership.setBlocked(vlan, port, blocked);
        listener.treeState(port, vlan, blocked ? 'discarding' : 'forwarding');
        this.#watch.guard.end();
      },
      flush: (vlan: number) => this.table.forgetVlan(vlan),
      rootChanged: (vlan: number, port: number, root: string) =>
        listener.treeRoot(port, vlan, root),
      neighbour: (vlan: number, port: number, isThere: boolean) =>
        listener.treeNeighbour(port, vlan, isThere),
      changed: () => listener.treesChanged(),
    };
  }
}
