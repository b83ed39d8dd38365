/**
 * What a switch says in its spanning trees. It is noted first and said one VLAN at a time, as the tree is
 * then: what several events of a moment have to say is said in one BPDU.
 *
 * A port sends no more of them than 802.1D lets it (TxHoldCount, 17.13.12 of its edition of 2004): some at
 * once, then one each second. So no storm of changes multiplies BPDUs.
 */

import { TX_HOLD_COUNT, TX_HOLD_MS } from '../core/limits';
import { type OutgoingBpdu, portIdOf, printBpdu } from '../frames/bpdu';
import type { TreePort, VlanTree } from './vlan-tree';

export interface BpduSenderHost {
  /** Monotonic time in milliseconds. */
  readonly now: number;
  send(port: number, frame: Uint8Array): void;
}

/** What is the same in all BPDUs of a switch. */
export type OwnBpduFields = Pick<OutgoingBpdu, 'bridge' | 'hello' | 'maxAge'>;

export class BpduSender {
  readonly #host: BpduSenderHost;
  /** Trees that have something to say. */
  readonly #speaking = new Set<VlanTree>();
  /** Trees with ports that have to wait before they may send again. */
  readonly #held = new Set<VlanTree>();

  constructor(host: BpduSenderHost) {
    this.#host = host;
  }

  /** Whether somebody may speak now. */
  get hasWork(): boolean {
    return this.#speaking.size > 0;
  }

  /** Notes that something is to be said on a port. */
  want(tree: VlanTree, port: TreePort, agreement: boolean, topologyChange: boolean): void {
    port.wanted = {
      agreement: agreement || port.wanted?.agreement === true,
      topologyChange: topologyChange || port.wanted?.topologyChange === true,
    };
    this.#speaking.add(tree);
  }

  /** Lets those speak again that had to wait; to be called each second. */
  release(): void {
    for (const tree of this.#held) this.#speaking.add(tree);
    this.#held.clear();
  }

  /** Forgets what a tree had to say. */
  forget(tree: VlanTree): void {
    this.#speaking.delete(tree);
    this.#held.delete(tree);
    for (const port of tree.ports.values()) port.wanted = null;
  }

  /** Says what one tree has to say. */
  speak(own: OwnBpduFields): void {
    for (const tree of this.#speaking) {
      this.#speaking.delete(tree);
      for (const port of tree.ports.values()) {
        if (port.wanted !== null && this.#maySend(tree, port)) this.#say(tree, port, own);
      }
      return;
    }
  }

  /** Whether a port may send now; if not, its tree comes again with {@link release}. */
  #maySend(tree: VlanTree, port: TreePort): boolean {
    const { now } = this.#host;
    const earned = (now - port.reckonedAt) / TX_HOLD_MS;
    port.allowance = Math.min(TX_HOLD_COUNT, port.allowance + earned);
    port.reckonedAt = now;
    if (port.allowance < 1) this.#held.add(tree);
    return port.allowance >= 1;
  }

  #say(tree: VlanTree, port: TreePort, own: OwnBpduFields): void {
    const { agreement, topologyChange } = port.wanted!;
    port.allowance--;
    port.wanted = null;
    const bpdu = printBpdu({
      ...own,
      root: tree.best.root,
      cost: tree.best.cost,
      port: portIdOf(port.number),
      role: tree.roleOf(port),
      forwarding: !port.backup,
      agreement,
      topologyChange,
      age: tree.rootPort === 0 ? 0 : (this.#host.now - tree.heardOfRootAt) / 1000,
      tag: port.tagged ? tree.vlan : null,
    });
    this.#host.send(port.number, bpdu);
  }
}
