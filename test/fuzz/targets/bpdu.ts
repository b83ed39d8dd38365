/** The frames of the spanning tree, as bytes. */
import { type Bpdu, parseBpdu, portIdOf, printBpdu } from '../../../electron/engine/frames/bpdu';
import { type FuzzTarget, fuelPerByte, promise } from '../target';

const TAG_BYTES = 4;

function printed({ role, ...bpdu }: Bpdu, tag: number | null): Uint8Array {
  const known = role === 'unknown' ? 'designated' : role;
  const rest = { forwarding: true, agreement: false, age: 1, hello: 4, maxAge: 40, tag };
  return printBpdu({ ...bpdu, ...rest, role: known });
}

function checkOne(input: Uint8Array, isTagged: boolean): void {
  const bpdu = parseBpdu(input, 0, input.length, isTagged);
  if (bpdu === null) return;
  promise(/^[0-9a-f]{16}$/.test(bpdu.root), 'the root is no bridge id');
  promise(/^[0-9a-f]{16}$/.test(bpdu.bridge), 'the bridge is no bridge id');
  promise(bpdu.cost >= 0 && bpdu.cost <= 0xffff_ffff, 'the cost does not fit');
  promise(bpdu.port >= 0 && bpdu.port <= 0xffff, 'the port does not fit');
  const bytes = printed(bpdu, isTagged ? 5 : null);
  promise(bytes.length === (isTagged ? 57 : 53), 'its length is not that of a BPDU');
  const again = parseBpdu(bytes, 0, bytes.length, isTagged);
  const expected = { ...bpdu, role: bpdu.role === 'unknown' ? 'designated' : bpdu.role };
  promise(JSON.stringify(again) === JSON.stringify(expected), 'it does not come back as it was');
}

/** The same bytes in the middle of others, which must not matter. */
function checkPlace(input: Uint8Array): void {
  const ring = new Uint8Array(input.length + TAG_BYTES + 64).fill(0xa5);
  ring.set(input, TAG_BYTES);
  for (const isTagged of [false, true]) {
    const alone = parseBpdu(input, 0, input.length, isTagged);
    const within = parseBpdu(ring, TAG_BYTES, input.length, isTagged);
    promise(JSON.stringify(alone) === JSON.stringify(within), 'bytes beside the frame matter');
  }
}

const seed = printBpdu({
  root: '800000ff00000001',
  bridge: '800000ff00000002',
  cost: 20_000_000,
  port: portIdOf(3),
  role: 'root',
  topologyChange: true,
  forwarding: true,
  agreement: true,
  age: 1,
  hello: 4,
  maxAge: 40,
  tag: null,
});

export const bpdu: FuzzTarget = {
  name: 'bpdu',
  modules: ['electron/engine/frames/bpdu'],
  seeds: [seed, seed.subarray(0, 51)],
  maxBytes: 128,
  fuel: fuelPerByte(100, 5_000),
  limitMs: 50,
  run: (input) => {
    checkOne(input, false);
    checkOne(input, true);
    checkPlace(input);
  },
};
