/**
 * Runs the forwarding path a few thousand times before the first real frame comes by, so that V8 has
 * compiled it: interpreted, it takes some 15 microseconds a frame, compiled one or two, and the pings
 * of a quiet lab are too few to get it compiled for a long time.
 */
import { COUNTERS_PER_PORT, PortCounters } from '../engine/counters';
import { MIN_FRAME_BYTES } from '../engine/ethernet';
import { Fabric } from '../engine/fabric';
import { Switch } from '../engine/switch';
import { AF_UNIX, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from '../native/constants';
import { close, errorName, lastError, PinnedMemory, socketpair } from '../native/libc';
import { Egress } from './egress';
import { Round } from './round';

/** Enough for V8's optimizing compiler; takes a few hundredths of a second. */
const ROUNDS = 3_000;
const PORTS = 2;

/** Sends one frame round and round over a pair of sockets and a switch; leaves nothing behind. */
export function warmUp(): void {
  const pair = new PinnedMemory(8);
  if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.address) < 0) {
    throw new Error(`socketpair: ${errorName(lastError())}`);
  }
  const [near, far] = [pair.words[0]!, pair.words[1]!];
  const fabric = new Fabric();
  const round = new Round(fabric);
  const memory = new Float64Array((PORTS + 1) * COUNTERS_PER_PORT);
  const counters = Array.from({ length: PORTS + 1 }, (_, port) => new PortCounters(memory, port));
  const warm = new Switch(fabric, { ports: PORTS, hub: false }, (port) => counters[port]!);
  warm.port(1)!.attach(new Egress(near, false, round, counters[1]!, () => {}));
  const nowhere = { accept: () => {} };
  const frame = new Uint8Array(MIN_FRAME_BYTES).fill(0xff, 0, 6);
  frame.set([2, 0, 0, 0, 0, 1], 6);
  for (let turn = 0; turn < ROUNDS; turn++) {
    fabric.now = turn;
    fabric.admit();
    warm.port(2)!.accept(frame, 0, frame.length);
    round.flushAll();
    // Every other frame goes through the switch once more, as one that was received.
    round.receive(far, false, turn % 2 === 0 ? warm.port(2)! : nowhere, counters[2]!);
    if (turn % 2 === 0) round.receive(far, false, nowhere, counters[2]!);
  }
  close(near);
  close(far);
}
