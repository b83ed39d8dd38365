/** What is known of each node and cable of the running lab, and telling listeners what changed. */
import type { Channel } from '../../shared/contract/console-id';
import { offStatus } from '../../shared/contract/off-status';
import type { CableStatus, LabStatus, NodeStatus, PortGuest } from '../../shared/contract/service';
import type { Failure } from '../../shared/failure/failure';
import type { Drift } from '../../shared/lab/drift';
import type { MachineFacts } from '../../shared/lab/machine-control';
import { isAlive, isLegalMove, type MachineState } from '../../shared/lab/machine-state';
import type { Sightings, Storm, VlanTree } from '../../shared/lab/switch-view';
import { isSameValue } from '../../shared/rules/running-fields';

export interface LabChange {
  nodes: Record<string, NodeStatus | null>;
  cables: Record<string, CableStatus | null>;
}

/** Changes that follow each other closer than this are told together, in milliseconds. */
const NEWS_MS = 20;

export class LabBoard {
  readonly #announce: (change: LabChange) => void;
  readonly #nodes = new Map<string, NodeStatus>();
  readonly #cables = new Map<string, CableStatus>();
  #change: LabChange = { nodes: {}, cables: {} };
  #isAnnouncing = false;
  #toldAt = Number.NEGATIVE_INFINITY;

  /**
   * @param announce called with all changes of one turn of the event loop together; when many follow
   *   each other, with all of some turns, so that their number does not grow with the lab
   */
  constructor(announce: (change: LabChange) => void) {
    this.#announce = announce;
  }

  node(id: string): NodeStatus {
    return this.#nodes.get(id) ?? offStatus;
  }

  /** Moves a node to another state. Throws when that is no legal move: a mistake in the lab. */
  move(id: string, state: MachineState, detail: string, failure: Failure | null = null): void {
    const from = this.node(id);
    if (from.state !== state && !isLegalMove(from.state, state)) {
      throw new Error(`${id} cannot go from ${from.state} to ${state}`);
    }
    // Of a node that is not alive nothing is left but how it came to that.
    const kept = isAlive(state) ? from : offStatus;
    this.#setNode(id, { ...kept, state, detail, failure });
  }

  report(id: string, detail: string): void {
    this.#setNode(id, { ...this.node(id), detail });
  }

  setDirectory(id: string, directory: string): void {
    this.#setNode(id, { ...this.node(id), directory });
  }

  addChannel(id: string, channel: Channel): void {
    const status = this.node(id);
    if (status.channels.includes(channel)) return;
    this.#setNode(id, { ...status, channels: [...status.channels, channel] });
  }

  setScreen(id: string, screen: boolean): void {
    this.#setNode(id, { ...this.node(id), screen });
  }

  /** @param bootMs time from its start until it was ready */
  setBootTime(id: string, bootMs: number): void {
    this.#setNode(id, { ...this.node(id), bootMs });
  }

  setFacts(id: string, facts: Partial<MachineFacts>): void {
    const status = this.node(id);
    this.#setNode(id, { ...status, facts: { ...status.facts, ...facts } });
  }

  setGuests(id: string, guests: readonly PortGuest[]): void {
    this.#setNode(id, { ...this.node(id), guests: [...guests] });
  }

  /** Notes a startup command that failed; one that fails again when it is repeated is told once. */
  addStartupFailure(id: string, failure: Failure): void {
    const status = this.node(id);
    const isKnown = status.startup.some(({ message }) => message === failure.message);
    if (!isKnown) this.#setNode(id, { ...status, startup: [...status.startup, failure] });
  }

  setTrees(id: string, trees: readonly VlanTree[]): void {
    this.#setNode(id, { ...this.node(id), trees: [...trees] });
  }

  setStorm(id: string, storm: Storm | null): void {
    this.#setNode(id, { ...this.node(id), storm });
  }

  setSightings(id: string, sightings: Sightings): void {
    this.#setNode(id, { ...this.node(id), sightings });
  }

  /** @param drift how the node runs otherwise than it is drawn */
  setDrift(id: string, drift: Drift | null): void {
    const status = this.node(id);
    if (isSameValue(status.drift, drift)) return;
    this.#setNode(id, { ...status, drift });
  }

  /** Notes that a port of a node was taken up or left. */
  setJoined(id: string, ports: Iterable<number>): void {
    const status = this.node(id);
    const joined = [...new Set(ports)].sort((x, y) => x - y);
    const isSame =
      joined.length === status.joined.length &&
      joined.every((port, index) => port === status.joined[index]);
    if (!isSame) this.#setNode(id, { ...status, joined });
  }

  setCable(id: string, status: CableStatus | null): void {
    const before = this.#cables.get(id);
    if (before?.a === status?.a && before?.b === status?.b) return;
    if (status === null) this.#cables.delete(id);
    else this.#cables.set(id, status);
    this.#change.cables[id] = status;
    this.#schedule();
  }

  /** Forgets a node that is off and no longer drawn. */
  forget(id: string): void {
    if (!this.#nodes.delete(id)) return;
    this.#change.nodes[id] = null;
    this.#schedule();
  }

  all(): LabStatus {
    return { nodes: Object.fromEntries(this.#nodes), cables: Object.fromEntries(this.#cables) };
  }

  #setNode(id: string, status: NodeStatus): void {
    this.#nodes.set(id, status);
    this.#change.nodes[id] = status;
    this.#schedule();
  }

  /** Tells at once what is still to be told. */
  flush(): void {
    const change = this.#change;
    this.#toldAt = performance.now();
    this.#change = { nodes: {}, cables: {} };
    if (Object.keys(change.nodes).length + Object.keys(change.cables).length > 0) {
      this.#announce(change);
    }
  }

  #schedule(): void {
    if (this.#isAnnouncing) return;
    this.#isAnnouncing = true;
    const announce = () => {
      this.#isAnnouncing = false;
      this.flush();
    };
    const waitMs = this.#toldAt + NEWS_MS - performance.now();
    if (waitMs <= 0) setImmediate(announce);
    else setTimeout(announce, waitMs);
  }
}
