/** Which ends of cables have carrier, and which ports are taken up: honest link lights. */
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isSwitch,
} from '../../shared/document/topology';
import type { DevicePort } from '../dataplane/shared/protocol';
import type { LabBoard } from './lab-board';
import { hasCardSockets, nodePortOf } from './node-ports';

interface CarrierNode {
  node: DeviceNode;
  /** How many clients are on each port, by port number. */
  readonly clients: Map<number, number>;
  readonly cables: Map<string, Cable>;
}

export class CarrierState {
  readonly #board: LabBoard;
  readonly #nodes = new Map<string, CarrierNode>();
  readonly #cables = new Map<string, Cable>();

  constructor(board: LabBoard) {
    this.#board = board;
  }

  /** The ports of a node were made. */
  created(node: DeviceNode): void {
    this.#nodes.set(node.id, { node, clients: new Map(), cables: new Map() });
  }

  /** A card was added to the node, or taken away. */
  changed(node: DeviceNode): void {
    const lit = this.#nodes.get(node.id);
    if (lit === undefined) return;
    lit.node = node;
    this.#refresh(lit);
  }

  /** The ports of a switch on which clients from outside are, ascending. */
  clientPorts(id: string): number[] {
    const lit = this.#nodes.get(id);
    if (lit === undefined || !isSwitch(lit.node)) return [];
    return [...lit.clients.keys()].sort((one, other) => one - other);
  }

  /** The ports of a node were removed. */
  dismantled(id: string): void {
    this.#nodes.delete(id);
  }

  /** A client joined or left. */
  presence(at: DevicePort, isThere: boolean): void {
    const { node, port } = nodePortOf(at);
    const lit = this.#nodes.get(node);
    if (lit === undefined) return;
    const count = (lit.clients.get(port) ?? 0) + (isThere ? 1 : -1);
    if (count > 0) lit.clients.set(port, count);
    else lit.clients.delete(port);
    this.#refreshPorts(lit);
    // What is on a switch's port does not depend on who else is there.
    if (hasCardSockets(lit.node)) this.#refreshCables(lit);
  }

  /** The data plane begins anew and will report every client that is there. */
  forgetClients(): void {
    for (const lit of this.#nodes.values()) {
      lit.clients.clear();
      this.#refresh(lit);
    }
  }

  connected(cable: Cable): void {
    this.#cables.set(cable.id, cable);
    for (const lit of this.#endsOf(cable)) {
      lit.cables.set(cable.id, cable);
      this.#refreshPorts(lit);
    }
    this.#refreshCable(cable);
  }

  /** The cable was switched on or off, or does something else to its frames now. */
  conditioned(cable: Cable): void {
    if (this.#cables.has(cable.id)) this.connected(cable);
  }

  disconnected(id: string): void {
    const cable = this.#cables.get(id);
    if (cable === undefined) return;
    this.#cables.delete(id);
    this.#board.setCable(id, null);
    for (const lit of this.#endsOf(cable)) {
      lit.cables.delete(id);
      this.#refreshPorts(lit);
    }
  }

  #endsOf({ a, b }: Cable): CarrierNode[] {
    return [a.node, b.node].flatMap((id) => this.#nodes.get(id) ?? []);
  }

  #refresh(lit: CarrierNode): void {
    this.#refreshPorts(lit);
    this.#refreshCables(lit);
  }

  #refreshPorts(lit: CarrierNode): void {
    this.#board.setJoined(lit.node.id, this.#takenPorts(lit));
  }

  #refreshCables(lit: CarrierNode): void {
    for (const cable of lit.cables.values()) this.#refreshCable(cable);
  }

  #refreshCable(cable: Cable): void {
    const isLit = (end: CableEnd) => cable.up && this.#isLit(end);
    this.#board.setCable(cable.id, { a: isLit(cable.a), b: isLit(cable.b) });
  }

  /** Of a switch, ports with a cable or a client; of a machine, cards that its guest has opened. */
  #takenPorts({ node, clients, cables }: CarrierNode): number[] {
    if (hasCardSockets(node)) return [...clients.keys()];
    const own: number[] = [];
    for (const { a, b } of cables.values()) {
      if (a.node === node.id) own.push(a.port);
      if (b.node === node.id) own.push(b.port);
    }
    return isSwitch(node) ? [...own, ...clients.keys()] : own;
  }

  #isLit({ node, port }: CableEnd): boolean {
    const lit = this.#nodes.get(node);
    if (lit === undefined) return false;
    return !hasCardSockets(lit.node) || lit.clients.has(port);
  }
}
