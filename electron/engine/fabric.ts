/**
 * What all switches of a lab share while a frame makes its way: the time, and two limits that keep a
 * loop in the drawing from taking the processor. Time is set by the loop that feeds the engine.
 */
import { MAX_FRAME_BYTES } from './ethernet';

/** Switches that a frame may pass one after the other. */
export const MAX_HOPS = 250;
/** Switches that all copies of one frame may pass together. */
export const MAX_COPIES = 4_096;

export class Fabric {
  /** Monotonic time in milliseconds. */
  now = 0;
  /**
   * Switches that see a loop now. All switches of the lab are careful then: a copy that comes round
   * passes some of them from both sides before it meets one that knows.
   */
  storms = 0;
  #hops = 0;
  #copies = 0;
  /** Room for a frame whose tag is put in or taken out, one for each switch that is at work. */
  readonly #rooms: Uint8Array[] = [];

  /**
   * To be called for every frame that comes in from outside or was kept on its way, before it is handed to
   * the engine.
   *
   * @param hops switches that it has passed before it was kept
   */
  admit(hops = 0): void {
    this.#copies = 0;
    this.#hops = hops;
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
    return this.#copies <= MAX_COPIES;
  }
}
