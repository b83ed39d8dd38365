/**
 * Which ports a switch has, and in which VLANs they are: everything that its administrator may change,
 * with vde_switch's rules and refusals (port.c of vde-2).
 */
import { MAX_VLAN } from '../../../shared/vde/vde-limits';
import { MAX_PORTS_BY_COMMAND } from '../core/limits';
import type { SpanningTree } from './spanning-tree';
import type { SwitchPort } from './switch-port';
import { NO_VLAN, type Refusal, type Vlan, VlanTable } from './vlan';

/** What a change of memberships has to touch beside the ports and VLANs. */
export interface MembershipContext {
  readonly tree: SpanningTree;
  makePort(number: number): SwitchPort;
  portCreated(number: number): void;
  /** Whether the lab has room for so many more ports; below 0, they are given back. */
  addPorts(count: number): boolean;
  /** Forgets the addresses behind a port, all or those of one VLAN. */
  forget(port: number, vlan?: number): void;
}

export class Membership {
  readonly vlans: VlanTable;
  readonly #around: MembershipContext;
  /** The highest port number without those that commands have added. */
  #madeWith: number;
  /** Ports that carry every VLAN with a tag, but for their untagged one. */
  readonly #trunksOfAll = new Set<number>();
  /** VLANs that are there because a frame of them came by such a port, and its number then. */
  readonly #byTag = new Map<number, number>();
  #ports: readonly SwitchPort[];

  /** @param count the highest port number */
  constructor(count: number, around: MembershipContext) {
    this.#around = around;
    this.#madeWith = count;
    this.vlans = new VlanTable(count);
    around.tree.vlanCreated(0);
    this.#ports = Array.from({ length: count + 1 }, (_, number) => around.makePort(number));
  }

  /** All ports, port 0 first. */
  get ports(): readonly SwitchPort[] {
    return this.#ports;
  }

  /** The highest port number. */
  get portCount(): number {
    return this.#ports.length - 1;
  }

  /** The port of a number from 0 to {@link portCount}; undefined outside of that. */
  port(number: number): SwitchPort | undefined {
    return this.#ports[number];
  }

