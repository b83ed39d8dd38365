/**
 * What is a loop and what is none: hosts that are moved, addresses that fail over, hosts with the same
 * address, and loops whose frames come back later: through delays, or outside of the lab.
 */
import { describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import type { FrameSink } from '../../../../../electron/engine/frames/frame-sink';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { deaf } from '../../../../../electron/engine/switch/switch-listener';
import { NO_SIGHTINGS, type Sightings, type Storm } from '../../../../../shared/lab/switch-view';
import { plugCable } from '../../../../harness/plug-cable';

const ALL = [255, 255, 255, 255, 255, 255];
const mac = (number: number) => [2, 0, 0, 0, 0, number];

/** A switch, what comes out of its ports, and what it told. */
class Seat {
  storm: Storm | null = null;
  storms = 0;
  sightings: Sightings = NO_SIGHTINGS;
  readonly came: Uint8Array[][] = [];
  readonly one: Switch;

  constructor(fabric: Fabric, ports: number, hub = false) {
    const memory = new Float64Array((ports + 1) * COUNTERS_PER_PORT);
    this.one = new Switch(fabric, { ports, hub }, (port) => new PortCounters(memory, port), {
      ...deaf,
      stormChanged: (storm) => {
        this.storm = storm;
        if (storm !== null) this.storms++;
      },
      sightingsChanged: (sightings) => {
        this.sightings = sightings;
      },
    });
  }

  readonly #sinks: FrameSink[] = [];

  /** Takes off what listens on a port. */
  unplug(port: number): void {
    this.one.port(port)!.detach(this.#sinks[port]!);
  }

  listen(port: number): Uint8Array[] {
    const came: Uint8Array[] = [];
    this.came[port] = came;
    const accept = (bytes: Uint8Array, start: number, length: number) =>
      came.push(bytes.slice(start, start + length));
    this.#sinks[port] = { accept: (...seen) => void accept(...seen) };
    this.one.port(port)!.attach(this.#sinks[port]);
    return came;
  }
}

class Bench {
  readonly fabric = new Fabric();
  readonly seats: Seat[] = [];
  readonly #late: { at: number; run(): void }[] = [];

  seat(ports = 8, hub = false): Seat {
    const made = new Seat(this.fabric, ports, hub);
    this.seats.push(made);
    return made;
  }

  /** A way outside of the lab, which takes some milliseconds: a pair of vde_plugs, or a slow cable. */
  wire(a: { seat: Seat; port: number }, b: { seat: Seat; port: number }, ms = 1): void {
    const end = (to: { seat: Seat; port: number }): FrameSink => ({
      accept: (bytes, start, length) => {
        const copy = bytes.slice(start, start + length);
        const run = () => to.seat.one.port(to.port)!.accept(copy, 0, copy.length);
        this.#late.push({ at: this.fabric.now + ms, run });
      },
    });
    a.seat.one.port(a.port)!.attach(end(b));
    b.seat.one.port(b.port)!.attach(end(a));
  }

  cable(a: { seat: Seat; port: number }, b: { seat: Seat; port: number }) {
    const end = ({ seat, port }: { seat: Seat; port: number }) => ({ device: seat.one, port });
    return plugCable(this.fabric, end(a), end(b)).cable;
  }

  send(seat: Seat, port: number, bytes: Uint8Array): void {
    this.fabric.admit();
    seat.one.port(port)!.accept(bytes, 0, bytes.length);
    this.#turn();
  }

  /** Lets time pass, with all that is due in it. */
  wait(ms: number): void {
    const end = this.fabric.now + ms;
    let nextTick = Math.floor(this.fabric.now / 1_000) * 1_000 + 1_000;
    for (;;) {
      const due = this.#late.reduce((least, { at }) => Math.min(least, at), nextTick);
      if (due > end) break;
      this.fabric.now = due;
      if (due === nextTick) {
        nextTick += 1_000;
        for (const { one } of this.seats) one.expire();
      }
      this.#turn();
      for (const late of this.#late.filter(({ at }) => at <= due)) {
        this.#late.splice(this.#late.indexOf(late), 1);
        this.fabric.admit();
        late.run();
      }
      this.#turn();
    }
    this.fabric.now = end;
  }

  get isQuiet(): boolean {
    return this.#late.length === 0;
  }

  #turn(): void {
    this.fabric.trees.run(new TurnBudget(() => 0));
  }
}

function frame(to: number[], from: number[], text = 0, type = [0x88, 0xb5]): Uint8Array {
  const bytes = new Uint8Array(60);
  bytes.set([...to, ...from, ...type, text >> 8, text & 255]);
  return bytes;
}

function arp(operation: 1 | 2, from: number, sender: number, target: number, to = ALL): Uint8Array {
  const bytes = frame(to, mac(from), 0, [8, 6]);
  bytes.set([0, 1, 8, 0, 6, 4, 0, operation, ...mac(from), 10, 0, 0, sender], 14);
  bytes.set([0, 0, 0, 0, 0, 0, 10, 0, 0, target], 32);
  return bytes;
}

function ipv4(from: number, sender: number, to: number): Uint8Array {
  const bytes = frame(mac(to), mac(from), 0, [8, 0]);
  bytes.set([0x45], 14);
  bytes.set([10, 0, 0, sender, 10, 0, 0, to], 26);
  return bytes;
}

/** One switch with listeners on ports 1 to 3. */
function table() {
  const bench = new Bench();
  const seat = bench.seat();
  const came = [1, 2, 3].map((port) => seat.listen(port));
  return { bench, seat, came };
}

describe('no loop is', () => {
  it('a host whose cable is moved in a tree: its next frame is enough to find it', () => {
    const bench = new Bench();
    const [middle, left, right] = [bench.seat(), bench.seat(), bench.seat()];
    bench.cable({ seat: middle, port: 1 }, { seat: left, port: 8 });
    bench.cable({ seat: middle, port: 2 }, { seat: right, port: 8 });
    const server = middle.listen(3);
    bench.send(middle, 3, frame(ALL, mac(9)));
    const before = left.listen(1);
    bench.send(left, 1, frame(mac(9), mac(7)));
    bench.send(middle, 3, frame(mac(7), mac(9)));
    expect(before).toHaveLength(1);
    const after = right.listen(1);
    for (let count = 0; count < 200; count++) {
      bench.wait(5);
      bench.send(right, 1, frame(mac(9), mac(7), count));
      bench.send(middle, 3, frame(mac(7), mac(9), count));
    }
    expect(server).toHaveLength(201);
    expect(after).toHaveLength(200);
    for (const { storms, sightings } of bench.seats) {
      expect({ storms, sightings }).toEqual({ storms: 0, sightings: NO_SIGHTINGS });
    }
  });

  it.each([1, 1_000])(
    'an address that fails over, %i times, with the same bytes each time',
    (times) => {
      const { bench, seat, came } = table();
      for (let turn = 0; turn < times; turn++) {
        for (const port of [1, 2]) {
          for (let count = 0; count < 10; count++) {
            bench.send(seat, port, frame(ALL, mac(7)));
            bench.wait(10);
          }
        }
      }
      expect(seat.storms).toBe(0);
      expect(came[2]!.filter((bytes) => bytes[0] === 255)).toHaveLength(times * 20);
    },
  );

  it('a failover, told as nothing at all', () => {
    const { bench, seat, came } = table();
    bench.send(seat, 1, arp(1, 7, 5, 5));
    bench.send(seat, 1, arp(2, 7, 5, 3, mac(3)));
    bench.wait(500);
    // Another Ethernet address takes the IPv4 address over, and talks with it.
    bench.send(seat, 2, arp(1, 8, 5, 5));
    for (let count = 0; count < 20; count++) {
      bench.send(seat, 2, ipv4(8, 5, 3));
      bench.send(seat, 3, arp(1, 3, 3, 5));
      bench.send(seat, 2, arp(2, 8, 5, 3, mac(3)));
      bench.wait(500);
    }
    expect(seat.sightings).toEqual(NO_SIGHTINGS);
    expect(came[2]!.length).toBeGreaterThan(40);
  });

  it('a busy group, or a cable that brings frames twice', () => {
    const bench = new Bench();
    const [one, two] = [bench.seat(), bench.seat()];
    one.listen(1);
    const far = two.listen(1);
    bench.cable({ seat: one, port: 2 }, { seat: two, port: 2 });
    for (let count = 0; count < 1_000; count++) {
      bench.fabric.admit();
      for (let twice = 0; twice < 2; twice++) {
        one.one.port(1)!.accept(frame([1, 0, 0x5e, 0, 0, 1], mac(7), count), 0, 60);
      }
    }
    bench.wait(5_000);
    expect(far).toHaveLength(2_000);
    expect([one.storms, two.storms]).toEqual([0, 0]);
  });

  it('a cable that joins two VLANs of a switch', () => {
    const bench = new Bench();
    const seat = bench.seat();
    const { membership } = seat.one;
    for (const [port, vlan] of [
      [1, 5],
      [2, 5],
      [3, 6],
      [4, 6],
    ] as const) {
      membership.createPort(port);
      membership.createVlan(vlan);
      membership.setUntagged(port, vlan);
    }
    bench.cable({ seat, port: 2 }, { seat, port: 3 });
    const came = seat.listen(4);
    seat.listen(1);
    for (let count = 0; count < 10; count++) bench.send(seat, 1, frame(ALL, mac(7)));
    expect(came).toHaveLength(10);
    expect(seat.storms).toBe(0);
  });
});

describe('two hosts with one Ethernet address', () => {
  it.each([5, 500])('are told within five seconds, a frame every %i ms, and all passes', (ms) => {
    const { bench, seat, came } = table();
    let sent = 0;
    for (; bench.fabric.now < 5_000; sent++) {
      for (const port of [1, 2]) {
        bench.send(seat, port, frame(ALL, mac(7)));
        bench.wait(ms);
      }
    }
    expect(seat.storms).toBe(0);
    expect(seat.sightings.doubles).toEqual([
      {
        address: '02:00:00:00:00:07',
        vlan: 0,
        owners: [1, 2].map((port) => ({ mac: '02:00:00:00:00:07', port })),
      },
    ]);
    expect(came[2]!.filter((bytes) => bytes[0] === 255)).toHaveLength(sent * 2);
    bench.wait(12_000);
    expect(seat.sightings).toEqual(NO_SIGHTINGS);
  });

  it('are told when both answer one question', () => {
    const { bench, seat } = table();
    bench.send(seat, 3, arp(1, 3, 3, 5));
    bench.send(seat, 1, arp(2, 7, 5, 3, mac(3)));
    bench.send(seat, 2, arp(2, 7, 5, 3, mac(3)));
    bench.wait(1_500);
    expect(seat.sightings.doubles).toMatchObject([
      { address: '02:00:00:00:00:07', owners: [{ port: 1 }, { port: 2 }] },
    ]);
  });
});

describe('two hosts with one IPv4 address', () => {
  const owners = [1, 2].map((port) => ({ mac: `02:00:00:00:00:0${port + 6}`, port }));
  const twice = [{ address: '10.0.0.5', vlan: 0, owners }];

  it('are told when both answer one question', () => {
    const { bench, seat } = table();
    bench.send(seat, 3, arp(1, 3, 3, 5));
    bench.send(seat, 1, arp(2, 7, 5, 3, mac(3)));
    bench.send(seat, 2, arp(2, 8, 5, 3, mac(3)));
    bench.wait(1_000);
    expect(seat.sightings.doubles).toEqual(twice);
  });

  it('are told when both ping a third one once a second', () => {
    const { bench, seat } = table();
    bench.send(seat, 1, arp(1, 7, 5, 3));
    bench.wait(500);
    bench.send(seat, 2, arp(1, 8, 5, 3));
    for (let second = 0; second < 4; second++) {
      bench.send(seat, 1, ipv4(7, 5, 3));
      bench.wait(500);
      bench.send(seat, 2, ipv4(8, 5, 3));
      bench.wait(500);
    }
    expect(seat.sightings.doubles).toEqual(twice);
  });

  it('are told in a VLAN with tags as well, and no longer when one has left', () => {
    const { bench, seat } = table();
    const { membership } = seat.one;
    membership.createVlan(10);
    for (const port of [1, 2, 3]) membership.addTagged(10, port);
    const tagged = (bytes: Uint8Array) =>
      new Uint8Array([...bytes.subarray(0, 12), 0x81, 0, 0, 10, ...bytes.subarray(12)]);
    bench.send(seat, 3, tagged(arp(1, 3, 3, 5)));
    bench.send(seat, 1, tagged(arp(2, 7, 5, 3, mac(3))));
    bench.send(seat, 2, tagged(arp(2, 8, 5, 3, mac(3))));
    bench.wait(1_000);
    expect(seat.sightings.doubles).toEqual([{ ...twice[0], vlan: 10 }]);
    seat.unplug(2);
    bench.wait(40_000);
    expect(seat.sightings.doubles).toEqual([]);
  });
});

describe('a loop that the drawing does not show', () => {
  it.each([
    { what: 'through VDE plugs', ms: 1, hub: false },
    { what: 'through VDE plugs and hubs', ms: 1, hub: true },
    { what: 'through slow cables', ms: 200, hub: false },
    { what: 'through very slow cables', ms: 1_500, hub: false },
  ])('$what is told and held down', ({ ms, hub }) => {
    const bench = new Bench();
    const [one, two] = [bench.seat(8, hub), bench.seat(8, hub)];
    one.listen(8);
    const far = two.listen(8);
    bench.wire({ seat: one, port: 1 }, { seat: two, port: 1 }, ms);
    bench.wire({ seat: one, port: 2 }, { seat: two, port: 2 }, ms);
    bench.send(one, 8, frame(ALL, mac(7)));
    bench.wait(500 + ms * 8);
    expect([one.storm, two.storm]).toEqual([{ ports: [1, 2] }, { ports: [1, 2] }]);
    bench.wait(2_000 + ms * 8);
    far.length = 0;
    for (let count = 0; count < 10; count++) {
      bench.send(one, 8, frame(ALL, mac(7), count));
      bench.wait(100);
    }
    bench.wait(10 * ms);
    expect(far.filter((bytes) => bytes[0] === 255)).toHaveLength(10);
    for (const { sightings } of bench.seats) expect(sightings).toEqual(NO_SIGHTINGS);
  });

  it('at one port, by a client that sends back what it gets, is told at that port', () => {
    const bench = new Bench();
    const seat = bench.seat();
    seat.listen(1);
    seat.listen(3);
    bench.wire({ seat, port: 2 }, { seat, port: 2 });
    for (let count = 0; count < 5; count++) {
      bench.send(seat, 1, frame(ALL, mac(7)));
      bench.wait(100);
    }
    expect(seat.storm).toEqual({ ports: [2] });
    seat.came[1]!.length = 0;
    bench.send(seat, 1, frame(ALL, mac(7), 5));
    bench.wait(100);
    expect(seat.came[1]!.filter((bytes) => bytes[0] === 255)).toEqual([]);
  });

  it('in one VLAN only leaves the others alone', () => {
    const bench = new Bench();
    const [one, two] = [bench.seat(), bench.seat()];
    for (const { one: each } of [one, two]) {
      each.membership.createVlan(10);
      for (const port of [1, 2]) {
        each.membership.createPort(port);
        each.membership.addTagged(10, port);
      }
      each.membership.setUntagged(2, 0xfff);
    }
    bench.wire({ seat: one, port: 1 }, { seat: two, port: 1 });
    bench.wire({ seat: one, port: 2 }, { seat: two, port: 2 });
    const plain = one.listen(8);
    const tag = (bytes: Uint8Array) =>
      new Uint8Array([...bytes.subarray(0, 12), 0x81, 0, 0, 10, ...bytes.subarray(12)]);
    one.one.membership.addTagged(10, 8);
    two.listen(8);
    bench.send(one, 8, tag(frame(ALL, mac(7))));
    bench.wait(500);
    expect(one.storm).toEqual({ ports: [1, 2] });
    plain.length = 0;
    bench.send(two, 8, frame(ALL, mac(9)));
    bench.wait(10);
    expect(plain).toHaveLength(1);
  });

  it('is over when nothing comes round any more', () => {
    const bench = new Bench();
    const [one, two] = [bench.seat(), bench.seat()];
    one.listen(8);
    two.listen(8);
    bench.cable({ seat: one, port: 1 }, { seat: two, port: 1 });
    const cable = bench.cable({ seat: one, port: 2 }, { seat: two, port: 2 });
    bench.send(one, 8, frame(ALL, mac(7)));
    bench.wait(30_000);
    expect(one.storm).toEqual({ ports: [1, 2] });
    cable.remove();
    bench.wait(1_000);
    expect(one.storm).toBeNull();
    bench.wait(30_000);
    expect([one.storm, two.storm]).toEqual([null, null]);
    expect(bench.isQuiet).toBe(true);
  });
});
