/** What of the running lab is counted and measured. */
import type { PortCounters, Traffic } from '../../shared/contract/service';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { LabCables } from './lab-cables';
import { LabUsage } from './lab-usage';
import type { LiveNode } from './live-node';
import { countersOf, resetCounters } from './node-ports';

export class LabTraffic {
  readonly #dataplane: Dataplane;
  readonly #live: ReadonlyMap<string, LiveNode>;
  readonly #cables: LabCables;
  /** What machines use of this computer. */
  readonly usage: LabUsage;

  constructor(dataplane: Dataplane, live: ReadonlyMap<string, LiveNode>, cables: LabCables) {
    this.#dataplane = dataplane;
    this.#live = live;
    this.#cables = cables;
    this.usage = new LabUsage(dataplane, live);
  }

  /** The counters of each port of a running node; empty when it is off. */
  counters(id: string): PortCounters[] {
    const live = this.#live.get(id);
    if (live === undefined) return [];
    return countersOf(this.#dataplane, live.node).map(({ port, values }) => ({ port, ...values }));
  }

  /** Sets the counters of a running node's ports to zero. */
  async reset(id: string): Promise<void> {
    const live = this.#live.get(id);
    if (live !== undefined) await resetCounters(this.#dataplane, live.node);
  }

  /** All counters of what runs, as they are now. */
  all(): Traffic {
    const nodes = [...this.#live.keys()].map((id) => [id, this.counters(id)] as const);
    return {
      at: performance.now(),
      nodes: Object.fromEntries(nodes),
      cables: this.#cables.counters(),
    };
  }
}
