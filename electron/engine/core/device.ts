/** What cables plug into: switches, cards of machines, taps and built-in PCs, all with ports. */
import type { FrameSink } from '../frames/frame-sink';

export interface Device {
  /** Where a cable on this port hands its frames over; undefined if there is no such port. */
  inlet(port: number): FrameSink | undefined;
  /** Plugs a cable in: frames that leave by the port go to `outlet`. The port exists. */
  plug(port: number, outlet: FrameSink): void;
  /** Pulls that cable out again. */
  unplug(port: number, outlet: FrameSink): void;
}
