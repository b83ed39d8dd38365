/** Which version of Linux a kernel image is, read from its header. */
import { openRegular } from '../../system/files/regular-file';

/** The set-up part of a bzImage, where the text stands, is at most 64 sectors long. */
const HEAD_BYTES = 33 * 1024;

/** Of a bzImage, after Documentation/arch/x86/boot.rst; empty for anything else. Pure. */
export function versionInHeader(head: Buffer): string {
  if (head.length < 0x210 || head.toString('latin1', 0x202, 0x206) !== 'HdrS') return '';
  const pointer = head.readUInt16LE(0x20e);
  if (pointer === 0) return '';
  const at = pointer + 0x200;
  const text = head.toString('latin1', at, at + 200);
  return /^\d+\.\d+[\w.+~-]*/.exec(text)?.[0] ?? '';
}

/** Empty where the file does not tell, or cannot be read. */
export async function kernelVersion(path: string): Promise<string> {
  try {
    const file = await openRegular(path);
    try {
      const head = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return versionInHeader(head.buffer.subarray(0, head.bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    // That it is missing is told by others.
    return '';
  }
}
