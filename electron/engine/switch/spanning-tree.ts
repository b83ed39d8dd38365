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
import type { VlanTree as VlanTreeView } from '../../../shared/lab/switch-view';
import { MAX_SHOWN_TREE_PORTS, TX_HOLD_COUNT } from '../core/limits';
import { type Bpdu, portIdOf } from '../frames/bpdu';
import { BpduSender, type BpduSenderHost } from './bpdu-sender';
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
export interface TreeHost extends BpduSenderHost {
  /** Asks for {@link SpanningTree.work} soon. */
  later(): void;
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
  readonly #sender: BpduSender;
  /** Trees that are still to say hello. */
  readonly #greeting = new Set<VlanTree>();

  /**
   * @param mac the switch's address as 12 hexadecimal digits
   * @param priority 0 to 65535; the lowest bridge id becomes root
   */
  constructor(host: TreeHost, mac: string, priority: number) {
    this.#host = host;
    this.#mac = mac;
    this.#sender = new BpduSender(host);
    this.#self = bridgeId(mac, priority);
  }

  get isEnabled(): boolean {
    return this.#enabled;
  }

  /** The switch's bridge id as 16 hexadecimal digits. */
  get self(): string {
    return this.#self;
  }

  /** Trees of VLANs in which something is plugged in, the lowest ones; none while the protocol is off. */
  views(): VlanTreeView[] {
    if (!this.#enabled) return [];
    const used = [...this.#trees.values()].filter(({ ports }) => ports.size > 0);
    let left = MAX_SHOWN_TREE_PORTS;
    return used
      .sort((one, other) => one.vlan - other.vlan)
      .filter(({ ports }) => {
        left -= ports.size;
        return left >= 0;
      })
      .map((tree) => tree.view(this.#self));
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
    this.#host.changed();
  }

  setPriority(priority: number): void {
    const self = bridgeId(this.#mac, priority);
    if (self === this.#self) return;
    this.#self = self;
    for (const tree of this.#trees.values()) this.#restart(tree);
    if (this.#enabled) this.#hello();
    this.#host.changed();
  }

  vlanCreated(vlan: number): void {
    this.#trees.set(vlan, new VlanTree(vlan, this.#self));
  }

  vlanRemoved(vlan: number): void {
    const tree = this.#trees.get(vlan);
    this.#trees.delete(vlan);
    if (tree !== undefined) this.#silence(tree);
    this.#host.changed();
  }

  /** Something was plugged into a port of the VLAN, or the port became a member. */
  joined(vlan: number, number: number, tagged: boolean): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    const port: TreePort = {
      number,
      tagged,
      backup: false,
      heardNow: false,
      heardBefore: false,
      wanted: null,
      allowance: TX_HOLD_COUNT,
      reckonedAt: this.#host.now,
    };
    tree.ports.set(number, port);
    this.#send(tree, port, false, false);
    this.#topologyChange(tree, number);
    this.#host.changed();
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
    this.#host.changed();
  }

  setEdge(vlan: number, number: number, isEdge: boolean): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    if (isEdge) tree.edges.add(number);
    else tree.edges.delete(number);
    const port = tree.ports.get(number);
    if (port !== undefined) this.#setBackup(tree, port, false);
    this.#host.changed();
  }

  setBonus(vlan: number, port: number, cost: number): void {
    const tree = this.#trees.get(vlan);
    if (tree === undefined) return;
    tree.bonusPort = port;
    tree.bonusCost = cost;
  }

  /**
   * Says hello when it is time, gives up roots and neighbours that have been silent, and lets ports speak
   * again that had to wait; to be called each second.
   */
  tick(): void {
    if (!this.#enabled) return;
    this.#sender.release();
    if (this.#host.now >= this.#nextHello) this.#hello();
    if (this.#sender.hasWork) this.#host.later();
  }

  /** Says what is to be said in one VLAN. True if there is more to say. */
  work(): boolean {
    const [greeting] = this.#greeting;
    if (greeting !== undefined) this.#greet(greeting);
    this.#sender.speak({ bridge: this.#self, hello: HELLO_MS / 1000, maxAge: MAX_AGE_SECONDS });
    return this.#greeting.size > 0 || this.#sender.hasWork;
  }

  /** Takes a BPDU that came in by a port; null for one that made no sense. */
  receive(vlan: number, number: number, bpdu: Bpdu | null): void {
    const tree = this.#trees.get(vlan);
    const port = tree?.ports.get(number);
    if (tree === undefined || port === undefined || tree.edges.has(number)) return;
    if (!isListenedTo(port)) this.#host.neighbour(vlan, number, true);
    port.heardNow = true;
    if (bpdu === null) return;
    // News that comes by a port that carries nothing came by another way as well, and would go round.
    if (bpdu.topologyChange && !port.backup) this.#topologyChange(tree, number);
    const { root, bridge } = bpdu;
    const offer = { root, bridge, port: bpdu.port, cost: bpdu.cost + tree.costOf(number) };
    const order = compareOffers(offer, tree.best);
    if (order === 0) tree.heardOfRootAt = this.#host.now;
    else if (order < 0 || number === tree.rootPort) this.#adopt(tree, port, offer);
    else if (root === tree.best.root) this.#settle(tree, port, bpdu);
    else this.#send(tree, port, false, false);
    this.#host.changed();
  }

  #restart(tree: VlanTree): void {
    this.#silence(tree);
    tree.claimRoot(this.#self);
    for (const port of tree.ports.values()) this.#setBackup(tree, port, false);
  }

  #silence(tree: VlanTree): void {
    this.#greeting.delete(tree);
    this.#sender.forget(tree);
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

  /** A round of hellos begins; trees that did not get to say the last one are in it already. */
  #hello(): void {
    this.#nextHello = this.#host.now + HELLO_MS;
    this.#hellos++;
    for (const tree of this.#trees.values()) if (tree.ports.size > 0) this.#greeting.add(tree);
    if (this.#greeting.size > 0) this.#host.later();
  }

  #greet(tree: VlanTree): void {
    this.#greeting.delete(tree);
    tree.changes = 0;
    if (tree.rootPort !== 0 && this.#host.now - tree.heardOfRootAt > ROOT_TIMEOUT_MS) {
      this.#becomeRoot(tree);
    }
    for (const port of tree.ports.values()) {
      if (!tree.edges.has(port.number)) this.#send(tree, port, true, false);
    }
    if (this.#hellos % HELLOS_PER_PERIOD === 0) this.#nextPeriod(tree);
    this.#host.changed();
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

  /** Notes that something is to be said on a port. */
  #send(tree: VlanTree, port: TreePort, agreement: boolean, topologyChange: boolean): void {
    if (!this.#enabled) return;
    this.#sender.want(tree, port, agreement, topologyChange);
    this.#host.later();
  }
}

/** Priority and address as 16 hexadecimal digits. */
function bridgeId(mac: string, priority: number): string {
  return priority.toString(16).padStart(4, '0') + mac;
}
