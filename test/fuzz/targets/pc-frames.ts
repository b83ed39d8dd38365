/** What any neighbour may send to a built-in PC. */
import { Tape } from '../tape';
import { type FuzzTarget, fuelPerByte, promise } from '../target';
import { knownFrames, WatchedPc, withChecksum } from './pc-lab';

const SETUP = [
  'ip a add 10.0.0.1/24 dev eth0',
  'ip a add 10.0.1.1/24 dev eth1',
  'sysctl net.ipv4.ip_forward=1',
  'nc -ul 5000',
];
const MOST_FRAMES = 64;
/** Answers, fragments and questions of one frame, and what timers send later. */
const MOST_SENT_PER_FRAME = 16;

/** One of the known frames with some bytes changed, or bytes as they come. */
function frameOf(tape: Tape): Uint8Array {
  const kind = tape.below(knownFrames.length + 2);
  const known = knownFrames[kind];
  if (known === undefined) return tape.take(tape.below(256)).slice();
  const frame = known.slice(0, known.length - (tape.isTrue() ? tape.below(known.length) : 0));
  const changes = tape.below(4);
  for (let change = 0; change < changes && frame.length > 0; change++) {
    frame[tape.below(frame.length)] = tape.byte();
  }
  return tape.isTrue() ? withChecksum(frame) : frame;
}

function run(input: Uint8Array): void {
  const tape = new Tape(input);
  const watched = new WatchedPc(SETUP);
  let frames = 0;
  while (!tape.isOver && frames < MOST_FRAMES) {
    frames++;
    const frame = frameOf(tape);
    const ring = new Uint8Array(frame.length + 8).fill(0xa5);
    ring.set(frame, 4);
    watched.pc.receive(tape.below(3), ring, 4, frame.length);
    if (tape.isTrue()) watched.wait(tape.pick([1, 300, 1_000, 31_000, 120_000]));
    if (tape.byte() === 7) watched.pc.setCarrier(tape.below(2), tape.isTrue());
  }
  const most = MOST_SENT_PER_FRAME * (frames + 4);
  promise(watched.sent <= most, () => `${frames} frames make ${watched.sent}`);
}

export const pcFrames: FuzzTarget = {
  name: 'pc-frames',
  modules: ['electron/engine/pc/'],
  seeds: knownFrames.map((_, index) => Uint8Array.of(index, 0, 0, 1, 0, 1, 1, 0)),
  maxBytes: 1_500,
  fuel: fuelPerByte(5_000, 1_000_000),
  limitMs: 200,
  run,
};
