/** Loops without a spanning tree: noticed, held down, and over when they are gone. */
import { describe, expect, it } from 'vitest';
import type { Cable } from '../../../../../electron/engine/cable/cable';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { deaf } from '../../../../../electron/engine/switch/switch-listener';
import type { Storm } from '../../../../../shared/lab/switch-view';
import { plugCable } from '../../../../harness/plug-cable';

const PORTS = 8;

class Ring {
  readonly fabric = new Fabric();
  /** What each switch told last. */
  readonly storms: (Storm | null | undefined)[] = [];
  readonly switches: Switch[];
  readonly cables: Cable[];
  /** Frames that came out at each switch's host, on port 8. */
  readonly came: number[];

  /** Switches in a ring: port 1 of each leads to port 2 of the next. */
  constructor(size: number, hub: boolean) {
    this.switches = Array.from({ length: size }, (_, index) => {
      const memory = new Float64Array((PORTS + 1) * COUNTERS_PER_PORT);
      const listener = {
        ...deaf,
        stormChanged: (storm: Storm | null) => {
          this.storms[index] = storm;
        },
      };
      const counters = (port: number) => new PortCounters(memory, port);
      return new Switch(this.fabric, { ports: PORTS, hub }, counters, listener);
    });
    this.came = this.switches.map(() => 0);
    for (const [index, each] of this.switches.entries()) {
      each.port(PORTS)!.attach({
        accept: () => {
          this.came[index]!++;
        },
      });
    }
    this.cables = this.switches.map(
      (each, index) =>
        plugCable(
          this.fabric,
          { device: each, port: 1 },
          { device: this.switches[(index + 1) % size]!, port: 2 },
        ).cable,
    );
  }

  /** A broadcast from the host of a switch. */
  broadcast(from: number, source: number[] = [2, 0, 0, 0, 0, from]): void {
    const bytes = new Uint8Array(60).fill(0xff, 0, 6);
    bytes.set(source, 6);
    this.fabric.now += 10;
    this.fabric.admit();
    this.switches[from]!.port(PORTS)!.accept(bytes, 0, bytes.length);
  }
}

describe('a loop of switches without a spanning tree', () => {
  it.each([2, 3, 5, 20])(
    'of %i is noticed at the first broadcast and named by its ports',
    (size) => {
      const ring = new Ring(size, false);
      ring.broadcast(0);
      const noticed = ring.storms.filter((storm) => storm);
      expect(noticed.length).toBeGreaterThan(0);
      for (const storm of noticed) {
        for (const port of storm!.ports) expect([1, 2, PORTS]).toContain(port);
      }
    },
  );

  it.each([2, 3, 5])(
    'of %i delivers each later broadcast once, so that the network works',
    (size) => {
      const ring = new Ring(size, false);
      ring.broadcast(0);
      ring.came.fill(0);
      for (let count = 0; count < 10; count++) ring.broadcast(0);
      expect(ring.came).toEqual([0, ...new Array(size - 1).fill(10)]);
    },
  );

  it('is over at once when a cable is pulled out, and else when it has been calm', () => {
    const ring = new Ring(3, false);
    ring.broadcast(0);
    expect(ring.storms[0]).not.toBeNull();
    ring.fabric.now += 20_000;
    for (const each of ring.switches) each.expire();
    expect(ring.storms.filter((storm) => storm)).toEqual([]);
    ring.broadcast(0);
    for (const cable of ring.cables) cable.remove();
    expect(ring.storms.filter((storm) => storm)).toEqual([]);
  });

  it('is not seen in a host that moves to another port', () => {
    const ring = new Ring(3, false);
    ring.cables[2]!.remove();
    for (let count = 0; count < 20; count++) {
      ring.broadcast(0);
      ring.broadcast(1, [2, 0, 0, 0, 0, 0]);
    }
    expect(ring.storms.filter((storm) => storm)).toEqual([]);
  });
});

it('a loop of hubs does not take the processor: few broadcasts a second pass', () => {
  const ring = new Ring(3, true);
  ring.broadcast(0);
  expect(ring.storms.some((storm) => storm)).toBe(true);
  ring.came.fill(0);
  for (let count = 0; count < 1_000; count++) ring.broadcast(0);
  // Ten seconds of the lab's time: each hub repeats at most 50 frames in each of them.
  const repeated = ring.came.reduce((sum, frames) => sum + frames, 0);
  expect(repeated).toBeLessThan(10 * 50 * 3 * 4);
});
