/** Putting an 802.1Q tag into a frame and taking it out: four bytes after the two addresses. */
import { HEADER_BYTES, MAX_FRAME_BYTES } from './ethernet';

const TYPE = 12;
export const TAG_BYTES = 4;
/** A tagged frame is at least this long. */
export const TAGGED_HEADER_BYTES = HEADER_BYTES + TAG_BYTES;

export function isTagged(bytes: Uint8Array, start: number): boolean {
  return bytes[start + TYPE] === 0x81 && bytes[start + TYPE + 1] === 0;
}

/** The VLAN in the tag of a frame that has one, 0 to 4095. */
export function vlanInTag(bytes: Uint8Array, start: number): number {
  return ((bytes[start + TYPE + 2]! << 8) | bytes[start + TYPE + 3]!) & 0xfff;
}

/**
 * Writes the frame to the begin of `to` with a tag put in (priority 0) or taken out. Returns its length
 * there, or 0 if it is too long then for VDE.
 */
export function retag(
  to: Uint8Array,
  vlan: number,
  putsTag: boolean,
  bytes: Uint8Array,
  start: number,
  length: number,
): number {
  const changed = putsTag ? length + TAG_BYTES : length - TAG_BYTES;
  if (changed > MAX_FRAME_BYTES) return 0;
  for (let index = 0; index < TYPE; index++) to[index] = bytes[start + index]!;
  if (putsTag) {
    to[TYPE] = 0x81;
    to[TYPE + 1] = 0;
    to[TYPE + 2] = vlan >> 8;
    to[TYPE + 3] = vlan & 0xff;
  }
  const target = putsTag ? TYPE + TAG_BYTES : TYPE;
  const source = start + (putsTag ? TYPE : TYPE + TAG_BYTES) - target;
  for (let index = target; index < changed; index++) to[index] = bytes[source + index]!;
  return changed;
}
