/** The switch against a naive model of one: maps, sets, and the rules of vde_switch in plain words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../electron/engine/core/counters';
import { Fabric } from '../../electron/engine/switch/fabric';
import { COLLECTION_INTERVAL_MS, EXPIRY_MS } from '../../electron/engine/switch/mac-table';
import { Switch } from '../../electron/engine/switch/switch';
import { NO_VLAN } from '../../electron/engine/switch/vlan';

const PORTS = 5;
const VLANS = [0, 5, 7];

type Event =
  | { type: 'frame'; port: number; from: number; to: number; tag: number | null }
  | { type: 'wait'; ms: number }
  | { type: 'leave' | 'join'; port: number }
  | { type: 'untagged'; port: number; vlan: number }
  | { type: 'add' | 'delete'; port: number; vlan: number };

/** A frame that came out: `3` without a tag, `3.7` with that of VLAN 7. */
type Delivery = string;

/** Addresses 0 to 5 are hosts, 6 is broadcast, 7 a multicast group. */
function address(number: number): number[] {
  if (number === 6) return [255, 255, 255, 255, 255, 255];
  return number === 7 ? [1, 0, 0x5e, 0, 0, 1] : [2, 0, 0, 0, 0, number];
}
const isGroup = (number: number) => number >= 6;

class Model {
  now = 0;
  #nextCollection = 0;
  readonly attached = new Set([1, 2, 3, 4, 5]);
  /** By `vlan host`. */
  readonly seen = new Map<string, { port: number; at: number }>();
  readonly members = new Map(
    VLANS.map((vlan) => [vlan, new Set(vlan === 0 ? [1, 2, 3, 4, 5] : [])]),
  );
  readonly untagged = new Map([1, 2, 3, 4, 5].map((port) => [port, 0]));

  frame(port: number, from: number, to: number, tag: number | null): Delivery[] {
    const vlan = tag ?? this.untagged.get(port)!;
    if (this.members.get(vlan)?.has(port) !== true) return [];
    if (!isGroup(from)) this.#learn(`${vlan} ${from}`, port);
    const known = isGroup(to) ? undefined : this.seen.get(`${vlan} ${to}`);
    const everybody = [...this.members.get(vlan)!].filter(
      (other) => other !== port && this.attached.has(other),
    );
    const targets = known === undefined ? everybody : known.port === port ? [] : [known.port];
    return targets
      .map((target) => (this.untagged.get(target) === vlan ? `${target}` : `${target}.${vlan}`))
      .sort();
  }

  #learn(key: string, port: number): void {
    this.seen.set(key, { port, at: this.now });
  }

  #forget(gone: (vlan: number, port: number, at: number) => boolean): void {
    for (const [key, { port, at }] of this.seen) {
      if (gone(Number(key.split(' ')[0]), port, at)) this.seen.delete(key);
    }
  }

  leave(port: number): void {
    this.attached.delete(port);
    this.#forget((_, other) => other === port);
  }

  /** What is too old stays until the next collection. */
  expire(): void {
    if (this.now < this.#nextCollection) return;
    this.#nextCollection = this.now + COLLECTION_INTERVAL_MS;
    this.#forget((_vlan, _port, at) => this.now - at > EXPIRY_MS);
  }

  setUntagged(port: number, vlan: number): void {
    this.#forget((_, other) => other === port);
    this.members.get(this.untagged.get(port)!)?.delete(port);
    this.members.get(vlan)?.add(port);
    this.untagged.set(port, vlan);
  }

  add(port: number, vlan: number): void {
    this.members.get(vlan)!.add(port);
  }

  delete(port: number, vlan: number): void {
    if (this.untagged.get(port) === vlan) return;
    this.members.get(vlan)!.delete(port);
    this.#forget((other, at) => other === vlan && at === port);
  }
}

