/** What is told of switches from time to time: their spanning trees when these changed, and their views. */

import { TREES_INTERVAL_MS, VIEW_INTERVAL_MS } from '../../engine/core/limits';
import { inSteps, type WorkQueue } from '../../engine/core/work-queue';
import type { Fabric } from '../../engine/switch/fabric';
import type { Notice } from '../shared/protocol';
import type { SwitchDevice } from './switch-device';

const NEVER = Number.POSITIVE_INFINITY;

export class SwitchNotices {
  readonly #fabric: Fabric;
  readonly #switches: ReadonlyMap<string, SwitchDevice>;
  readonly #notify: (notice: Notice) => void;
  readonly #changedTrees = new Set<SwitchDevice>();
  /** What was told last of each switch's trees, so that nothing is told twice. */
  readonly #toldTrees = new Map<string, string>();
  readonly #changedPorts = new Set<SwitchDevice>();
  readonly #toldGuests = new Map<string, string>();
  #nextTrees = 0;
  #viewed: readonly string[] = [];
  #nextView = NEVER;

  constructor(
    fabric: Fabric,
    switches: ReadonlyMap<string, SwitchDevice>,
    notify: (notice: Notice) => void,
  ) {
    this.#fabric = fabric;
    this.#switches = switches;
    this.#notify = notify;
  }

  /** When something is to be told, in monotonic milliseconds; Infinity if nothing is. */
  get next(): number {
    if (this.#changedPorts.size > 0) return this.#fabric.now;
    return Math.min(this.#nextView, this.#changedTrees.size > 0 ? this.#nextTrees : NEVER);
  }

  treesChanged(of: SwitchDevice): void {
    this.#changedTrees.add(of);
  }

  portsChanged(of: SwitchDevice): void {
    this.#changedPorts.add(of);
  }

  /** Tells of exactly these switches how they look, about once a second, from now on. */
  view(switches: readonly string[]): void {
    this.#viewed = switches;
    this.#nextView = switches.length === 0 ? NEVER : this.#fabric.now;
  }

  /** To be called when a switch is gone. */
  forget(device: string, gone: SwitchDevice | undefined): void {
    if (gone !== undefined) {
      this.#changedTrees.delete(gone);
      this.#changedPorts.delete(gone);
    }
    this.#toldGuests.delete(device);
    this.#toldTrees.delete(device);
  }

  /** Puts what is to be told now into a queue, one switch at a time. */
  tellDue(queue: WorkQueue): void {
    const { now } = this.#fabric;
    if (this.#changedTrees.size > 0 && now >= this.#nextTrees) {
      this.#nextTrees = now + TREES_INTERVAL_MS;
      queue.add(inSteps(this.#tellTrees([...this.#changedTrees])));
      this.#changedTrees.clear();
    }
    if (this.#changedPorts.size > 0) {
      queue.add(inSteps(this.#tellGuests([...this.#changedPorts])));
      this.#changedPorts.clear();
    }
    if (now >= this.#nextView) {
      this.#nextView = now + VIEW_INTERVAL_MS;
      queue.add(inSteps(this.#tellViews()));
    }
  }

  *#tellTrees(changed: readonly SwitchDevice[]): Generator<void, void> {
    for (const { device } of changed) {
      const trees = this.#switches.get(device)?.trees();
      const told = JSON.stringify(trees);
      if (trees !== undefined && this.#toldTrees.get(device) !== told) {
        this.#toldTrees.set(device, told);
        this.#notify({ type: 'trees', device, trees });
      }
      yield;
    }
  }

  *#tellGuests(changed: readonly SwitchDevice[]): Generator<void, void> {
    for (const { device } of changed) {
      const guests = this.#switches.get(device)?.guests();
      const told = JSON.stringify(guests);
      if (guests !== undefined && (this.#toldGuests.get(device) ?? '[]') !== told) {
        this.#toldGuests.set(device, told);
        this.#notify({ type: 'guests', device, guests });
      }
      yield;
    }
  }

  *#tellViews(): Generator<void, void> {
    for (const device of this.#viewed) {
      const view = this.#switches.get(device)?.view();
      if (view !== undefined) this.#notify({ type: 'viewed', device, view });
      yield;
    }
  }
}
