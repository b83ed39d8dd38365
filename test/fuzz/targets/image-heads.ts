/** The first bytes of image files, which come from anywhere. */
import { detectImage, HEAD_BYTES, qcow2VirtualBytes } from '../../../electron/images/image-kind';
import { namesInQcow2 } from '../../../electron/trust/image-header';
import { bytesOf, type FuzzTarget, fuelPerByte, promise } from '../target';

/** At the beginning, at the places of other signatures, or at the end of a head. */
const PLACES = [0, 0x101, 0x202, 0x1fe, 0x438, 0x8001, 0x10040];

function run(input: Uint8Array): void {
  const [place = 0, ...rest] = input;
  const at = PLACES[place % PLACES.length]!;
  const head = new Uint8Array(Math.min(HEAD_BYTES, at + rest.length));
  head.set(rest.slice(0, head.length - at), at);
  for (const bytes of [0, head.length, 2 ** 40]) detectImage(head, bytes);
  const names = namesInQcow2(Buffer.from(head.buffer, head.byteOffset, head.length)) ?? [];
  const named = names.reduce((sum, { name }) => sum + name.length, 0);
  promise(named <= 2 * head.length, 'more is named than stands in the head');
  const virtual = qcow2VirtualBytes(head);
  promise(virtual === null || (virtual >= 0 && !Number.isNaN(virtual)), 'a size that is none');
}

const text = (place: number, words: string) => Uint8Array.of(place, ...bytesOf(words));

export const imageHeads: FuzzTarget = {
  name: 'image-heads',
  modules: ['electron/images/image-kind', 'electron/trust/image-header'],
  seeds: [
    Uint8Array.of(0, 0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3, ...new Uint8Array(100)),
    Uint8Array.of(0, 0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...new Uint8Array(60)),
    Uint8Array.of(0, 0x1f, 0x8b, 8, 0),
    text(0, '070701'),
    text(2, 'HdrS'),
    Uint8Array.of(3, 0x55, 0xaa),
    Uint8Array.of(4, 0x53, 0xef),
    text(5, 'CD001'),
  ],
  maxBytes: 1_024,
  // A head of 64 KiB is looked at byte by byte.
  fuel: fuelPerByte(100, 1_000_000),
  limitMs: 100,
  run,
};
