/** The cables that are plugged in, and what the machines at their ends are told of them. */

import type { Traffic } from '../../shared/contract/service';
import { type Cable, type DeviceNode, hasPort, portsOf } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { MachineRun } from '../machines/common/machine-driver';
import { CableIndex } from './cable-index';
import type { CarrierState } from './carrier-state';
import { devicePortOf } from './node-ports';

/** A node whose ports exist, and its machine if that is up. */
interface CableOwner {
  readonly node: DeviceNode;
  readonly run: MachineRun | null;
}

/** What of the data plane has to do with cables. */
export type CablePlane = Pick<
  Dataplane,
  'connect' | 'condition' | 'disconnect' | 'cableCounters' | 'down'
>;

export class LabCables {
  readonly #dataplane: CablePlane;
  readonly #lights: CarrierState;
  readonly #nodes: ReadonlyMap<string, CableOwner>;
  readonly #plugged = new Map<string, Cable>();
  readonly #index = new CableIndex();
  readonly #raise: (failure: Failure) => void;
  /** Cables that could not be plugged in: told once, not with every plan. */
  readonly #refused = new Set<string>();

  /**
   * @param nodes the nodes whose ports exist, as they are at any time
   * @param raise is told of a cable that cannot be plugged in
   */
  constructor(
    dataplane: CablePlane,
    lights: CarrierState,
    nodes: ReadonlyMap<string, CableOwner>,
    raise: (failure: Failure) => void,
  ) {
    this.#raise = raise;
    this.#dataplane = dataplane;
    this.#lights = lights;
    this.#nodes = nodes;
  }

  /** The cables that are plugged in, by id, as they were last plugged in or changed. */
  get plugged(): ReadonlyMap<string, Cable> {
    return this.#plugged;
  }

  async connect(cable: Cable): Promise<void> {
    const a = this.#nodes.get(cable.a.node);
    const b = this.#nodes.get(cable.b.node);
    // An end whose ports could not be made has failed by itself; the cable simply stays dark.
    if (a === undefined || !hasPort(a.node, cable.a.port)) return;
    if (b === undefined || !hasPort(b.node, cable.b.port)) return;
    const ends = [devicePortOf(a.node, cable.a), devicePortOf(b.node, cable.b)] as const;
    try {
      await this.#dataplane.connect(cable.id, ...ends, cable);
    } catch (thrown) {
      // The rest of the plan goes on: one dark cable must not keep machines from starting or stopping.
      this.#failed(cable, failureOf(thrown));
      return;
    }
    this.#refused.delete(cable.id);
    this.#plugged.set(cable.id, cable);
    this.#index.add(cable);
    this.#lights.connected(cable);
    this.#tellEnds(cable, cable.up);
  }

  /** Changes what a plugged cable does to its frames, or switches it on or off. */
  async condition(cable: Cable): Promise<void> {
    const wasUp = this.#plugged.get(cable.id)?.up;
    this.#plugged.set(cable.id, cable);
    this.#lights.conditioned(cable);
    await this.#dataplane.condition(cable.id, cable);
    if (cable.up !== wasUp) this.#tellEnds(cable, cable.up);
  }

  async disconnect(cable: Cable): Promise<void> {
    this.#plugged.delete(cable.id);
    this.#index.remove(cable);
    this.#lights.disconnected(cable.id);
    await this.#dataplane.disconnect(cable.id);
    this.#tellEnds(cable, false);
  }

  /** A machine came up: tells it which of its cards have no carrier. */
  launched({ node, run }: CableOwner): void {
    if (run?.setLink === undefined) return;
    const lit = new Set<number>();
    for (const id of this.#index.at(node.id)) {
      const { up, a, b } = this.#plugged.get(id)!;
      if (!up) continue;
      for (const end of [a, b]) if (end.node === node.id) lit.add(end.port);
    }
    for (const card of portsOf(node)) if (!lit.has(card)) run.setLink(card, false);
  }

  /** The counters of both directions of each plugged cable. */
  counters(): Traffic['cables'] {
    const all = [...this.#plugged.keys()].flatMap((id) => {
      const counted = this.#dataplane.cableCounters(id);
      return counted === null ? [] : [[id, { aToB: counted[0], bToA: counted[1] }] as const];
    });
    return Object.fromEntries(all);
  }

  #failed({ id }: Cable, failure: Failure): void {
    // That no data plane runs is told already.
    if (this.#refused.has(id) || this.#dataplane.down !== null) return;
    this.#refused.add(id);
    this.#raise({ ...failure, record: id });
  }

  #tellEnds({ a, b }: Cable, hasCarrier: boolean): void {
    for (const { node, port } of [a, b]) {
      this.#nodes.get(node)?.run?.setLink?.(port, hasCarrier);
    }
  }
}