  /** The lowest port from 1 that is free for anybody and that `isReserved` lets go, or -1. */
  freePort(isReserved: (port: number) => boolean): number {
    const free = this.#ports.find(
      ({ number, isActive, allocatable }) =>
        number > 0 && !isActive && allocatable && !isReserved(number),
    );
    return free?.number ?? -1;
  }

  /**
   * Changes the number of ports; refused while a port above exists, and above the limit, or the number
   * that it was made with.
   */
  setPortCount(count: number): Refusal | null {
    if (!Number.isInteger(count) || count < 1) return 'EINVAL';
    if (count > Math.max(MAX_PORTS_BY_COMMAND, this.#madeWith)) return 'ENOSPC';
    if (this.#ports.slice(count + 1).some(({ isCreated }) => isCreated)) return 'EADDRINUSE';
    const added = Math.max(count, this.#madeWith) - Math.max(this.portCount, this.#madeWith);
    if (!this.#around.addPorts(added)) return 'ENOSPC';
    this.#resize(count);
    return null;
  }

  /**
   * Changes the number of ports to what is drawn; refused while something is plugged into one that would go.
   * What commands have added or made is no reason to keep it.
   */
  redraw(count: number): Refusal | null {
    const gone = this.#ports.slice(count + 1);
    if (gone.some(({ isActive }) => isActive)) return 'EADDRINUSE';
    for (const { number, isCreated } of gone) if (isCreated) this.removePort(number);
    this.close();
    this.#madeWith = count;
    this.#resize(count);
    return null;
  }

  #resize(count: number): void {
    const kept = this.#ports.slice(0, count + 1);
    for (let number = kept.length; number <= count; number++) {
      kept.push(this.#around.makePort(number));
    }
    this.#ports = kept;
    this.vlans.resize(count);
  }

  /** Brings a port into being, as a member of VLAN 0; nothing happens if it is there. */
  createPort(number: number): void {
    const port = this.#ports[number]!;
    if (port.isCreated) return;
    port.isCreated = true;
    const vlan = this.vlans.get(0);
    port.untagged = vlan ?? null;
    if (vlan !== undefined) vlan.members[number] = 1;
    this.#around.portCreated(number);
  }

  /** Unmakes a port in which nothing is plugged: it is in no VLAN any more. */
  removePort(number: number): Refusal | null {
    const port = this.#ports[number];
    if (port === undefined) return 'EINVAL';
    if (!port.isCreated) return 'ENXIO';
    if (port.isActive) return 'EADDRINUSE';
    for (const vlan of this.vlans.all()) vlan.members[number] = 0;
    this.#trunksOfAll.delete(number);
    this.#ports = this.#ports.with(number, this.#around.makePort(number));
    return null;
  }

  /** Gives back what commands have added; to be called when the switch goes away. */
  close(): void {
    this.#around.addPorts(-Math.max(0, this.portCount - this.#madeWith));
  }

  createVlan(number: number): Refusal | null {
    if (this.#byTag.delete(number)) return null;
    const made = this.vlans.create(number);
    if (typeof made === 'string') return made;
    this.#around.tree.vlanCreated(number);
    for (const port of this.#trunksOfAll) this.#enter(this.#ports[port]!, made);
    return null;
  }

  /** Removes a VLAN without members other than trunks of all VLANs. */
  removeVlan(number: number): Refusal | null {
    const vlan = this.vlans.get(number);
    if (vlan !== undefined && number !== 0) {
      const isIn = ({ number: port }: SwitchPort) => vlan.members[port] === 1;
      const isOfAll = (port: SwitchPort) =>
        this.#trunksOfAll.has(port.number) && port.untagged !== vlan;
      const members = this.#ports.filter(isIn);
      if (members.every(isOfAll)) for (const port of members) this.#leave(port, vlan);
    }
    const removed = this.vlans.remove(number);
    if (typeof removed === 'string') return removed;
    this.#byTag.delete(number);
    this.#around.tree.vlanRemoved(number);
    return null;
  }

  /** Whether a port carries every VLAN with a tag, but for its untagged one. */
  carriesAll(number: number): boolean {
    return this.#trunksOfAll.has(number);
  }

  /** Makes a port, which was created, carry every VLAN with a tag, also those that are yet to come. */
  carryAll(number: number): Refusal | null {
    const port = this.#ports[number];
    if (port === undefined) return 'EINVAL';
    if (!port.isCreated) return 'ENXIO';
    this.#trunksOfAll.add(number);
    for (const vlan of this.vlans.all()) {
      if (vlan.number !== 0 && vlan.members[number] === 0) this.#enter(port, vlan);
    }
    return null;
  }

  /**
   * Makes the VLAN of a frame that came with its tag by a trunk of all VLANs; undefined by any other port.
   * So such trunks cost nothing for VLANs that nobody uses.
   */
  vlanByTag(number: number, port: number): Vlan | undefined {
    if (!this.#trunksOfAll.has(port) || this.createVlan(number) !== null) return undefined;
    this.#byTag.set(number, -1);
    return this.vlans.get(number);
  }

  /**
   * Removes VLANs that {@link vlanByTag} made and nobody uses any more; to be called every few seconds.
   *
   * @param isKnown whether addresses are known in a VLAN
   */
  expire(isKnown: (vlan: number) => boolean): void {
    // Neighbours that speak of them in their spanning trees would bring them back at once.
    if (this.#byTag.size === 0 || this.#around.tree.isEnabled) return;
    for (const [number, before] of this.#byTag) {
      const { passing } = this.vlans.get(number)!;
      if (passing.frame !== before) this.#byTag.set(number, passing.frame);
      else if (!isKnown(number)) this.removeVlan(number);
    }
  }

  /** Sets the VLAN of a port's untagged frames; {@link NO_VLAN} refuses them. */
  setUntagged(number: number, vlanNumber: number): Refusal | null {
    const port = this.#ports[number];
    if (port === undefined || vlanNumber < 0 || vlanNumber > NO_VLAN) return 'EINVAL';
    const vlan = this.vlans.get(vlanNumber);
    if ((vlanNumber !== NO_VLAN && vlan === undefined) || !port.isCreated) return 'ENXIO';
    const before = port.untagged;
    this.#around.forget(number);
    if (before !== null) this.#leave(port, before);
    port.untagged = vlan ?? null;
    if (before !== null && before.number !== 0 && this.#trunksOfAll.has(number)) {
      this.#enter(port, before);
    }
    if (vlan !== undefined) this.#enter(port, vlan);
    return null;
  }

  /** Makes a port a member of a VLAN, with tags unless that is its untagged VLAN. */
  addTagged(vlanNumber: number, number: number): Refusal | null {
    const found = this.#find(vlanNumber, number);
    if (typeof found === 'string') return found;
    const { port, vlan } = found;
    if (vlan.members[number] === 0) this.#enter(port, vlan);
    return null;
  }

  /** Ends a port's membership; refused for its untagged VLAN. */
  deleteTagged(vlanNumber: number, number: number): Refusal | null {
    const found = this.#find(vlanNumber, number);
    if (typeof found === 'string') return found;
    const { port, vlan } = found;
    if (port.untagged === vlan) return 'EADDRINUSE';
    this.#leave(port, vlan);
    this.#byTag.delete(vlanNumber);
    this.#around.forget(number, vlanNumber);
    return null;
  }

  /** Makes a port, which was created, a member with tags of exactly these VLANs, of those that there are. */
  setTagged(number: number, wanted: ReadonlySet<number>): void {
    const port = this.#ports[number]!;
    this.#trunksOfAll.delete(number);
    let hasLeft = false;
    for (const vlan of this.vlans.all()) {
      const isMember = vlan.members[number] === 1;
      if (wanted.has(vlan.number) && !isMember) this.#enter(port, vlan);
      if (wanted.has(vlan.number) || !isMember || port.untagged === vlan) continue;
      this.#leave(port, vlan);
      hasLeft = true;
    }
    if (hasLeft) this.#around.forget(number);
  }

  /** The first endpoint of a port was plugged in. */
  activated(port: SwitchPort): void {
    for (const vlan of this.#vlansOf(port)) this.#join(port, vlan);
  }

  /** The last endpoint of a port left. */
  deactivated(port: SwitchPort): void {
    for (const vlan of this.#vlansOf(port)) this.#part(port, vlan);
  }

  /** A port may carry frames of a VLAN now, or not any more, by the spanning tree's will. */
  setBlocked(vlanNumber: number, number: number, blocked: boolean): void {
    const vlan = this.vlans.get(vlanNumber);
    if (vlan === undefined) return;
    vlan.blocked[number] = blocked ? 1 : 0;
    vlan.refresh(this.#ports);
    if (blocked) this.#around.forget(number, vlanNumber);
  }

  #vlansOf(port: SwitchPort): Vlan[] {
    return this.vlans.all().filter(({ members }) => members[port.number] === 1);
  }

  #find(vlanNumber: number, number: number): { port: SwitchPort; vlan: Vlan } | Refusal {
    const port = this.#ports[number];
    if (port === undefined || vlanNumber < 0 || vlanNumber > MAX_VLAN) return 'EINVAL';
    const vlan = this.vlans.get(vlanNumber);
    return vlan === undefined || !port.isCreated ? 'ENXIO' : { port, vlan };
  }

  #enter(port: SwitchPort, vlan: Vlan): void {
    vlan.members[port.number] = 1;
    if (port.isActive) this.#join(port, vlan);
  }

  #leave(port: SwitchPort, vlan: Vlan): void {
    vlan.members[port.number] = 0;
    if (port.isActive) this.#part(port, vlan);
  }

  #join(port: SwitchPort, vlan: Vlan): void {
    vlan.refresh(this.#ports);
    this.#around.tree.joined(vlan.number, port.number, port.untagged !== vlan);
  }

  #part(port: SwitchPort, vlan: Vlan): void {
    this.#around.tree.left(vlan.number, port.number);
    vlan.refresh(this.#ports);
  }
}
