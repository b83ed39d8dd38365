/** A disk whose boot sector shows on the screen what is typed: the smallest guest with a screen. */
import { writeFileSync } from 'node:fs';

const BYTES = 1 << 20;

/** 16-bit code for a PC's BIOS; what jumps back is `again`. */
const code = [
  [0xb8, 0x03, 0x00, 0xcd, 0x10], // text mode of 80 x 25, an empty screen
  [0xb4, 0x01, 0xb9, 0x00, 0x20, 0xcd, 0x10], // without a cursor, which would blink
  [0x31, 0xc0, 0xcd, 0x16], // again: wait for a key
  [0xb4, 0x0e, 0xbb, 0x07, 0x00, 0xcd, 0x10], // show it
  [0xeb, 0xf3], // to again
];

/** Writes the disk as a raw image. */
export function echoDisk(path: string): string {
  const disk = Buffer.alloc(BYTES);
  Buffer.from(code.flat()).copy(disk);
  disk.writeUInt16LE(0xaa55, 510);
  writeFileSync(path, disk);
  return path;
}
