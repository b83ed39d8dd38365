import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../../electron/engine/core/device';
import type { FrameSink } from '../../../../../electron/engine/frames/frame-sink';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import {
  type CableState,
  type Conditions,
  perfectConditions,
} from '../../../../../shared/document/cable-conditions';
import { perfectCable } from '../../../../../shared/document/topology';
import { plugCable } from '../../../../harness/plug-cable';

/** A device with one port that notes what arrives. */
class End implements Device {
  readonly arrived: number[] = [];
  outlet: FrameSink | null = null;
  carriers = '';

  inlet(port: number): FrameSink | undefined {
    return port === 0
      ? { accept: (bytes, start) => this.arrived.push(bytes[start + 14]!) }
      : undefined;
  }

  plug(_port: number, outlet: FrameSink): void {
    this.outlet = outlet;
    this.carriers += '+';
  }

  unplug(_port: number, outlet: FrameSink): void {
    if (this.outlet === outlet) this.outlet = null;
    this.carriers += '-';
  }
}

const frame = (number: number, length = 100) => {
  const bytes = new Uint8Array(length);
  bytes[14] = number;
  return bytes;
};

const with_ = (changes: Partial<Conditions>): Conditions => ({ ...perfectConditions, ...changes });

function lab(state: Partial<CableState>) {
  const fabric = new Fabric();
  const [a, b] = [new End(), new End()];
  const plugs = [a, b].map((device) => ({ device, port: 0 }));
  const plugged = plugCable(fabric, plugs[0]!, plugs[1]!, { ...perfectCable, ...state });
  const send = (from: End, number: number, length?: number) => {
    const bytes = frame(number, length);
    from.outlet?.accept(bytes, 0, bytes.length);
  };
  const at = (now: number) => {
    fabric.now = now;
    plugged.timers.run(now, fabric.budget);
  };
  return { ...plugged, a, b, send, at };
}

describe('a perfect cable', () => {
  it('passes frames at once and counts them in both directions', () => {
    const { a, b, send, aToB, bToA } = lab({});
    send(a, 1, 60);
    send(a, 2, 1514);
    send(b, 3, 99);
    expect([a.arrived, b.arrived]).toEqual([[3], [1, 2]]);
    expect(aToB.read()).toEqual({
      framesIn: 2,
      bytesIn: 1574,
      framesOut: 2,
      bytesOut: 1574,
      drops: {},
    });
    expect(bToA.read()).toEqual({
      framesIn: 1,
      bytesIn: 99,
      framesOut: 1,
      bytesOut: 99,
      drops: {},
    });
  });

  it('refuses a port that is not there', () => {
    const fabric = new Fabric();
    const plugs = [0, 1].map((port) => ({ device: new End(), port }));
    expect(() => plugCable(fabric, plugs[0]!, plugs[1]!)).toThrow(RangeError);
  });
});

