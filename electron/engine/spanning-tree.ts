/**
 * The fast spanning tree of vde_switch (fstp.c): one instance per VLAN, so that in a loop of switches
 * exactly one link carries no frames. It speaks vde_switch's frames and agrees with it on the root;
 * where vde_switch blocks both ends of a link, this one leaves the end of the better bridge open, as
 * 802.1D does, so that hosts on that segment stay reachable.
 *
 * A port is blocked (`backup`) while another way to the root is better, or while a neighbour that
 * speaks the protocol has not yet answered a proposal. A neighbour that falls silent is taken for a
 * host after one to two listening periods.
 */
import type { VlanTree as VlanTreeView } from '../../shared/switch-view';
import { type Bpdu, type OutgoingBpdu, portIdOf, printBpdu } from './bpdu';
import { compareOffers, isListenedTo, type Offer, type TreePort, VlanTree } from './vlan-tree';

/** Time between two hellos, in milliseconds. */
export const HELLO_MS = 4_000;
/** A root that was not heard of for this long is given up, in milliseconds. */
export const ROOT_TIMEOUT_MS = 3 * HELLO_MS;
/** Hellos in one listening period. */
const HELLOS_PER_PERIOD = 4;
const MAX_AGE_SECONDS = 40;
/** Paths longer than this are news of a root that is gone, going round and round. */
const MAX_COST = 2_000_000_000;
/** More changes than this between two hellos are not passed on: something keeps flapping. */
const MAX_CHANGES = 64;

/** What the tree does to its switch. */
export interface TreeHost {
  readonly now: number;
  send(port: number, frame: Uint8Array): void;
  /** Lets a port carry frames of a VLAN or not; addresses learned there are forgotten when not. */
  setBlocked(vlan: number, port: number, blocked: boolean): void;
  /** Forgets all addresses of a VLAN. */
  flush(vlan: number): void;
  rootChanged(vlan: number, port: number, root: string): void;
  neighbour(vlan: number, port: number, isThere: boolean): void;
  changed(): void;
}

export class SpanningTree {
  readonly #host: TreeHost;
  readonly #mac: string;
  readonly #trees = new Map<number, VlanTree>();
  #self: string;
  #enabled = false;
  #nextHello = 0;
  #hellos = 0;
  readonly #outbox: { port: number; bpdu: OutgoingBpdu }[] = [];
  #isDelivering = false;

  /**
   * @param mac the switch's address as 12 hexadecimal digits
   * @param priority 0 to 65535; the lowest bridge id becomes root
   */
  constructor(host: TreeHost, mac: string, priority: number) {
    this.#host = host;
    this.#mac = mac;
    this.#self = bridgeId(mac, priority);
  }

  get isEnabled(): boolean {
    return this.#enabled;
  }

  /** The switch's bridge id as 16 hexadecimal digits. */
  get self(): string {
    return this.#self;
  }

