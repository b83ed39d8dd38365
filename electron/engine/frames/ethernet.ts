/** Sizes and offsets of Ethernet frames as VDE carries them: no preamble, no check sequence. */

export const HEADER_BYTES = 14;
/** Shorter frames are filled up with zeros to this, as an interface does before it sends. */
export const MIN_FRAME_BYTES = 60;
/** The most that vdeplug4 handles: VDE_ETHBUFSIZE of libvdeplug.h, 9216 + 14 + 4. */
export const MAX_FRAME_BYTES = 9234;

/** Whether the group bit of the address at `start` is set: multicast or broadcast. */
export function isGroupAddress(bytes: Uint8Array, start: number): boolean {
  return (bytes[start]! & 1) === 1;
}