describe('a cable with conditions', () => {
  it('delays one direction and not the other', () => {
    const { a, b, send, at, aToB } = lab({ aToB: with_({ delay: 20 }) });
    send(a, 1);
    send(b, 2);
    expect([a.arrived, b.arrived]).toEqual([[2], []]);
    expect(aToB.read()).toMatchObject({ framesIn: 1, framesOut: 0 });
    at(19.9);
    expect(b.arrived).toEqual([]);
    at(20);
    expect(b.arrived).toEqual([1]);
    expect(aToB.read()).toMatchObject({ framesIn: 1, framesOut: 1 });
  });

  it('counts each drop under its cause', () => {
    const { a, send, aToB, cable } = lab({ aToB: with_({ mtu: 100 }) });
    send(a, 1, 101);
    cable.setState({ ...perfectCable, aToB: with_({ loss: 100 }) });
    send(a, 2);
    cable.setState({ ...perfectCable, aToB: with_({ bandwidth: 8, queue: 1 }) });
    for (const number of [3, 4, 5, 6]) send(a, number);
    cable.setState({ ...perfectCable, up: false });
    expect(aToB.read()).toMatchObject({
      framesIn: 6,
      framesOut: 0,
      drops: { mtu: 1, loss: 1, 'queue-full': 2, 'cable-down': 2 },
    });
  });

  it.each([
    [1_000, 0],
    [50_000, 20_000],
  ])('carries %d kbit/s by its own clock, however uneven the turns', (bandwidth, burstBytes) => {
    const { a, send, at, aToB } = lab({
      aToB: with_({ bandwidth, burstBytes, queue: 1000 }),
    });
    // A busy computer lets the engine wait now and then, for less than what stands in the queue.
    const turns = [0.1, 0.3, 1, 7, 60];
    const bytesOut: [now: number, bytes: number][] = [];
    for (let now = 0, turn = 0; now < 2000; now += turns[turn++ % turns.length]!) {
      at(now);
      const wanted = 1 + (aToB.read().drops['queue-full'] ?? 0);
      while ((aToB.read().drops['queue-full'] ?? 0) < wanted) send(a, 1, 1000);
      bytesOut.push([now, aToB.read().bytesOut]);
    }
    const [begin, end] = [bytesOut.find(([now]) => now > 200)!, bytesOut.at(-1)!];
    const kilobits = ((end[1] - begin[1]) * 8) / (end[0] - begin[0]);
    expect(Math.abs(kilobits / bandwidth - 1)).toBeLessThan(0.01);
  });

  it('lets frames that are on their way go on as they were sent', () => {
    const { a, b, send, at, cable } = lab({ aToB: with_({ delay: 100 }) });
    send(a, 1);
    cable.setState(perfectCable);
    send(a, 2);
    cable.setState({ ...perfectCable, aToB: with_({ delay: 40 }) });
    send(a, 3);
    at(50);
    expect(b.arrived).toEqual([2, 3]);
    at(100);
    expect(b.arrived).toEqual([2, 3, 1]);
  });

  it('keeps what it knows of a direction that was not changed', () => {
    const slow = with_({ bandwidth: 8 });
    const { a, b, send, at, cable } = lab({ aToB: slow });
    send(a, 1, 100);
    cable.setState({ ...perfectCable, aToB: { ...slow }, bToA: with_({ delay: 1 }) });
    send(a, 2, 100);
    at(150);
    expect(b.arrived).toEqual([1]);
    at(200);
    expect(b.arrived).toEqual([1, 2]);
  });

  it('lets some frames overtake', () => {
    const { a, b, send, at } = lab({ aToB: with_({ delay: 10, reorder: 50 }) });
    for (let number = 0; number < 40; number++) send(a, number);
    const overtook = b.arrived.length;
    expect(overtook).toBeGreaterThan(5);
    expect(overtook).toBeLessThan(35);
    at(10);
    expect(b.arrived.length).toBe(40);
    expect(b.arrived.slice(overtook)).toEqual([...b.arrived.slice(overtook)].sort((x, y) => x - y));
  });

  it('doubles frames, and spoils only the copy that arrives', () => {
    const { a, b, at, aToB } = lab({ aToB: with_({ duplicate: 100, corrupt: 8_000_000 }) });
    const bytes = frame(5);
    a.outlet?.accept(bytes, 0, bytes.length);
    at(0);
    expect(b.arrived).toEqual([250, 250]);
    expect(bytes).toEqual(frame(5));
    expect(aToB.read()).toMatchObject({ framesIn: 1, framesOut: 2, bytesOut: 200 });
  });

  it('keeps the order between frames that are spoilt and others', () => {
    const { a, b, send, at } = lab({ aToB: with_({ corrupt: 2000 }) });
    for (let number = 0; number < 200; number++) send(a, number);
    at(0);
    // Each frame but a few has its number; these came out in order.
    const whole = b.arrived.filter((number, index) => number === index);
    expect(b.arrived.length).toBe(200);
    expect(whole.length).toBeGreaterThan(180);
  });
});

describe('a cable that is down', () => {
  it('is in neither port, drops what is on its way, and goes on when it is up again', () => {
    const { a, b, send, at, cable, aToB, timers } = lab({ aToB: with_({ delay: 10 }) });
    send(a, 1);
    cable.setState({ ...perfectCable, up: false });
    expect([a.outlet, b.outlet]).toEqual([null, null]);
    expect(timers.next).toBe(Number.POSITIVE_INFINITY);
    at(20);
    cable.setState(perfectCable);
    send(a, 2);
    expect(b.arrived).toEqual([2]);
    expect(aToB.read().drops).toEqual({ 'cable-down': 1 });
    expect([a.carriers, b.carriers]).toEqual(['+-+', '+-+']);
  });

  it('is not plugged in at all when it begins so', () => {
    const { a, cable } = lab({ up: false });
    expect(a.carriers).toBe('');
    cable.remove();
    expect(a.carriers).toBe('');
  });

  it('drops what is on its way when it is pulled out', () => {
    const { a, send, cable, aToB } = lab({ aToB: with_({ delay: 10 }) });
    send(a, 1);
    cable.remove();
    expect(aToB.read().drops).toEqual({ 'cable-down': 1 });
  });
});