  /** Trees of VLANs in which something is plugged in; none while the protocol is off. */
  views(): VlanTreeView[] {
    if (!this.#enabled) return [];
    const used = [...this.#trees.values()].filter(({ ports }) => ports.size > 0);
    return used.sort((one, other) => one.vlan - other.vlan).map((tree) => tree.view(this.#self));
  }

  /** What is known of a VLAN's tree, whether the protocol is on or off. */
  of(vlan: number): VlanTree | undefined {
    return this.#trees.get(vlan);
  }

  /** Milliseconds since the root of a VLAN's tree was heard of. */
  silenceOf(tree: VlanTree): number {
    return this.#host.now - tree.heardOfRootAt;
  }

  /** Turns the protocol on or off; off, every port carries frames. */
  enable(wanted: boolean): void {
    if (wanted === this.#enabled) return;
    this.#enabled = wanted;
    for (const tree of this.#trees.values()) this.#restart(tree);
    if (wanted) this.#hello();
    this.#deliver();
  }

  setPriority(priority: number): void {
    const self = bridgeId(this.#mac, priority);
    if (self === this.#self) return;
    this.#self = self;
    for (const tree of this.#trees.values()) this.#restart(tree);
    if (this.#enabled) this.#hello();
    this.#deliver();
  }

  vlanCreated(vlan: number): void {
    this.#trees.set(vlan, new VlanTree(vlan, this.#self));
  }

  vlanRemoved(vlan: number): void {
    this.#trees.delete(vlan);
    this.#deliver();
  }

  /** Something was plugged into a port of the VLAN, or the port became a member. */
  joined(vlan: number, number: number, tagged: boolean): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    const port = { number, tagged, backup: false, heardNow: false, heardBefore: false };
    tree.ports.set(number, port);
    this.#send(tree, port, false, false);
    this.#topologyChange(tree, number);
    this.#deliver();
  }

  /** The port's last endpoint left, or it is no member any more. */
  left(vlan: number, number: number): void {
    const tree = this.#trees.get(vlan);
    const port = tree?.ports.get(number);
    if (tree === undefined || port === undefined) return;
    if (isListenedTo(port)) this.#host.neighbour(vlan, number, false);
    tree.ports.delete(number);
    if (port.backup) this.#host.setBlocked(vlan, number, false);
    if (number === tree.rootPort) this.#becomeRoot(tree);
    this.#topologyChange(tree, number);
    this.#deliver();
  }

  setEdge(vlan: number, number: number, isEdge: boolean): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    if (isEdge) tree.edges.add(number);
    else tree.edges.delete(number);
    const port = tree.ports.get(number);
    if (port !== undefined) this.#setBackup(tree, port, false);
    this.#deliver();
  }

  setBonus(vlan: number, port: number, cost: number): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    tree.bonusPort = port;
    tree.bonusCost = cost;
  }

  /** Says hello when it is time, and gives up roots and neighbours that have been silent. */
  tick(): void {
    if (!this.#enabled || this.#host.now < this.#nextHello) return;
    this.#hello();
    this.#deliver();
  }

  /** Takes a BPDU that came in by a port; null for one that made no sense. */
  receive(vlan: number, number: number, bpdu: Bpdu | null): void {
    const tree = this.#trees.get(vlan);
    const port = tree?.ports.get(number);
    if (tree === undefined || port === undefined || tree.edges.has(number)) return;
    if (!isListenedTo(port)) this.#host.neighbour(vlan, number, true);
    port.heardNow = true;
    if (bpdu === null) return;
    if (bpdu.topologyChange) this.#topologyChange(tree, number);
    const { root, bridge } = bpdu;
    const offer = { root, bridge, port: bpdu.port, cost: bpdu.cost + tree.costOf(number) };
    const order = compareOffers(offer, tree.best);
    if (order === 0) tree.heardOfRootAt = this.#host.now;
    else if (order < 0 || number === tree.rootPort) this.#adopt(tree, port, offer);
    else if (root === tree.best.root) this.#settle(tree, port, bpdu);
    else this.#send(tree, port, false, false);
    this.#deliver();
  }

  #restart(tree: VlanTree): void {
    tree.claimRoot(this.#self);
    for (const port of tree.ports.values()) this.#setBackup(tree, port, false);
  }

  /** Takes a new root, or a new way to it; every neighbour beyond has to agree anew. */
  #adopt(tree: VlanTree, port: TreePort, offer: Offer): void {
    if (offer.root >= this.#self || offer.cost > MAX_COST) {
      // The way to the root is lost: there is no better one than this switch.
      this.#becomeRoot(tree);
      this.#topologyChange(tree, 0);
      return;
    }
    const isOtherWay = tree.rootPort !== port.number;
    tree.best = offer;
    tree.rootPort = port.number;
    tree.heardOfRootAt = this.#host.now;
    this.#host.rootChanged(tree.vlan, port.number, offer.root);
    for (const other of tree.ports.values()) {
      if (other === port || other.backup || !this.#takesPart(tree, other)) continue;
      this.#setBackup(tree, other, true);
      this.#send(tree, other, false, false);
    }
    this.#setBackup(tree, port, false);
    // Towards the root they have learned other ways to the hosts of this switch.
    this.#send(tree, port, true, isOtherWay);
    this.#topologyChange(tree, port.number);
  }

  /** Decides who serves a link on which both ends know the same root by other ways. */
  #settle(tree: VlanTree, port: TreePort, bpdu: Bpdu): void {
    const mine = {
      root: tree.best.root,
      cost: tree.best.cost,
      bridge: this.#self,
      port: portIdOf(port.number),
    };
    const isMine = bpdu.role === 'root' || compareOffers(mine, bpdu) < 0;
    if (!isMine) {
      if (port.backup) return;
      this.#setBackup(tree, port, true);
      this.#topologyChange(tree, port.number);
      this.#send(tree, port, false, false);
    } else if (bpdu.role === 'designated') {
      // The neighbour has not heard of the better offer yet.
      this.#send(tree, port, false, false);
    } else if (port.backup) {
      this.#setBackup(tree, port, false);
      this.#topologyChange(tree, port.number);
    }
  }

  #becomeRoot(tree: VlanTree): void {
    tree.claimRoot(this.#self);
    this.#host.rootChanged(tree.vlan, 0, this.#self);
    for (const port of tree.ports.values()) {
      // Blocked ports stay so until their neighbours have answered the claim.
      if (!isListenedTo(port)) this.#setBackup(tree, port, false);
      else if (this.#takesPart(tree, port)) this.#send(tree, port, false, false);
    }
  }

  #takesPart(tree: VlanTree, port: TreePort): boolean {
    return isListenedTo(port) && !tree.edges.has(port.number);
  }

  #topologyChange(tree: VlanTree, from: number): void {
    if (!this.#enabled) return;
    this.#host.flush(tree.vlan);
    if (++tree.changes > MAX_CHANGES) return;
    for (const port of tree.ports.values()) {
      if (port.number === from || port.backup || !this.#takesPart(tree, port)) continue;
      this.#send(tree, port, false, true);
    }
  }

  #setBackup(tree: VlanTree, port: TreePort, backup: boolean): void {
    if (port.backup === backup) return;
    port.backup = backup;
    this.#host.setBlocked(tree.vlan, port.number, backup);
  }

  #hello(): void {
    const { now } = this.#host;
    this.#nextHello = now + HELLO_MS;
    this.#hellos++;
    for (const tree of this.#trees.values()) {
      tree.changes = 0;
      if (tree.rootPort !== 0 && now - tree.heardOfRootAt > ROOT_TIMEOUT_MS) {
        this.#becomeRoot(tree);
      }
      for (const port of tree.ports.values()) {
        if (!tree.edges.has(port.number)) this.#send(tree, port, true, false);
      }
      if (this.#hellos % HELLOS_PER_PERIOD === 0) this.#nextPeriod(tree);
    }
  }

  /** Ports that have not been spoken on for a whole period lead to hosts now. */
  #nextPeriod(tree: VlanTree): void {
    for (const port of tree.ports.values()) {
      const wasListenedTo = isListenedTo(port);
      port.heardBefore = port.heardNow;
      port.heardNow = false;
      if (isListenedTo(port)) continue;
      if (wasListenedTo) this.#host.neighbour(tree.vlan, port.number, false);
      if (!port.backup) continue;
      this.#setBackup(tree, port, false);
      this.#topologyChange(tree, port.number);
    }
  }

  #send(tree: VlanTree, port: TreePort, agreement: boolean, topologyChange: boolean): void {
    if (!this.#enabled) return;
    const isRoot = tree.rootPort === 0;
    const bpdu: OutgoingBpdu = {
      root: tree.best.root,
      cost: tree.best.cost,
      bridge: this.#self,
      port: portIdOf(port.number),
      role: tree.roleOf(port),
      forwarding: !port.backup,
      agreement,
      topologyChange,
      age: isRoot ? 0 : (this.#host.now - tree.heardOfRootAt) / 1000,
      hello: HELLO_MS / 1000,
      maxAge: MAX_AGE_SECONDS,
      tag: port.tagged ? tree.vlan : null,
    };
    this.#outbox.push({ port: port.number, bpdu });
  }

  /**
   * Sends what was said while the tree changed. Only now, since a neighbour in the same lab answers
   * at once: its answer must find the tree in order.
   */
  #deliver(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (let next = this.#outbox.shift(); next !== undefined; next = this.#outbox.shift()) {
      this.#host.send(next.port, printBpdu(next.bpdu));
    }
    this.#isDelivering = false;
    this.#host.changed();
  }
}

/** Priority and address as 16 hexadecimal digits. */
export function bridgeId(mac: string, priority: number): string {
  return priority.toString(16).padStart(4, '0') + mac;
}
