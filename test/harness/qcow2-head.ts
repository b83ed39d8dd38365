/** The head of a qcow2 image that names other files (docs/interop/qcow2.rst of QEMU). */

const CLUSTER_BITS = 16;
const HEADER_BYTES = 104;

/**
 * @param backing what it stands on; empty for nothing
 * @param data the file with its data; empty for itself
 */
export function qcow2Head(backing: string, data = ''): Buffer {
  const head = Buffer.alloc(65_536);
  head.writeUInt32BE(0x514649fb, 0);
  head.writeUInt32BE(3, 4);
  head.writeUInt32BE(CLUSTER_BITS, 20);
  head.writeUInt32BE(HEADER_BYTES, 100);
  let at = HEADER_BYTES;
  if (data !== '') {
    head.writeUInt32BE(0x44415441, at);
    head.writeUInt32BE(Buffer.byteLength(data), at + 4);
    head.write(data, at + 8);
    at += 8 + Math.ceil(Buffer.byteLength(data) / 8) * 8;
  }
  if (backing !== '') {
    head.writeBigUInt64BE(BigInt(at + 8), 8);
    head.writeUInt32BE(Buffer.byteLength(backing), 16);
    head.write(backing, at + 8);
  }
  return head;
}