const port = fc.integer({ min: 1, max: PORTS });
const vlan = fc.constantFrom(...VLANS);
const fixed = <T extends string>(type: T) => fc.constant(type);
const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fixed('frame'),
      port,
      from: fc.nat(7),
      to: fc.nat(7),
      tag: fc.constantFrom(null, null, 0, 5, 7, 9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fixed('wait'),
      ms: fc.constantFrom(1, 2_999, 3_000, 3_001, 50_000, 100_001),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('leave' as const, 'join' as const), port }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fixed('untagged'),
      port,
      vlan: fc.constantFrom(...VLANS, NO_VLAN),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('add' as const, 'delete' as const), port, vlan }),
  },
);

/** The frame as its sender sends it, 18 bytes or more. */
function frameOf({ from, to, tag }: Extract<Event, { type: 'frame' }>): Uint8Array {
  const addresses = [...address(to), ...address(from)];
  const payload = [8, 0, 1, 2, 3, 4];
  return Uint8Array.from(
    tag === null ? [...addresses, ...payload] : [...addresses, 0x81, 0, 0, tag, ...payload],
  );
}

/** Names a delivery, and checks that nothing but the tag was changed. */
function deliveryOf(number: number, bytes: Uint8Array, start: number, length: number): Delivery {
  const frame = [...bytes.subarray(start, start + length)];
  const isTagged = frame[12] === 0x81;
  expect(frame.slice(isTagged ? 16 : 12)).toEqual([8, 0, 1, 2, 3, 4]);
  return isTagged ? `${number}.${frame[15]}` : `${number}`;
}

class Trial {
  readonly fabric = new Fabric();
  readonly model = new Model();
  readonly real: Switch;
  readonly #came: Delivery[] = [];
  readonly #ends = Array.from({ length: PORTS + 1 }, (_, number) => ({
    accept: (bytes: Uint8Array, start: number, length: number) => {
      this.#came.push(deliveryOf(number, bytes, start, length));
    },
  }));

  constructor() {
    const memory = new Float64Array((PORTS + 1) * COUNTERS_PER_PORT);
    const counters = (number: number) => new PortCounters(memory, number);
    this.real = new Switch(this.fabric, { ports: PORTS, hub: false }, counters);
    for (const number of VLANS) this.real.membership.createVlan(number);
    for (const number of this.model.attached) this.real.port(number)!.attach(this.#ends[number]!);
  }

  happen(event: Event): void {
    const { model, real } = this;
    switch (event.type) {
      case 'wait':
        model.now += event.ms;
        this.fabric.now = model.now;
        model.expire();
        real.expire();
        return;
      case 'frame':
        this.#send(event);
        return;
      case 'leave':
        if (!model.attached.has(event.port)) return;
        model.leave(event.port);
        real.port(event.port)!.detach(this.#ends[event.port]!);
        return;
      case 'join':
        if (model.attached.has(event.port)) return;
        model.attached.add(event.port);
        real.port(event.port)!.attach(this.#ends[event.port]!);
        return;
      case 'untagged':
        model.setUntagged(event.port, event.vlan);
        real.membership.setUntagged(event.port, event.vlan);
        return;
      case 'add':
        model.add(event.port, event.vlan);
        real.membership.addTagged(event.vlan, event.port);
        return;
      case 'delete':
        model.delete(event.port, event.vlan);
        real.membership.deleteTagged(event.vlan, event.port);
    }
  }

  #send(event: Extract<Event, { type: 'frame' }>): void {
    if (!this.model.attached.has(event.port)) return;
    const bytes = frameOf(event);
    this.#came.length = 0;
    this.fabric.admit();
    this.real.port(event.port)!.accept(bytes, 0, bytes.length);
    const expected = this.model.frame(event.port, event.from, event.to, event.tag);
    expect([...this.#came].sort()).toEqual(expected);
  }
}

it('a switch does what the naive model does, whatever happens to it', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 200, size: 'max' }), (history) => {
      const trial = new Trial();
      for (const event of history) trial.happen(event);
      expect(trial.real.addresses()).toHaveLength(trial.model.seen.size);
    }),
    { numRuns: 500 },
  );
});
