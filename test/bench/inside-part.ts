/**
 * Frames that never leave the app: between two built-in PCs at the ends of a row of switches. A PC's
 * own ping sends at most a hundred a second, so its first echo request is caught on the way and sent
 * again as often as it goes; the other PC answers each, and the first one takes the answers in.
 */
import { performance } from 'node:perf_hooks';
import { PcDevice } from '../../electron/dataplane/devices/pc-device';
import { COUNTERS_PER_PORT, PortCounters } from '../../electron/engine/core/counters';
import type { Device } from '../../electron/engine/core/device';
import { TimerQueue } from '../../electron/engine/core/timer-queue';
import type { FrameSink } from '../../electron/engine/frames/frame-sink';
import { Fabric } from '../../electron/engine/switch/fabric';
import { Switch } from '../../electron/engine/switch/switch';
import { plugCable } from '../harness/plug-cable';
import type { Part } from './part';
import { OWN } from './samples';

const ROWS_OF_SWITCHES = [1, 10, 100];
/** Requests that are sent before the PCs work: fewer than wait in a PC's inbox. */
const BURST = 64;
const TOWARDS_A = 1;
const TOWARDS_B = 2;
const IPV4 = 0x0800;

const countersOf = () => new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);

/** Counts the frames that reach one end, and keeps a copy of the last IPv4 frame. */
class Tally implements FrameSink {
  readonly #to: FrameSink | null;
  count = 0;
  kept: Uint8Array | null = null;

  constructor(to: FrameSink | null) {
    this.#to = to;
  }

  accept(bytes: Uint8Array, start: number, length: number): void {
    this.count++;
    if (this.kept === null && ((bytes[start + 12]! << 8) | bytes[start + 13]!) === IPV4) {
      this.kept = bytes.slice(start, start + length);
    }
    this.#to?.accept(bytes, start, length);
  }
}

interface Row {
  readonly fabric: Fabric;
  readonly first: Switch;
  readonly last: Switch;
}

function rowOf(switches: number): Row {
  const fabric = new Fabric();
  const all = Array.from(
    { length: switches },
    () => new Switch(fabric, { ports: 2, hub: false }, countersOf),
  );
  for (let index = 1; index < switches; index++) {
    plugCable(
      fabric,
      { device: all[index - 1]!, port: TOWARDS_B },
      { device: all[index]!, port: TOWARDS_A },
    );
  }
  return { fabric, first: all[0]!, last: all[switches - 1]! };
}

/** Two PCs, A at the first switch and B at the last. */
class PairOfPcs {
  readonly fabric: Fabric;
  readonly inlet: FrameSink;
  readonly request: Uint8Array;
  readonly answers: Tally;
  #busy: PcDevice[] = [];

  constructor({ fabric, first, last }: Row) {
    this.fabric = fabric;
    this.inlet = first.inlet(TOWARDS_A)!;
    const a = this.#pc(1);
    const b = this.#pc(2);
    const asked = new Tally(this.inlet);
    this.answers = new Tally(a.inlet(0)!);
    a.plug(0, asked);
    first.plug(TOWARDS_A, this.answers);
    plugCable(fabric, { device: last, port: TOWARDS_B }, { device: b satisfies Device, port: 0 });
    for (const pc of [a, b]) pc.start();
    a.type('ping -c 1 10.0.0.2\r');
    this.work();
    if (asked.kept === null) throw new Error('the built-in PC sent no echo request');
    this.request = asked.kept;
  }

  /** Lets both PCs work until nothing waits. */
  work(): void {
    while (this.#busy.length > 0) {
      const busy = this.#busy;
      this.#busy = [];
      for (const pc of busy) pc.work();
    }
  }

  #pc(number: number): PcDevice {
    const settings = {
      hostname: `pc${number}`,
      macs: [`02:00:00:00:00:0${number}`],
      setup: [`ip addr add 10.0.0.${number}/24 dev eth0`, 'ip link set eth0 up'],
    };
    const context = {
      fabric: this.fabric,
      print: () => {},
      startupFailed: () => {},
      begins: () => {},
      schedule: (pc: PcDevice) => this.#busy.push(pc),
      timers: new TimerQueue(),
    };
    return new PcDevice(settings, context, countersOf);
  }
}

/** Calls `burst`, which moves a number of frames, for some seconds; frames per second. */
function rateOf(seconds: number, burst: () => number): number {
  const begin = performance.now();
  let frames = 0;
  let now = begin;
  do {
    for (let times = 0; times < 16; times++) frames += burst();
    now = performance.now();
  } while (now - begin < seconds * 1000);
  return (frames / (now - begin)) * 1000;
}

/** Requests and answers that arrive, with both PCs working on each. */
function exchangeRate(switches: number, seconds: number): number {
  const pcs = new PairOfPcs(rowOf(switches));
  const { fabric, inlet, request, answers } = pcs;
  return rateOf(seconds, () => {
    const before = answers.count;
    for (let sent = 0; sent < BURST; sent++) {
      fabric.admit();
      inlet.accept(request, 0, request.length);
    }
    pcs.work();
    if (answers.count - before !== BURST) throw new Error('an echo request was not answered');
    return BURST * 2;
  });
}

/** The same frames without the PCs' work: from one end to a counter at the other. */
function forwardingRate(switches: number, seconds: number): number {
  const { fabric, first, last } = rowOf(switches);
  const { request } = new PairOfPcs(rowOf(1));
  const arrived = new Tally(null);
  last.plug(TOWARDS_B, arrived);
  // Only a port that something is plugged into belongs to a VLAN.
  first.plug(TOWARDS_A, new Tally(null));
  const inlet = first.inlet(TOWARDS_A)!;
  return rateOf(seconds, () => {
    const before = arrived.count;
    for (let sent = 0; sent < BURST; sent++) {
      fabric.admit();
      inlet.accept(request, 0, request.length);
    }
    if (arrived.count - before !== BURST) throw new Error('a frame did not arrive');
    return BURST;
  });
}

export const inside: Part = {
  name: 'inside',
  title: 'Inside the app',
  method:
    "In one thread, without sockets: one PC's echo request of 98 bytes is repeated and the other answers " +
    'each, through a row of switches joined by cables; requests and answers count. Beside it the same ' +
    'frames one way to a mere counter, which is the forwarding alone.',
  quantities: [
    { name: 'frames/s between PCs', digits: 0, compared: false },
    { name: 'frames/s forwarded', digits: 0, compared: false },
  ],
  measure: async ({ seconds, samples }) => {
    for (const switches of ROWS_OF_SWITCHES) {
      samples.add(switches === 1 ? '1 switch' : `${switches} switches`, OWN, {
        'frames/s between PCs': exchangeRate(switches, seconds / 2),
        'frames/s forwarded': forwardingRate(switches, seconds / 2),
      });
    }
  },
};
