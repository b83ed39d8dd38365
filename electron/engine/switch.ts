/**
 * A learning switch, or a hub: numbered ports, each with any number of endpoints, VLANs, a spanning
 * tree per VLAN, and the table that says where addresses live. It does what vde_switch does (port.c,
 * hash.c, fstp.c of vde-2). Pure: no I/O, and time comes from the fabric.
 */
import { isBpduAddress, parseBpdu } from './bpdu';
import { dropSlot, type PortCounters } from './counters';
import type { Device } from './device';
import { HEADER_BYTES, isGroupAddress } from './ethernet';
import type { Fabric } from './fabric';
import type { FrameSink } from './frame-sink';
import { UNITS_PER_LOOK } from './limits';
import { COLLECTION_INTERVAL_MS, type MacEntry, MacTable } from './mac-table';
import { Membership } from './membership';
import { isTagged, retag, TAGGED_HEADER_BYTES, vlanInTag } from './retag';
import { SpanningTree } from './spanning-tree';
import { StormGuard } from './storm-guard';
import { deaf, type SwitchListener } from './switch-listener';
import { cableInfo, type EndpointInfo, type PortOwner, SwitchPort } from './switch-port';
import type { Vlan } from './vlan';

const RUNT = dropSlot('runt');
const OVERSIZE = dropSlot('oversize');
const HOP_LIMIT = dropSlot('hop-limit');
const STORM = dropSlot('storm');
const HAIRPIN = dropSlot('hairpin');
const WRONG_VLAN = dropSlot('wrong-vlan');
const BLOCKED = dropSlot('blocked');

export interface SwitchSettings {
  /** Ports 1 to this, beside port 0. */
  readonly ports: number;
  /** A hub learns nothing and repeats everything, but never on port 0 (vde_switch's port.c). */
  readonly hub: boolean;
  /** The switch's own address as 12 hexadecimal digits; only the spanning tree uses it. */
  readonly mac?: string;
  /** Bridge priority, 0 to 65535. */
  readonly priority?: number;
}

export class Switch implements Device, PortOwner {
  readonly table: MacTable;
  readonly tree: SpanningTree;
  readonly membership: Membership;
  readonly #fabric: Fabric;
  readonly #listener: SwitchListener;
  readonly #guard: StormGuard;
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
    this.#guard = new StormGuard((storm) => {
      fabric.storms += storm === null ? -1 : 1;
      listener.stormChanged(storm);
    });
    const { mac = '00ff00000000', priority = 0x8000 } = settings;
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
    }
    this.#guard.expire(now);
    this.tree.tick();
  }

  /** To be called when the switch goes away. */
  close(): void {
    this.#guard.end();
    this.membership.close();
    this.#fabric.trees.remove(this.tree);
  }

  /** Turns a switch into a hub or back. A hub takes no part in spanning trees. */
  setHub(hub: boolean): void {
    if (hub) this.tree.enable(false);
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
    this.table.forgetPort(port.number);
    this.#refreshActive();
    this.membership.deactivated(port);
    this.#guard.end();
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
      this.#guard.endless(from.number, this.#fabric.now);
      return;
    }
    if (!this.#fabric.enter()) {
      from.counters.countDrop(HOP_LIMIT);
      this.#guard.endless(from.number, this.#fabric.now);
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
    const vlan = tagged ? this.membership.vlans.get(vlanInTag(bytes, start)) : from.untagged;
    if (vlan === undefined || vlan === null || vlan.members[from.number] === 0) {
      from.counters.countDrop(WRONG_VLAN);
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

  #switch(
    from: SwitchPort,
    vlan: Vlan,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): void {
    const { now } = this.#fabric;
    const source = start + 6;
    let home = -1;
    if (!isGroupAddress(bytes, source)) {
      home = this.table.learn(bytes, source, vlan.number, from.number, now);
      if (home !== from.number) this.#guard.stray(from.number, home, now);
    }
    const known = isGroupAddress(bytes, start) ? -1 : this.table.lookup(bytes, start, vlan.number);
    if (known === from.number) {
      from.counters.countDrop(HAIRPIN);
    } else if (known !== -1) {
      this.#send(this.membership.port(known)!, vlan, tagged, bytes, start, length);
    } else if (this.#fabric.storms > 0 && !this.#guard.mayFlood(from.number, home, now)) {
      from.counters.countDrop(STORM);
    } else {
      this.#flood(from, vlan, tagged, bytes, start, length);
    }
  }

  /** Sends a frame out of one port, with or without a tag as the port wants it. */
  #send(
    to: SwitchPort,
    vlan: Vlan,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): void {
    const wantsTag = to.untagged !== vlan;
    if (tagged === wantsTag) {
      to.transmit(bytes, start, length);
      return;
    }
    const room = this.#fabric.room();
    const changed = retag(room, vlan.number, wantsTag, bytes, start, length);
    if (changed === 0) to.counters.countDrop(OVERSIZE);
    else to.transmit(room, 0, changed);
  }

  /** Floods to the ports that take the frame as it is, then, changed once, to all others. */
  #flood(
    from: SwitchPort,
    vlan: Vlan,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): void {
    const alike = tagged ? vlan.tagged : vlan.plain;
    this.#fabric.deliver(alike.length);
    transmitAll(alike, from, bytes, start, length);
    const others = tagged ? vlan.plain : vlan.tagged;
    if (others.length === 0) return;
    this.#fabric.deliver(others.length);
    const room = this.#fabric.room();
    const changed = retag(room, vlan.number, !tagged, bytes, start, length);
    if (changed === 0) from.counters.countDrop(OVERSIZE);
    else transmitAll(others, from, room, 0, changed);
  }

  #repeat(from: SwitchPort, bytes: Uint8Array, start: number, length: number): void {
    if (this.#fabric.storms > 0 && !this.#guard.mayFlood(from.number, -1, this.#fabric.now)) {
      from.counters.countDrop(STORM);
      return;
    }
    this.#fabric.deliver(this.#active.length);
    transmitAll(this.#active, from, bytes, start, length);
  }

  #refreshActive(): void {
    this.#active = this.membership.ports.filter(({ isActive, number }) => isActive && number !== 0);
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
        this.#guard.end();
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

function transmitAll(
  ports: readonly SwitchPort[],
  from: SwitchPort,
  bytes: Uint8Array,
  start: number,
  length: number,
): void {
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index]!;
    if (port !== from) port.transmit(bytes, start, length);
  }
}
