/**
 * Runs the forwarding path a few thousand times before the first real frame comes by, so that V8 has
 * compiled it: interpreted, it takes some 15 microseconds a frame, compiled one or two, and the pings
 * of a quiet lab are too few to get it compiled for a long time.
 *
 * It goes through the very classes and turns that real frames go through. Compiled code is bound to
 * what it has met, shapes of objects and ranges of numbers, and thrown away at the first thing else.
 */
import { COUNTERS_PER_PORT } from '../../engine/core/counters';
import { MIN_FRAME_BYTES } from '../../engine/frames/ethernet';
import {
  AF_UNIX,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_STREAM,
} from '../../native/constants';
import {
  close,
  errorName,
  lastError,
  PinnedMemory,
  read,
  socketpair,
  write,
} from '../../native/libc';
import { Folder } from '../../system/folders/folder';
import { EventLoop } from '../io/event-loop';
import type { DescriptorRecord } from '../shared/descriptors';
import type { Command } from '../shared/protocol';
import { Plane } from './plane';
import { PlaneLoop } from './plane-loop';

/**
 * Frames to and fro in each plane that is made for warming up. A value that never changed is compiled
 * in as a constant, so the first plane is only there to be another one than those that follow. The
 * last number is enough for V8's optimizing compiler; together they take about a tenth of a second.
 */
const PAIRS_OF_FRAMES = [50, 50, 3_000];
const SWITCH = 'warm-switch';
const CARD = 'warm-card';
/** Nothing is ever made there: both devices go on with sockets that are open already. */
const NOWHERE = '/proc/self';

/** A socket of a device, as if a former worker had left it, and the far ends of its connections. */
interface WarmClient {
  readonly records: readonly DescriptorRecord[];
  /** Where the client would send and receive. */
  readonly far: number;
  readonly others: readonly number[];
}

function pairOf(type: number): readonly [number, number] {
  const pair = new PinnedMemory(8);
  if (socketpair(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.address) < 0) {
    throw new Error(`socketpair: ${errorName(lastError())}`);
  }
  return [pair.words[0]!, pair.words[1]!];
}

function clientOf(device: string, port: number): WarmClient {
  const [listener, listenerFar] = pairOf(SOCK_STREAM);
  const [control, controlFar] = pairOf(SOCK_STREAM);
  const [data, far] = pairOf(SOCK_DGRAM);
  return {
    records: [
      { role: 'folder', fd: Folder.open(`${NOWHERE}/.`).fd, device, holds: 'clients' },
      { role: 'listener', fd: listener, device, madeDirectory: false },
      {
        role: 'endpoint',
        fd: control,
        data,
        device,
        port,
        uid: 0,
        path: `${NOWHERE}/${port}.${data}`,
        description: '',
      },
    ],
    far,
    others: [listenerFar, controlFar],
  };
}

/** A switch with a client and, by a cable, a card with another: the two ways that frames come in. */
const commands: readonly Exclude<Command, { type: 'stop' }>[] = [
  {
    type: 'switch',
    id: SWITCH,
    slot: 0,
    ports: 2,
    hub: false,
    directory: NOWHERE,
    mode: 0o600,
    group: '',
    configuration: { vlans: {}, fstp: false, priority: 0 },
    mac: '00:ff:00:00:00:01',
    management: '',
    setup: [],
  },
  { type: 'card', id: CARD, slot: 3, directory: NOWHERE },
  {
    type: 'cable',
    id: 'warm-cable',
    slot: 4,
    a: { device: SWITCH, port: 1 },
    b: { device: CARD, port: 0 },
    state: { up: true, aToB: null, bToA: null },
    seed: 1,
  },
];

function frameBetween(to: number, from: number): PinnedMemory {
  const frame = new PinnedMemory(MIN_FRAME_BYTES);
  // Octets above 127, as random addresses have them: halves of them are beyond 31 bits then.
  frame.bytes.set([2, 255, 254, 253, 252, to, 2, 255, 254, 253, 252, from, 8, 0]);
  return frame;
}

/** Sends frames to and fro between two clients of planes made for it; leaves nothing behind. */
export function warmUp(): void {
  for (const pairs of PAIRS_OF_FRAMES) warmUpOnce(pairs);
}

function warmUpOnce(pairs: number): void {
  const clients = [clientOf(SWITCH, 2), clientOf(CARD, 1)] as const;
  const [a, b] = clients;
  const loop = new EventLoop();
  const memory = new Float64Array(6 * COUNTERS_PER_PORT);
  const adopted = clients.flatMap(({ records }) => records);
  const plane = new Plane(loop, memory, adopted, () => {});
  for (const command of commands) plane.execute(command);
  const turns = new PlaneLoop(loop, plane);
  const there = frameBetween(2, 1);
  const back = frameBetween(1, 2);
  const received = new PinnedMemory(MIN_FRAME_BYTES);
  for (let pair = 0; pair < pairs; pair++) {
    write(a.far, there.address, MIN_FRAME_BYTES);
    turns.turn();
    read(b.far, received.address, MIN_FRAME_BYTES);
    write(b.far, back.address, MIN_FRAME_BYTES);
    turns.turn();
    read(a.far, received.address, MIN_FRAME_BYTES);
  }
  plane.close();
  close(loop.fd);
  for (const { far, others } of clients) for (const fd of [far, ...others]) close(fd);
}
