/** The switch against a naive model of one: maps, arrays, and the rules of vde_switch in plain words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../electron/engine/counters';
import { Fabric } from '../../electron/engine/fabric';
import { EXPIRY_MS, MIN_PERSISTENCE_MS } from '../../electron/engine/mac-table';
import { Switch } from '../../electron/engine/switch';

const PORTS = 5;

type Event =
  | { type: 'frame'; port: number; from: number; to: number }
  | { type: 'wait'; ms: number }
  | { type: 'leave' | 'join'; port: number };

/** Addresses 0 to 5 are hosts, 6 is broadcast, 7 a multicast group. */
function address(number: number): number[] {
  if (number === 6) return [255, 255, 255, 255, 255, 255];
  return number === 7 ? [1, 0, 0x5e, 0, 0, 1] : [2, 0, 0, 0, 0, number];
}
const isGroup = (number: number) => number >= 6;

class Model {
  now = 0;
  readonly attached = new Set([1, 2, 3, 4, 5]);
  readonly seen = new Map<number, { port: number; at: number }>();

  /** The ports that a frame leaves by, ascending. */
  frame(port: number, from: number, to: number): number[] {
    if (!isGroup(from)) this.#learn(from, port);
    const others = [...this.attached].filter((other) => other !== port).sort();
    const known = isGroup(to) ? undefined : this.seen.get(to);
    if (known === undefined) return others;
    return known.port === port ? [] : [known.port];
  }

  #learn(from: number, port: number): void {
    const entry = this.seen.get(from);
    const mayMove = entry === undefined || this.now - entry.at > MIN_PERSISTENCE_MS;
    if (entry?.port === port || mayMove) this.seen.set(from, { port, at: this.now });
  }

  leave(port: number): void {
    this.attached.delete(port);
    for (const [host, entry] of this.seen) if (entry.port === port) this.seen.delete(host);
  }

  expire(): void {
    for (const [host, { at }] of this.seen) if (this.now - at > EXPIRY_MS) this.seen.delete(host);
  }
}

const port = fc.integer({ min: 1, max: PORTS });
const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('frame' as const),
      port,
      from: fc.nat(7),
      to: fc.nat(7),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 2_999, 3_000, 3_001, 50_000, 100_001),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('leave' as const, 'join' as const), port }),
  },
);

it('a switch does what the naive model does, whatever happens to it', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 200 }), (history) => {
      const fabric = new Fabric();
      const memory = new Float64Array((PORTS + 1) * COUNTERS_PER_PORT);
      const real = new Switch(
        fabric,
        { ports: PORTS, hub: false },
        (n) => new PortCounters(memory, n),
      );
      const model = new Model();
      let came: number[] = [];
      const ends = Array.from({ length: PORTS + 1 }, (_, number) => ({
        accept: () => {
          came.push(number);
        },
      }));
      for (const number of model.attached) real.port(number)!.attach(ends[number]!);
      for (const event of history) {
        if (event.type === 'wait') {
          model.now += event.ms;
          fabric.now = model.now;
          model.expire();
          real.expire();
        } else if (event.type === 'frame') {
          if (!model.attached.has(event.port)) continue;
          const bytes = Uint8Array.from([...address(event.to), ...address(event.from), 8, 0]);
          came = [];
          fabric.admit();
          real.port(event.port)!.accept(bytes, 0, bytes.length);
          expect(came.sort()).toEqual(model.frame(event.port, event.from, event.to));
        } else if (event.type === 'leave' && model.attached.has(event.port)) {
          model.leave(event.port);
          real.port(event.port)!.detach(ends[event.port]!);
        } else if (event.type === 'join' && !model.attached.has(event.port)) {
          model.attached.add(event.port);
          real.port(event.port)!.attach(ends[event.port]!);
        }
      }
      expect(real.addresses()).toHaveLength(model.seen.size);
    }),
    { numRuns: 500 },
  );
});
