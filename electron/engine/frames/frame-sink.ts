/** The one interface of the forwarding path. */

/** Something that takes frames: the far end of a cable, a switch's port, a socket, a tap, a PC. */
export interface FrameSink {
  /**
   * Takes one Ethernet frame, without its check sequence. The bytes are only valid during the call:
   * who keeps a frame copies it. Never throws; what cannot be taken is counted as dropped.
   */
  accept(bytes: Uint8Array, start: number, length: number): void;
}
