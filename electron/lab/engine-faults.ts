/** What becomes of nodes when the data plane goes on without some of their ports, or not at all. */
import type { Failure } from '../../shared/failure/failure';
import type { CarrierState } from './carrier-state';
import type { LabBoard } from './lab-board';
import { type LiveNode, stopRun } from './live-node';
import { hasCardSockets } from './node-ports';

export interface FaultyLab {
  readonly live: ReadonlyMap<string, LiveNode>;
  readonly board: LabBoard;
  readonly lights: CarrierState;
  /** The node is not to run any more. */
  unwant(id: string): void;
  /** It has ended, before anything of it ran. */
  ended(live: LiveNode, failure: Failure): void;
}

export class EngineFaults {
  readonly #lab: FaultyLab;

  constructor(lab: FaultyLab) {
    this.#lab = lab;
  }

  /** The data plane goes on without a port of a node: what runs of the node is ended, and it has failed. */
  leftOut(id: string, failure: Failure): void {
    const live = this.#lab.live.get(id);
    if (live === undefined || live.phase === 'halting' || live.phase === 'ended') return;
    this.#lab.unwant(id);
    live.fault = failure;
    if (live.phase === 'created') this.#lab.ended(live, failure);
    else stopRun(live);
  }

  /**
   * No data plane runs. What is made of it alone has failed; machines go on, cut off from each other
   * until the next start.
   */
  down(failure: Failure): void {
    const { live, board } = this.#lab;
    for (const [id, { node }] of [...live]) {
      const trouble = { ...failure, record: id };
      if (hasCardSockets(node)) board.setFacts(id, { trouble });
      else this.leftOut(id, trouble);
    }
  }

  /** A data plane runs again: what was told of machines is over. */
  revived(): void {
    const { live, board, lights } = this.#lab;
    lights.forgetClients();
    for (const id of live.keys()) {
      const { trouble } = board.node(id).facts;
      if (trouble?.code === 'dataplane-down') board.setFacts(id, { trouble: null });
    }
  }
}
