/**
 * What all switches of a lab share while a frame makes its way: the time, and two limits that keep a
 * loop in the drawing from taking the processor. Time is set by the loop that feeds the engine.
 */

/** Switches that a frame may pass one after the other. */
export const MAX_HOPS = 250;
/** Switches that all copies of one frame may pass together. */
export const MAX_COPIES = 4_096;

export class Fabric {
  /** Monotonic time in milliseconds. */
  now = 0;
  #hops = 0;
  #copies = 0;

  /** To be called for every frame that comes in from outside, before it is handed to the engine. */
  admit(): void {
    this.#copies = 0;
  }

  /** Enters a switch. Returns false when the frame has passed too many in a row. */
  enter(): boolean {
    if (this.#hops >= MAX_HOPS) return false;
    this.#hops++;
    return true;
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
