/**
 * What all switches of a lab share while a frame makes its way: the time, the limits that keep a loop in
 * the drawing from taking the processor, and the memory of frames that wait. Time is set by the loop that
 * feeds the engine.
 */

import { MAX_ADDED_PORTS, MAX_COPIES, MAX_DELIVERIES, MAX_HOPS } from '../core/limits';
import { TurnBudget } from '../core/turn-budget';
import { WaitingMemory } from '../core/waiting-memory';
import { WorkQueue } from '../core/work-queue';
import { MAX_FRAME_BYTES } from '../frames/ethernet';

/** Frames are numbered from 0 to this, and then again: so many fit into a small integer. */
const MAX_FRAME_NUMBER = 0x3fff_ffff;

/** A clock that stands still: no time is ever over. */
const noClock = () => 0;

export class Fabric {
  /** The time of the part of the turn that is at work. */
  readonly budget: TurnBudget;
  readonly memory: WaitingMemory;
  /** Switches with something to say: spanning trees, probes for loops. */
  readonly trees = new WorkQueue();
  /** Monotonic time in milliseconds. */
  now = 0;
  #frame = 0;
  #hops = 0;
  #copies = 0;
  #deliveries = 0;
  #addedPorts = 0;
  /** Room for a frame whose tag is put in or taken out, one for each switch that is at work. */
  readonly #rooms: Uint8Array[] = [];

  constructor(budget = new TurnBudget(noClock), memory = new WaitingMemory()) {
    this.budget = budget;
    this.memory = memory;
  }

  /**
   * To be called for every frame that comes in from outside or was kept on its way, before it is handed to
   * the engine.
   *
   * @param hops switches that it has passed before it was kept
   */
  admit(hops = 0): void {
    this.#frame = (this.#frame + 1) & MAX_FRAME_NUMBER;
    this.#copies = 0;
    this.#deliveries = 0;
    this.#hops = hops;
  }

  /** Tells the current frame, with all its copies, from those before and after it. */
  get frame(): number {
    return this.#frame;
  }

  /** Switches that the current frame has passed. */
  get hops(): number {
    return this.#hops;
  }

  /** Enters a switch. Returns false when the frame has passed too many in a row. */
  enter(): boolean {
    if (this.#hops >= MAX_HOPS) return false;
    this.#hops++;
    return true;
  }

  /**
   * Where the switch that was entered last may write one frame. It is free again when the switch is
   * left; a switch that a frame comes back to in a loop has another one.
   */
  room(): Uint8Array {
    const found = this.#rooms[this.#hops];
    if (found !== undefined) return found;
    const made = new Uint8Array(MAX_FRAME_BYTES);
    this.#rooms[this.#hops] = made;
    return made;
  }

  leave(): void {
    this.#hops--;
  }

  /** Counts one more copy of the current frame. Returns false when there are too many. */
  copy(): boolean {
    this.#copies++;
    this.budget.spend(1);
    return this.#copies <= MAX_COPIES && this.#deliveries < MAX_DELIVERIES;
  }

  /**
   * Takes room for ports that a command adds to a switch, or gives it back with a number below 0. Returns
   * false, and takes none, when the lab has too many of them.
   */
  addPorts(count: number): boolean {
    if (this.#addedPorts + count > MAX_ADDED_PORTS) return false;
    this.#addedPorts += count;
    return true;
  }

  /** Counts the ports by which a copy of the current frame is flooded. */
  deliver(ports: number): void {
    this.#deliveries += ports;
    this.budget.spend(ports);
  }
}
