/**
 * A floppy image whose boot sector speaks on the first serial port: it prints a greeting, and then echoes
 * what is typed.
 */

const ADDRESS = 0x7c00;
const CODE = [
  [0x31, 0xc0], // xor ax, ax
  [0x8e, 0xd8], // mov ds, ax
  [0xbe, 0x00, 0x00], // mov si, greeting (the address is put in below)
  // print:
  [0xba, 0xfd, 0x03], // mov dx, line status
  [0xec], // in al, dx
  [0xa8, 0x20], // test al, room to send
  [0x74, 0xfb], // jz to the in
  [0xac], // lodsb
  [0x84, 0xc0], // test al, al
  [0x74, 0x05], // jz echo
  [0xb2, 0xf8], // mov dl, data
  [0xee], // out dx, al
  [0xeb, 0xee], // jmp print
  // echo:
  [0xba, 0xfd, 0x03], // mov dx, line status
  [0xec], // in al, dx
  [0xa8, 0x01], // test al, something came
  [0x74, 0xfb], // jz to the in
  [0xb2, 0xf8], // mov dl, data
  [0xec], // in al, dx
  [0xee], // out dx, al
  [0xeb, 0xf2], // jmp echo
].flat();
const GREETING_AT = 5;
const SECTOR = 512;
const FLOPPY_BYTES = 1_474_560;

/** @param greeting what is printed first */
export function serialFloppy(greeting: string): Buffer {
  const image = Buffer.alloc(FLOPPY_BYTES);
  Buffer.from(CODE).copy(image);
  image.writeUInt16LE(ADDRESS + CODE.length, GREETING_AT);
  image.write(`${greeting}\0`, CODE.length, 'latin1');
  image.writeUInt16LE(0xaa55, SECTOR - 2);
  return image;
}
