import { describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { MAX_HOPS } from '../../../../../electron/engine/core/limits';
import type { FrameSink } from '../../../../../electron/engine/frames/frame-sink';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { parseMac } from '../../../../../shared/net/mac-address';
import { plugCable } from '../../../../harness/plug-cable';

const A = '02:00:00:00:00:0a';
const B = '02:00:00:00:00:0b';
const ALL = 'ff:ff:ff:ff:ff:ff';

function frame(to: string, from: string): Uint8Array {
  const bytes = new Uint8Array(60);
  bytes.set(parseMac(to));
  bytes.set(parseMac(from), 6);
  return bytes;
}

/** Counts the frames that come out of a port. */
class Tap implements FrameSink {
  taken = 0;
  accept(): void {
    this.taken++;
  }
}

function make(fabric: Fabric, ports: number, hub = false): Switch {
  const memory = new Float64Array((ports + 1) * COUNTERS_PER_PORT);
  return new Switch(fabric, { ports, hub }, (port) => new PortCounters(memory, port));
}

function withTaps(hub = false) {
  const fabric = new Fabric();
  const one = make(fabric, 4, hub);
  const taps = [0, 1, 2, 3].map((number) => {
    const tap = new Tap();
    one.port(number)!.attach(tap);
    return tap;
  });
  const send = (port: number, bytes: Uint8Array) => {
    fabric.admit();
    one.port(port)!.accept(bytes, 0, bytes.length);
    return taps.map(({ taken }) => taken);
  };
  return { fabric, one, taps, send };
}

describe('a switch', () => {
  it('floods what it does not know, to every port but the one it came by', () => {
    const { send } = withTaps();
    expect(send(1, frame(B, A))).toEqual([1, 0, 1, 1]);
  });

  it('sends to the learned port only', () => {
    const { send } = withTaps();
    send(2, frame(ALL, B));
    expect(send(1, frame(B, A))).toEqual([1, 1, 1, 1]);
  });

  it('does not learn a group address as a source', () => {
    const { send, one } = withTaps();
    send(2, frame(B, '03:00:00:00:00:01'));
    expect(one.addresses()).toEqual([]);
  });

  it('drops and counts a frame for the port that it came by', () => {
    const { send, one } = withTaps();
    send(1, frame(ALL, A));
    send(1, frame(A, B));
    expect(one.port(1)!.counters.read().drops).toEqual({ hairpin: 1 });
  });

  it('drops and counts what is too short for a header', () => {
    const { send, one, taps } = withTaps();
    send(1, new Uint8Array(13));
    expect(taps.map(({ taken }) => taken)).toEqual([0, 0, 0, 0]);
    expect(one.port(1)!.counters.read().drops).toEqual({ runt: 1 });
  });

  it('sends to every endpoint of a port', () => {
    const { send, one } = withTaps();
    const second = new Tap();
    one.port(2)!.attach(second);
    expect(send(1, frame(ALL, A))[2]).toBe(1);
    expect(second.taken).toBe(1);
  });

  it('forgets what it learned on a port when the last endpoint leaves, not before', () => {
    const { send, one, taps } = withTaps();
    const second = new Tap();
    one.port(2)!.attach(second);
    send(2, frame(ALL, B));
    one.port(2)!.detach(second);
    expect(one.addresses()).toHaveLength(1);
    one.port(2)!.detach(taps[2]!);
    expect(one.addresses()).toHaveLength(0);
  });

  it('gives out the lowest free port that is not reserved', () => {
    const one = make(new Fabric(), 3);
    one.port(1)!.attach(new Tap());
    expect(one.membership.freePort(() => false)).toBe(2);
    expect(one.membership.freePort((port) => port === 2)).toBe(3);
    expect(one.membership.freePort(() => true)).toBe(-1);
  });

  it('counts frames and bytes on both sides', () => {
    const { send, one } = withTaps();
    send(1, frame(ALL, A));
    expect(one.port(1)!.counters.read()).toMatchObject({ framesIn: 1, bytesIn: 60, framesOut: 0 });
    expect(one.port(2)!.counters.read()).toMatchObject({ framesIn: 0, framesOut: 1, bytesOut: 60 });
  });
});

describe('a hub', () => {
  it('repeats everything, but not on port 0', () => {
    const { send } = withTaps(true);
    send(2, frame(ALL, B));
    expect(send(1, frame(B, A))).toEqual([0, 1, 1, 2]);
  });
});

describe('a chain and a loop', () => {
  it('takes a frame through a hundred switches', () => {
    const fabric = new Fabric();
    const chain = Array.from({ length: 100 }, () => make(fabric, 2));
    for (let index = 1; index < chain.length; index++) {
      plugCable(fabric, { device: chain[index - 1]!, port: 2 }, { device: chain[index]!, port: 1 });
    }
    const end = new Tap();
    chain[99]!.port(2)!.attach(end);
    const bytes = frame(ALL, A);
    fabric.admit();
    chain[0]!.port(1)!.attach(new Tap());
    chain[0]!.port(1)!.accept(bytes, 0, bytes.length);
    expect(end.taken).toBe(1);
  });

  it('ends a broadcast that goes round and round, and counts why', () => {
    const fabric = new Fabric();
    const [one, two] = [make(fabric, 4), make(fabric, 4)];
    for (const port of [1, 2, 3]) plugCable(fabric, { device: one, port }, { device: two, port });
    const bytes = frame(ALL, A);
    fabric.admit();
    one.port(4)!.attach(new Tap());
    one.port(4)!.accept(bytes, 0, bytes.length);
    const drops = [one, two].flatMap((each) =>
      [1, 2, 3].map((port) => each.port(port)!.counters.read().drops),
    );
    const total = drops.reduce(
      (sum, { storm = 0, 'hop-limit': hops = 0 }) => sum + storm + hops,
      0,
    );
    expect(total).toBeGreaterThan(0);
    expect(MAX_HOPS).toBeGreaterThan(100);
  });

  it('passes nothing through a cable that was pulled out', () => {
    const fabric = new Fabric();
    const [one, two] = [make(fabric, 2), make(fabric, 2)];
    const { cable } = plugCable(fabric, { device: one, port: 1 }, { device: two, port: 1 });
    const end = new Tap();
    two.port(2)!.attach(end);
    cable.remove();
    const bytes = frame(ALL, A);
    fabric.admit();
    one.port(2)!.accept(bytes, 0, bytes.length);
    expect(end.taken).toBe(0);
  });
});
